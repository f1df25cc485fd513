"""What would this call cost this customer?"""

from odoo import api, fields, models

from ..cdr import Numbering
from ..fields import Micro


class CallPriceLookup(models.TransientModel):
    """Prices an imagined call as a real one would be, and tells which rule chose the prices and how they add up."""

    _name = "call.price.lookup"
    _description = "Price Look-Up"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    campaign_id = fields.Many2one("call.campaign", domain="[('partner_id', '=', partner_id)]")
    number = fields.Char(string="Called Number", required=True, help="With country code, or as the customer dials it.")
    started_at = fields.Datetime(string="Call Begins", required=True, default=lambda self: fields.Datetime.now())
    seconds = fields.Integer(string="Talk Time (s)", required=True, default=60)
    card_id = fields.Many2one("call.rate.card", string="Rate Card", compute="_compute_price")
    rule = fields.Char(string="Chosen by", compute="_compute_price")
    version_id = fields.Many2one("call.rate.version", compute="_compute_price")
    amount = Micro(string="Price", compute="_compute_price", help="Without tax.")
    currency_id = fields.Many2one(related="card_id.currency_id")
    explanation = fields.Text(string="Why This Price", compute="_compute_price")

    @api.depends("partner_id", "campaign_id", "number", "started_at", "seconds")
    def _compute_price(self):
        for lookup in self:
            card, rule = lookup.partner_id.commercial_partner_id._call_rate_card_rule(
                self.env.company, lookup.campaign_id
            )
            lookup.card_id = card
            lookup.rule = lookup._rule_text(rule) if lookup.partner_id else False
            lookup.version_id = card._version_at(lookup.started_at) if card and lookup.started_at else False
            lookup.amount, lookup.explanation = lookup._price()

    def _price(self):
        """The price in micro-units and its explanation; no price (False) with the reason where there is none."""
        if not (self.partner_id and self.number and self.started_at):
            return False, False
        if not self.card_id:
            return False, self.env._("Neither the price list nor the company names a rate card.")
        if not self.version_id:
            return False, self.env._("No version of the rate card is in force then.")
        country = self.partner_id.commercial_partner_id.country_id or self.env.company.country_id
        number = Numbering(country.code or "").normalise(self.number)
        rated, text = self.version_id._explain(number.text, self.started_at, max(self.seconds, 0))
        return (rated.amount if rated.amount is not None else False), text

    def _rule_text(self, rule):
        names = {
            "call.campaign": self.env._("Campaign %(name)s", name=rule.display_name),
            "product.pricelist": self.env._("Price list %(name)s", name=rule.display_name),
            "res.company": self.env._("Default of %(name)s", name=rule.display_name),
        }
        return names[rule._name]
