"""Sums of like calls on a statement."""

from odoo import api, fields, models
from odoo.tools import SQL

from ...fields import Big, Micro
from ..tariff.call_destination import DESTINATION_CLASSES
from ..tariff.call_promise import Promised
from ..tariff.call_rate_unit import COUNTED, MEASURES, UNITS
from ..tariff.price_text import decimal_point, price_text


class CallStatementLine(models.Model):
    """The calls of a statement that have campaign, article, class and price in common. Becomes one order line."""

    _name = "call.statement.line"
    _description = "Call Statement Line"
    _order = "statement_id, campaign_id, destination_class, price"
    _log_access = False

    statement_id = fields.Many2one("call.statement", required=True, ondelete="cascade")  # `_key` begins with it
    campaign_id = fields.Many2one("call.campaign", ondelete="restrict")
    product_id = fields.Many2one("product.product", string="Article", required=True, ondelete="restrict")
    destination_class = fields.Selection(DESTINATION_CLASSES, string="Class", help="Of calls; charges have none.")
    price = Micro(help="Per unit, before discount: the price at which the calls began.")
    unit = fields.Selection(UNITS, required=True, default="minute")
    connection_fee = Micro(help="Before discount.")
    discount = fields.Integer(
        default=0, required=True, aggregator=None, help="Parts per million off; below 0 a surcharge."
    )
    time_band = fields.Char(default="", help="Time band in which the calls began.")
    band = fields.Char(
        string="Price Band", compute="_compute_band", help="Price, connection fee, time band and discount."
    )
    call_count = fields.Integer(string="Calls")
    talk_seconds = fields.Integer(string="Talk Time", help="Seconds of conversation.")
    billed_seconds = fields.Integer(help="Seconds charged for.")
    quantity = Big(string="Octets or Texts", help="What was used of a service that is counted, not timed.")
    used = fields.Char(compute="_compute_used", help="Talk time, megabytes, texts or agent time.")
    amount = Micro(help="Sum of the calls' prices, without tax.")
    currency_id = fields.Many2one(related="statement_id.currency_id")
    slot = fields.Char(
        default="",
        help="The day or the call that has an order of its own; empty where orders are for the whole period.",
    )
    sub_account_id = fields.Many2one(
        "res.partner",
        string="Sub-Account",
        ondelete="restrict",
        help="Whose calls these are, where the one who pays has lines for each sub-account.",
    )
    part = fields.Integer(
        default=0, required=True, aggregator=None, help="1 and more: what came in after the line before was ordered."
    )
    ordered = fields.Boolean(help="An order charges the line, so no more calls are added to it.")
    order_line_ids = fields.One2many("sale.order.line", "call_statement_line_id", string="Order Lines")

    _key = models.UniqueIndex(
        "(statement_id, product_id, destination_class, price, unit, connection_fee, discount, COALESCE(time_band, ''),"
        " COALESCE(campaign_id, 0), COALESCE(slot, ''), COALESCE(sub_account_id, 0), part)",
        "There is such a line already.",
    )
    # few at any time: what waits for its order
    _waiting = models.Index("(statement_id, slot) WHERE slot > '' AND ordered IS NOT TRUE")

    def init(self):
        """Sums change with every import: room in each page spares the indexes."""
        for table in (self._table, self.env["call.statement"]._table):
            self.env.cr.execute(SQL("ALTER TABLE %s SET (fillfactor = 60)", SQL.identifier(table)))

    @api.depends("price", "unit", "connection_fee", "discount", "time_band")
    @api.depends_context("lang")
    def _compute_band(self):
        point = decimal_point(self.env)
        for line in self:
            line.band = ", ".join(part for part in line._band_parts(point) if part)

    def _band_parts(self, point):
        """Price with fee, time band and discount, each as text."""
        price = price_text(self.env, self.price, self.unit, self.connection_fee)
        return price, self.time_band, self.env["call.record"]._promise_text(Promised(self.discount, None), point)

    @api.depends("unit", "talk_seconds", "quantity")
    @api.depends_context("lang")
    def _compute_used(self):
        calls = self.env["call.record"]
        for line in self:
            measure = MEASURES[line.unit or "minute"]
            quantity = line.quantity if measure.service in COUNTED else line.talk_seconds
            line.used = calls._used_sums_text({measure.service: quantity}, measure.per)

    @api.depends("campaign_id", "product_id", "band")
    def _compute_display_name(self):
        for line in self:
            parts = (line.campaign_id.name, line.product_id.name, line.band)
            line.display_name = ", ".join(part for part in parts if part)

    def _calls_domain(self):
        """The calls of these lines; by way of their statements, which calls are indexed by."""
        return [("statement_id", "in", self.statement_id.ids), ("statement_line_id", "in", self.ids)]

    def action_view_calls(self):
        """The calls of this line."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        return action | {"domain": self._calls_domain(), "context": {}}
