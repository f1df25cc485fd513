"""A column of a file that a person describes."""

from odoo import fields, models

from ...deck.mapping import normal


class CallFileColumnMixin(models.AbstractModel):
    """Where a column stands and what it begins with; without a position it is a text that every row is to have.

    A model that inherits it has a field `mapping_id`, whose record has `column_ids`.
    """

    _name = "call.file.column.mixin"
    _description = "Column of a File"

    position = fields.Integer(string="Column", readonly=True, aggregator=None)
    header = fields.Char(readonly=True)
    examples = fields.Char(string="First Values", readonly=True)

    def _engine_column(self):
        """The column's text, or its position when the text is not its alone."""
        text = normal(self.header or "")
        same = self.mapping_id.column_ids.filtered(lambda column: normal(column.header or "") == text)
        return self.header if text and len(same) == 1 else self.position
