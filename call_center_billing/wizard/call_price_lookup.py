"""What would this call cost this customer?"""

from odoo import api, fields, models

from .. import rating
from ..cdr import Numbering
from ..fields import Micro
from ..models.tariff.call_rate_unit import SERVICES
from ..models.tariff.tariff_book import TariffBook


class CallPriceLookup(models.TransientModel):
    """Prices an imagined call as a real one would be, and tells which rule chose the prices and how they add up."""

    _name = "call.price.lookup"
    _description = "Price Look-Up"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    number_id = fields.Many2one(
        "call.number",
        string="A-Number",
        domain="[('partner_id', '=', partner_id)]",
        help="Which of the customer's numbers calls. Empty: one without a price list of its own.",
    )
    campaign_id = fields.Many2one("call.campaign", domain="[('partner_id', '=', partner_id)]")
    number = fields.Char(string="Called Number", help="With country code, or as the customer dials it.")
    started_at = fields.Datetime(string="Call Begins", required=True, default=lambda self: fields.Datetime.now())
    service = fields.Selection(SERVICES, required=True, default="voice")
    quantity = fields.Integer(default=1, help="Messages, or bytes of data.")
    seconds = fields.Integer(string="Talk Time (s)", required=True, default=60)
    pricelist_id = fields.Many2one("product.pricelist", string="Price List", compute="_compute_price")
    rule = fields.Char(string="Chosen by", compute="_compute_price")
    card_id = fields.Many2one("call.rate.card", string="Rate Card", compute="_compute_price")
    version_id = fields.Many2one("call.rate.version", compute="_compute_price")
    destination_id = fields.Many2one("call.destination", compute="_compute_price")
    amount = Micro(string="Price", compute="_compute_price", help="Without tax.")
    currency_id = fields.Many2one(related="card_id.currency_id")
    explanation = fields.Text(string="Why This Price", compute="_compute_price")
    rules = fields.Html(string="Who Decides", compute="_compute_price", sanitize=False)
    promises = fields.Html(string="Discounts and Fixed Prices", compute="_compute_price", sanitize=False)

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        account = self.partner_id.commercial_partner_id
        if self.number_id.partner_id != account:
            self.number_id = False
        if self.campaign_id.partner_id != account:
            self.campaign_id = False

    @api.depends("partner_id", "number_id", "campaign_id", "number", "started_at", "service", "quantity", "seconds")
    def _compute_price(self):
        for lookup in self:
            terms = lookup._terms()
            lookup.pricelist_id = terms.pricelist.sudo(False) if terms else False
            lookup.card_id = terms.card.sudo(False) if terms else False
            lookup.version_id = terms.version.sudo(False) if terms else False
            lookup.destination_id = False
            lookup.amount, lookup.explanation = lookup._price(terms) if terms else (False, False)
            lookup.rule = lookup._rule_text(terms) if terms else False
            lookup.rules = lookup._render("rules", lookup._rule_rows(terms)) if terms else False
            lookup.promises = lookup._render("promises", lookup._promise_rows(terms)) if terms else False

    def _account(self):
        return self.partner_id.commercial_partner_id._origin or self.partner_id.commercial_partner_id

    def _terms(self):
        """What prices the call, as for a call that is imported now; None while the form is empty."""
        if not (self.partner_id and self.started_at):
            return None
        number, campaign = self.number_id._origin, self.campaign_id._origin
        book = TariffBook(self.env, self.env.company)
        return book.terms(self._account(), number.id, campaign, self.started_at, self.service or "voice")

    def _price(self, terms):
        """The price in micro-units and its explanation; no price (False) with the reason where there is none."""
        if not self.number:
            return False, False
        if not terms.card:
            return False, self.env._("Neither the price list nor the company names a rate card.")
        if not terms.version:
            return False, self.env._("No version of the rate card is in force then.")
        country = self._account().country_id or self.env.company.country_id
        number = Numbering(country.code or "").normalise(self.number)
        version = terms.version
        quantity = self.seconds if self.service in ("voice", "agent") else self.quantity
        call = version._engine_call(number.text, self.started_at, max(quantity, 0), self.number_id.number)
        rated = rating.rate(call, terms.tariff)
        text = version._tell(rated, call, terms.tariff)
        if rated.rate:
            self.destination_id = self.env["call.rate"].browse(rated.rate.key).destination_id
        return (rated.amount if rated.amount is not None else False), text

    def _rule_text(self, terms):
        """Who named the price list, in a few words."""
        names = {
            "number": self.env._("A-number %(name)s", name=terms.record.display_name),
            "campaign": self.env._("Campaign %(name)s", name=terms.record.display_name),
            "account": self.env._("Customer %(name)s", name=terms.record.display_name),
            "group": self.env._("Customer group %(name)s", name=terms.record.display_name),
            "system": self.env._("Default of %(name)s", name=terms.record.display_name),
        }
        return names[terms.rule]

    def _render(self, part, rows):
        return self.env["ir.qweb"]._render(f"call_center_billing.call_price_lookup_{part}", {"rows": rows})
