"""What a discount would come to, before it is given."""

from datetime import timedelta

from odoo import api, fields, models

from ... import rating
from ...fields import Micro
from .call_promise import PER_CENT, Promised
from .tariff_book import DISCOUNTED, make_tariff

#: how far back from the newest call, and how many calls at most
DAYS, MOST_CALLS = 90, 20_000


class CallDiscount(models.Model):
    """Rates the customer's latest calls again, as if the discount had held then."""

    _inherit = "call.discount"

    effect_count = fields.Integer(string="Calls Covered", compute="_compute_effect")
    effect_charged = Micro(string="Charged", compute="_compute_effect", help="What these calls cost, without tax.")
    effect_amount = Micro(string="At This Discount", compute="_compute_effect", help="What they would have cost.")
    effect_difference = Micro(string="Difference", compute="_compute_effect")
    effect_currency_id = fields.Many2one("res.currency", compute="_compute_effect")
    effect_note = fields.Char(compute="_compute_effect", help="Which calls were rated again.")

    @api.depends("partner_id", "applies_to", "destination_class", "destination_id", "product_id", "percent")
    def _compute_effect(self):
        for discount in self:
            calls = discount._effect_calls()
            charged = sum(calls.mapped("amount"))
            amount = discount._effect_amount(calls)
            discount.effect_count = len(calls)
            discount.effect_charged = charged
            discount.effect_amount = amount
            discount.effect_difference = amount - charged
            discount.effect_currency_id = calls.currency_id[:1]
            discount.effect_note = discount._effect_note(calls)

    def _effect_domain(self):
        """The customer's rated calls that the discount could cover, of all times."""
        destination = self.destination_id._origin.id or self.destination_id.id
        covered = {
            "class": [("destination_class", "=", self.destination_class)],
            "article": [("destination_id.product_id", "=", self.product_id.id)],
            "destination": [("destination_id", "=", destination)],
        }.get(self.applies_to, [])
        # old calls tell no rule
        return [
            *(("partner_id", "=", self.partner_id.commercial_partner_id._origin.id), ("state", "=", "rated")),
            *(("rate_id", "!=", False), "|", ("rule", "=", False), ("rule", "in", sorted(DISCOUNTED))),
            *covered,
        ]

    def _effect_calls(self):
        """Those of the 90 days up to the newest, in the newest's currency; the newest ones if they are too many."""
        model = self.env["call.record"]
        if not self.partner_id:
            return model
        domain = self._effect_domain()
        newest = model.search(domain, limit=1)
        if not newest:
            return model
        since = newest.started_at - timedelta(days=DAYS)
        recent = [("started_at", ">=", since), ("currency_id", "=", newest.currency_id.id)]
        return model.search([*domain, *recent], limit=MOST_CALLS)

    def _effect_amount(self, calls):
        """What the calls would have cost, by the versions that priced them."""
        promise = Promised(round(self.percent * PER_CENT), None)
        if self.env["product.pricelist.item"]._call_percent_fault(self.percent):
            return sum(calls.mapped("amount"))  # refused when it is saved
        tariffs, total = {}, 0
        for call in calls.sudo():
            key = (call.rate_id.version_id, call.destination_id.id, call.rate_id.service)
            if key not in tariffs:
                tariffs[key] = make_tariff(key[0]._compiled(key[2]), {key[1]: promise})
            rated = rating.rate(call._engine_call(), tariffs[key])
            total += rated.amount if rated.amount is not None else call.amount
        return total

    def _effect_note(self, calls):
        if not calls:
            return self.env._("The customer has made no such calls yet.")
        first, last = (fields.Date.to_string(moment) for moment in (calls[-1].started_at, calls[0].started_at))
        if len(calls) == MOST_CALLS:
            return self.env._(
                "The newest %(count)s calls, from %(first)s to %(last)s, rated again.",
                count=MOST_CALLS,
                first=first,
                last=last,
            )
        return self.env._("The calls from %(first)s to %(last)s, rated again.", first=first, last=last)
