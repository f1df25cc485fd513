"""How the file is read, on the deck's own form: the choices of its mapping, and the first rows by them."""

from itertools import islice

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...deck import DeckRefused, open_table, read_table
from ...money import format_micro
from .deck_texts import refusal
from .file_sample import fault_html, row_html, table_html, warning_html

LOOKED_AT = 200
SHOWN = 8


class CallDeck(models.Model):
    """The mapping's choices."""

    _inherit = "call.deck"

    mapping_column_ids = fields.One2many(related="mapping_id.column_ids", readonly=False)
    mapping_sheet = fields.Char(related="mapping_id.sheet", readonly=False)
    mapping_header_place = fields.Selection(related="mapping_id.header_place", readonly=False)
    mapping_header_row = fields.Integer(related="mapping_id.header_row", readonly=False)
    mapping_delimiter = fields.Selection(related="mapping_id.delimiter", readonly=False)
    mapping_encoding = fields.Selection(related="mapping_id.encoding", readonly=False)
    mapping_decimal = fields.Selection(related="mapping_id.decimal", readonly=False)
    mapping_date_order = fields.Selection(related="mapping_id.date_order", readonly=False)
    mapping_price_per = fields.Selection(related="mapping_id.price_per", readonly=False)
    mapping_excess = fields.Selection(related="mapping_id.excess", readonly=False)
    mapping_trunk_zero = fields.Selection(related="mapping_id.trunk_zero", readonly=False)
    mapping_end_day = fields.Selection(related="mapping_id.end_day", readonly=False)
    mapping_closing = fields.Char(related="mapping_id.closing", readonly=False)
    sample = fields.Html(compute="_compute_sample", sanitize=False, help="The first rows, as they will be read.")

    @api.depends("mapping_id", "mapping_id.write_date", "mapping_id.column_ids.write_date", "file")
    def _compute_sample(self):
        for deck in self:
            deck.sample = deck._sample() if deck.mapping_id and deck.state == "draft" and deck.id else False

    def _sample(self):
        """The first rows as HTML; or why they cannot be read."""
        try:
            mapping = self.mapping_id._engine_mapping()
            table = open_table(self._raw(), mapping)
            deck = read_table(table._replace(rows=islice(table.rows, LOOKED_AT)), mapping, self._band_names())
        except DeckRefused as error:
            return warning_html(refusal(self.env, self.name, error))
        except UserError as error:
            return warning_html(str(error))
        rows = [*((row.row, self._sample_row(row)) for row in deck.rows[:SHOWN])]
        rows += [(bad.row, self._sample_fault(bad)) for bad in deck.bad[:SHOWN]]
        cells = [html for _number, html in sorted(rows, key=lambda row: row[0])[:SHOWN]]
        heads = (
            *(self.env._("Row"), self.env._("Prefix"), self.env._("Destination"), self.env._("Price")),
            *(self.env._("Fee"), self.env._("First/then"), self.env._("From"), self.env._("To")),
        )
        return table_html(heads, cells)

    def _sample_row(self, row):
        terms = row.terms
        price = self.env._("closed") if row.closed else format_micro(terms.price)
        bands = "".join(f"; {name} {format_micro(amount)}" for name, amount in terms.bands)
        return row_html(
            row.row,
            row.prefix or "*",
            row.destination,
            price + bands,
            format_micro(terms.connection_fee),
            f"{terms.first_increment}/{terms.next_increment}",
            row.valid_from or "",
            row.valid_to or "",
        )

    def _sample_fault(self, bad):
        reasons = dict(self.env["call.deck.line"]._fields["reason"]._description_selection(self.env))
        text = f"{bad.value}: {reasons[bad.reason]}" if bad.value else reasons[bad.reason]
        return fault_html(bad.row, text, 8)
