"""One column of a source's files."""

from odoo import fields, models

FIELD_LABELS = [
    ("a_number", "Calling number"),
    ("b_number", "Called number"),
    ("start", "Start (date, time or both)"),
    ("end", "End (date, time or both)"),
    ("talk", "Talk time"),
    ("duration", "Duration with ringing"),
    ("disposition", "Outcome"),
    ("identity", "Call ID"),
    ("account_code", "Account code"),
    ("trunk", "Trunk"),
    ("agent", "Agent"),
    ("queue", "Queue"),
    ("service", "Service"),
    ("quantity", "Messages or data"),
]


class CallSourceMappingColumn(models.Model):
    """A column and the field that it holds; or, without a column, a text that every call is to have."""

    _name = "call.source.mapping.column"
    _description = "Column of Files"
    _inherit = ["call.file.column.mixin"]
    _order = "mapping_id, position, id"

    mapping_id = fields.Many2one("call.source.mapping", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="mapping_id.company_id", store=True)
    field_name = fields.Selection(
        FIELD_LABELS,
        string="Is",
        help="Empty: the column is not read. Start, end and call ID may have several columns: a date and a time.",
    )
    constant = fields.Char(
        string="Same for All Calls",
        help="For what the file has no column for: add a line, choose the field and what every call is to have, such "
        "as the calling number of a line that is the only one.",
    )

    def _field_label(self, field):
        """A field's name for people."""
        return dict(self._fields["field_name"]._description_selection(self.env)).get(field, field)
