"""What the margin guard found."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...fields import LooseMany2one, Micro

KINDS = [
    ("loss", "Sold at a loss"),
    ("low", "Below the minimum margin"),
    ("price", "Above the maximum price"),
    ("fee", "Above the maximum fee"),
    ("unknown", "Cost unknown"),
]
#: kinds that keep a card with a strict guard from being published
BLOCKING = ("loss", "low", "price", "fee")


class CallMarginAlert(models.Model):
    """A price of a card's version that breaks the card's guard. Written by the guard, in bulk."""

    _name = "call.margin.alert"
    _description = "Margin Alert"
    _order = "margin, prefix, id"
    _rec_name = "prefix"
    _log_access = False

    version_id = fields.Many2one("call.rate.version", required=True, readonly=True, ondelete="cascade")
    card_id = fields.Many2one("call.rate.card", string="Rate Card", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    currency_id = fields.Many2one(related="card_id.currency_id")
    kind = fields.Selection(KINDS, required=True, readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("accepted", "Accepted"), ("closed", "Closed")], required=True, readonly=True, default="open"
    )
    prefix = fields.Char(readonly=True)
    destination_id = fields.Many2one("call.destination", readonly=True, ondelete="cascade")
    rate_id = LooseMany2one("call.rate", readonly=True)
    cost_rate_id = LooseMany2one("call.rate", readonly=True)
    cost_card_id = fields.Many2one("call.rate.card", readonly=True, index="btree_not_null", ondelete="cascade")
    price = Micro(
        readonly=True,
        aggregator=None,
        help="What customers pay for the guard's call; of an alert of a maximum, the price a minute or the fee.",
    )
    cost = Micro(
        readonly=True, aggregator=None, help="What the carrier charges for the same call, in the selling currency."
    )
    maximum = Micro(readonly=True, aggregator=None, help="The card's highest price a minute, or highest fee.")
    margin = Micro(
        readonly=True,
        aggregator="min",
        help="Price less cost; of an alert of a maximum, how far it is exceeded, below zero.",
    )
    margin_percent = fields.Float(string="Margin %", digits=(16, 2), readonly=True, aggregator="min")
    moment = fields.Datetime(string="Call Begins", readonly=True, help="The moment at which least is earned.")
    a_number = fields.Char(string="Caller", readonly=True, help="First digits of the caller's number, if they matter.")
    seconds = fields.Integer(readonly=True, aggregator=None, help="Length of the call compared.")
    checked_at = fields.Datetime(string="Last Checked", readonly=True)
    accepted_by_id = fields.Many2one("res.users", readonly=True)
    accepted_at = fields.Datetime(readonly=True)
    note = fields.Char(string="Why Accepted", readonly=True)
    explanation = fields.Text(string="How They Come About", compute="_compute_explanation")

    #: of a prefix there is one alert of margin, one of price and one of fee
    _key = models.UniqueIndex(
        "(version_id, prefix, (CASE WHEN kind IN ('price', 'fee') THEN kind ELSE 'margin' END))",
        "The version has this alert already.",
    )
    _card_prefix = models.Index("(card_id, prefix)")

    @api.depends("prefix", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for alert in self:
            alert.display_name = f"{alert.prefix or '*'} {alert.destination_id.name or ''}: {kinds.get(alert.kind, '')}"

    def _compute_explanation(self):
        for alert in self:
            rates = [rate.sudo() for rate in (alert.rate_id, alert.cost_rate_id) if rate]
            alert.explanation = "\n\n".join(alert._explain(rate) for rate in rates) if alert.moment else False

    def _explain(self, rate):
        number = self.prefix.removeprefix("=") if (self.prefix or "").startswith("=") else f"+{self.prefix or ''}"
        version = rate.version_id.with_env(self.sudo().env)
        return version._explain(number, self.moment, self.seconds, self.a_number or "")[1]

    def action_accept(self, note):
        """Take note of what is wrong and let it be.

        :param str note: why; whoever looks later wants to know
        """
        if not (self.env.su or self.env.user.has_group("call_center_billing.call_center_billing_group_manager")):
            raise AccessError(self.env._("Only managers may accept a margin."))
        self.check_access("write")
        if not (note or "").strip():
            raise UserError(self.env._("Say why the margin is accepted."))
        alerts = self.filtered(lambda alert: alert.state == "open")
        vals = {"state": "accepted", "note": note.strip(), "accepted_by_id": self.env.uid}
        alerts.write(vals | {"accepted_at": fields.Datetime.now()})

    def action_reopen(self):
        """Accepted alerts count again."""
        alerts = self.filtered(lambda alert: alert.state == "accepted")
        alerts.write({"state": "open", "note": False, "accepted_by_id": False, "accepted_at": False})
