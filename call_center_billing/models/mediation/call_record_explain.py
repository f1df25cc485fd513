"""Why does this call cost what it costs?"""

from odoo import fields, models
from odoo.tools import SQL

from ... import rating
from ...money import format_micro
from ..tariff.call_promise import Promised
from ..tariff.price_text import decimal_point
from ..tariff.tariff_book import make_tariff
from .call_record import PSEUDONYM
from .call_retention import HIDDEN
from .rater import ANYWHERE


class CallRecord(models.Model):
    """Rates the call again, by the version and the promise that priced it, and tells the steps."""

    _inherit = "call.record"

    explanation = fields.Text(string="Why This Price", compute="_compute_explanation")
    promise = fields.Char(compute="_compute_promise", help="Discount or fixed price of the price list or the customer.")

    def _compute_explanation(self):
        for call in self:
            call.explanation = call._explain() if call.state == "rated" and call.rate_id else False

    def _compute_promise(self):
        fixed = self._fixed_prices()
        point = decimal_point(self.env)
        for call in self:
            call.promise = self.env["call.record"]._promise_text(Promised(call.discount, fixed.get(call.id)), point)

    def _explain(self):
        """The steps from the call to its price, one a line; the last says whether rating it now gives the same.

        It must: published prices do not change, and what price lists and discounts gave is on the call.
        """
        version, (rated, call, tariff) = self._rate_as_then()
        lines = [self._rule_text(), version._tell(rated, call, tariff)]
        if self.id in self._fixed_prices():
            lines.insert(1, self.env._("%(price)s instead of the rate card's price.", price=self.promise))
        if self._is_price(rated.amount):
            lines.append(self.env._("Rated again just now: the same price."))
        else:
            lines.append(self.env._("Rated again just now, the price differs from the one charged."))
        return "\n".join(line for line in lines if line)

    def _rate_as_then(self):
        """Rate the call again, by what priced it.

        :return: the version, and what the engine's explanation wants: (rating.Rated, rating.Call, rating.Tariff)
        """
        self.ensure_one()
        promised = Promised(self.discount, self._fixed_prices().get(self.id))
        # with the reader's language, but all rights: prices are kept from nobody who may see the call
        version = self.rate_id.sudo().version_id.with_env(self.sudo().env)
        compiled = version._compiled(self.rate_id.sudo().service)
        tariff, call = make_tariff(compiled, {self.destination_id.id: promised}), self._engine_call()
        return version, (rating.rate(call, tariff, self._free_units()), call, tariff)

    def _is_price(self, amount):
        """Whether that is what the call costs."""
        return amount == self.amount

    def _free_units(self):
        """Units of the call that somebody else pays for."""
        self.ensure_one()
        return 0

    def _engine_call(self):
        """The call as the engine wants it."""
        version = self.rate_id.sudo().version_id
        if not self._is_voice():
            return version._engine_call(ANYWHERE, self.started_at, self._used_quantity(), self.a_number)
        seconds = version._charged_seconds(self.outcome, self.talk_seconds, self.duration)
        return version._engine_call(self._rated_number(), self.started_at, seconds or 0, self.a_number)

    def _rated_number(self):
        """The called number; where its last digits are gone, with as many zeros, which no price depends on."""
        number, gone, _digest = (self.sudo().b_number or "").partition(PSEUDONYM)
        return f"{number}{'0' * HIDDEN}" if gone else number

    def _rule_text(self):
        """Which rule chose the price list; nothing for calls that were rated before this was noted."""
        if not self.rule:
            return ""
        rules = dict(self._fields["rule"]._description_selection(self.env))
        if not self.pricelist_id:
            return self.env._("No price list: the company's default rate card.")
        return self.env._(
            "Price list: %(name)s, chosen by: %(rule)s.", name=self.pricelist_id.sudo().name, rule=rules[self.rule]
        )

    def _fixed_prices(self):
        """The fixed prices of those calls that have one: {id: micro-units}. The ORM reads no price as 0."""
        query = SQL(
            "SELECT id, fixed_price FROM call_record WHERE id IN %s AND fixed_price IS NOT NULL",
            tuple(self.ids) or (0,),
        )
        self.flush_recordset(["fixed_price"])
        return dict(self.env.execute_query(query))

    def _promise_text(self, promised, point="."):
        """A promise in words; empty for none."""
        if promised.fixed is not None:
            return self.env._("Fixed price %(price)s", price=format_micro(promised.fixed, separator=point))
        if not promised.discount:
            return False
        percent = format_micro(abs(promised.discount) * 100, decimals=0, separator=point)
        if promised.discount < 0:
            return self.env._("%(percent)s %% surcharge", percent=percent)
        return self.env._("%(percent)s %% off", percent=percent)
