"""One column of a supplier's files."""

from odoo import fields, models

from ...deck import BAND
from .deck_texts import BAND_FIELD, FIELD_LABELS


class CallDeckMappingColumn(models.Model):
    """A column and the field that it holds; or, without a column, a text that every row is to have."""

    _name = "call.deck.mapping.column"
    _description = "Deck Column"
    _inherit = ["call.file.column.mixin"]
    _order = "mapping_id, position, id"

    mapping_id = fields.Many2one("call.deck.mapping", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="mapping_id.company_id", store=True)
    field_name = fields.Selection(FIELD_LABELS, string="Is", help="Empty: the column is not read.")
    band_name = fields.Char(string="Time Band", help="Name of the version's time band that the prices hold in.")
    constant = fields.Char(
        string="Same for All Rows",
        help="For what the file has no column for: choose the field and what every row is to have, such as 60/60 for "
        "first seconds and steps.",
    )

    def _engine_field(self):
        """The name of the field in the pure package; "" for none."""
        if self.field_name == BAND_FIELD:
            return BAND + self.band_name.strip() if (self.band_name or "").strip() else ""
        return self.field_name or ""

    def _field_label(self):
        return dict(self._fields["field_name"]._description_selection(self.env)).get(self.field_name, "")
