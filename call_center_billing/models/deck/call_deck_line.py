"""The rows of a preview, and how versions differ."""

from odoo import api, fields, models

from ...fields import LooseMany2one, Micro
from ..tariff.call_rate_unit import UNITS
from .deck_texts import KINDS, REASONS

KEPT_DAYS = 90
COLUMNS = (
    *(
        "deck_id",
        "company_id",
        "currency_id",
        "row",
        "kind",
        "prefix",
        "destination",
        "new_destination",
        "caller_class",
    ),
    *("unit", "price_before", "price", "change", "fee_before", "fee", "valid_from", "valid_to", "what"),
    *("column_name", "value", "reason", "raw"),
)


class CallDeckLine(models.Model):
    """What one row of a file means: new, dearer, cheaper, closed, wrong. Unchanged rows are counted, not kept."""

    _name = "call.deck.line"
    _description = "Row of a Rate Deck"
    _order = "deck_id, row, prefix, id"
    _rec_name = "prefix"
    _log_access = False

    deck_id = fields.Many2one("call.deck", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = LooseMany2one("res.company", readonly=True)
    currency_id = LooseMany2one("res.currency", readonly=True)
    row = fields.Integer(readonly=True, aggregator=None, help="Number of the row in the file. Empty: it is not in it.")
    kind = fields.Selection(KINDS, required=True, readonly=True)
    prefix = fields.Char(readonly=True, index=True)
    destination = fields.Char(readonly=True)
    new_destination = fields.Boolean(readonly=True, help="There is no destination of this name yet.")
    caller_class = fields.Char(string="Callers", readonly=True)
    unit = fields.Selection(UNITS, readonly=True)
    price_before = Micro(string="Price Before", readonly=True, aggregator=None)
    price = Micro(string="Price After", readonly=True, aggregator=None)
    change = fields.Float(readonly=True, aggregator="avg", help="Of the price.")
    fee_before = Micro(string="Fee Before", readonly=True, aggregator=None)
    fee = Micro(string="Fee After", readonly=True, aggregator=None)
    valid_from = fields.Datetime(readonly=True)
    valid_to = fields.Datetime(readonly=True)
    what = fields.Char(string="Other Changes", readonly=True)
    column_name = fields.Char(string="Column", readonly=True)
    value = fields.Char(readonly=True)
    reason = fields.Selection(REASONS, readonly=True)
    raw = fields.Char(string="As in the File", readonly=True)

    detail = fields.Char(compute="_compute_detail", help="What is wrong, or what else changes.")

    @api.depends("what", "column_name", "value", "reason", "new_destination")
    @api.depends_context("lang")
    def _compute_detail(self):
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        for line in self:
            if line.reason:
                place = f"{line.column_name or ''} “{line.value}”" if line.value else line.column_name or ""
                line.detail = f"{place}: {reasons[line.reason]}" if place else reasons[line.reason]
            else:
                line.detail = line.what or (line.new_destination and self.env._("New destination"))

    @api.autovacuum
    def _gc_lines(self):
        """Rows of decks that are done with go after a while; the deck, its totals and its file stay."""
        self.env.cr.execute(
            """DELETE FROM call_deck_line line USING call_deck deck
                WHERE deck.id = line.deck_id AND deck.state IN ('applied', 'discarded')
                  AND deck.write_date < (now() AT TIME ZONE 'UTC') - make_interval(days => %s)""",
            (KEPT_DAYS,),
        )
        self.env["call.deck"].search([("state", "=", "compared"), ("write_date", "<", "-1d")]).unlink()
        used = self.env["call.deck"].search([("mapping_id", "!=", False)]).mapping_id.ids
        self.env["call.deck.mapping"].search(
            [("confirmed", "=", False), ("id", "not in", used), ("write_date", "<", "-1d")]
        ).unlink()
        self.invalidate_model()
