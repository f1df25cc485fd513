"""Rate cards: what calls cost, by the beginning of the number that is called."""

from datetime import UTC

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

from ... import rating


class CallRateCard(models.Model):
    """A list of rates in one currency, and how its prices are rounded."""

    _name = "call.rate.card"
    _description = "Rate Card"
    _inherit = ["mail.thread"]
    _order = "name"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company, tracking=True)
    currency_id = fields.Many2one(
        "res.currency", required=True, tracking=True, default=lambda self: self.env.company.currency_id
    )
    rounding_digits = fields.Integer(
        string="Decimals",
        default=4,
        tracking=True,
        help="The price of a call is rounded once, at its end, to this many decimals of the currency.",
    )
    rounding_method = fields.Selection(
        [("half_up", "To the nearest"), ("up", "Up"), ("down", "Down")],
        string="Rounding",
        default="half_up",
        required=True,
        tracking=True,
    )
    rate_ids = fields.One2many("call.rate", "card_id", string="Rates", copy=True)
    rate_count = fields.Integer(compute="_compute_rate_count")
    pricelist_ids = fields.One2many("product.pricelist", "call_rate_card_id", string="Price Lists")
    active = fields.Boolean(default=True, tracking=True)

    _digits = models.Constraint(
        "CHECK (rounding_digits BETWEEN 0 AND 6)", "Prices can be rounded to between 0 and 6 decimals."
    )

    @api.depends("rate_ids")
    def _compute_rate_count(self):
        counts = dict(self.env["call.rate"]._read_group([("card_id", "in", self.ids)], ["card_id"], ["__count"]))
        for card in self:
            card.rate_count = counts.get(card, 0)

    @api.constrains("currency_id")
    def _check_currency_of_calls(self):
        """Pricing in another currency would turn old prices into other money."""
        self.pricelist_ids._check_call_rate_card_currency()

    def write(self, vals):
        """Forget compiled cards: every worker prices by the change from its next call on."""
        if "currency_id" in vals and any(card.currency_id.id != vals["currency_id"] for card in self):
            rates = self.env["call.rate"].with_context(active_test=False).search([("card_id", "in", self.ids)])
            if self.env["call.record"].sudo().search_count([("rate_id", "in", rates.ids)], limit=1):
                raise ValidationError(self.env._("Calls were priced by this card: make another for another currency."))
        result = super().write(vals)
        if vals.keys() & {"rounding_digits", "rounding_method"}:
            self.env.registry.clear_cache()
        return result

    def action_view_rates(self):
        """The card's rates, to search and edit in a list."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_rate_action")
        return action | {"domain": [("card_id", "=", self.id)], "context": {"default_card_id": self.id}}

    @tools.ormcache("self.id")
    def _compiled(self):
        """The card as the pure engine wants it. Kept per worker until a rate changes.

        :rtype: rating.Card
        """
        self.ensure_one()
        fields_read = ["prefix", "price", "connection_fee", "first_increment", "next_increment", "destination_id"]
        rates = [
            rating.Rate(
                key=rate["id"],
                prefix=rate["prefix"],
                destination=str(rate["destination_id"]),
                price=rate["price"],
                connection_fee=rate["connection_fee"],
                first_increment=rate["first_increment"],
                next_increment=rate["next_increment"],
            )
            for rate in self.env["call.rate"].sudo().search_read([("card_id", "=", self.id)], fields_read, load=None)
        ]
        try:
            return rating.Card.compile(
                rates, rounding=rating.Rounding(digits=self.rounding_digits, method=self.rounding_method)
            )
        except rating.CardError as error:
            raise UserError(
                self.env._("Rate card %(card)s cannot be used: %(reason)s", card=self.display_name, reason=error)
            ) from error

    def _rate_call(self, b_number, started_at, seconds):
        """Price one call with the pure engine.

        :param str b_number: the called number, E.164
        :param datetime started_at: UTC, naive as Odoo keeps it
        :param int seconds: seconds of conversation
        :rtype: rating.Rated
        """
        call = rating.Call(b_number=b_number, started_at=started_at.replace(tzinfo=UTC), quantity=seconds)
        return rating.rate(call, rating.Tariff(self._compiled()))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self.rate_ids._unlink_except_used()
