"""What of a subscription item is due, kind by kind, and its charges."""

from datetime import timedelta
from fractions import Fraction

from odoo import fields, models
from odoo.tools import format_date

from ...billing import period
from ...plan import Due, Terms, expected, unmade
from .kinds import MEASURED, ONCE

DAY = timedelta(days=1)


class CallSubscriptionItem(models.Model):
    """Each kind says what it expects by a day; what is charged of it already is left out."""

    _inherit = "call.subscription.item"

    settled_until = fields.Date(
        readonly=True, copy=False, help="What is measured is settled for periods that ended by this day."
    )

    def _make_charges(self, day, wait, charged):
        """Charges of the item that are due by a day and not made yet.

        :param int wait: see `call.subscription._charge_until`
        :param dict charged: see `_charged`; what is made is entered
        :rtype: call.charge
        """
        self.ensure_one()
        made = self.env["call.charge"].sudo().with_context(tracking_disable=True, mail_create_nolog=True)
        quantities = {begin: quantity for begin, (quantity, _part, _first) in charged.items()}
        for dues in self._dues(day, wait):
            for due in unmade(dues, quantities, self.currency_id.decimal_places):
                charge = made.create(self._prepare_charge_vals(due, charged))
                _quantity, _part, first = charged.get(due.begin, (0, 0, charge))
                charged[due.begin] = (0, charge.part, first)
                made |= charge
        return made

    def _dues(self, day, wait):
        """What is expected by a day: a list for each period."""
        begin = self._begin()
        if not begin or begin > day or self._end() == begin:
            return
        if self.kind in ONCE:
            quantity = next((step.quantity for step in reversed(self._steps()) if step.begin <= begin), 1)
            yield [Due(begin, begin, quantity, Fraction(self.price * quantity), begin)]
        elif self.kind == "did_setup":
            yield from self._did_setups(day)
        elif self.kind in MEASURED:
            yield from self._measured_dues(day, wait)
        else:
            yield from self._period_dues(day)

    def _period_dues(self, day):
        terms = Terms(self.price, self.advance, self.prorate, self._begin())
        steps = self._did_steps(day) if self.kind == "did_rental" else self._steps()
        for piece in self.subscription_id._periods(self, day + DAY):
            yield expected(terms, piece, steps, day)

    def _whole_period(self, day):
        """The whole period that a day lies in."""
        return tuple(period(self._rule(), day))

    def _next_due(self, day):
        """The first day after this one that may bring a charge; None: none will."""
        begin, end = self._begin(), self._end()
        if begin > day:
            return begin
        if self.kind in MEASURED and self._unsettled(day):
            return day + DAY
        if self.kind in ONCE or (end and end <= day):
            return None
        if self.kind.startswith("did_"):
            return day + DAY
        later = [step.begin for step in self._steps() if step.begin > day]
        return min(found for found in (self._whole_period(day)[1], end, *later) if found)

    def _prepare_charge_vals(self, due, charged):
        """Values of a charge.

        :param plan.Charge due: what is missing
        """
        subscription = self.subscription_id
        known = charged.get(due.begin)
        before = [found for begin, (_q, _p, found) in sorted(charged.items()) if begin <= due.begin]
        return {
            "name": self._charge_text(due),
            "company_id": subscription.company_id.id,
            "partner_id": subscription.partner_id.id,
            "currency_id": subscription.currency_id.id,
            "subscription_item_id": self.id,
            "kind": self.kind,
            "product_id": self.product_id.id,
            "date_from": due.begin,
            "date_to": due.end,
            "bill_day": due.bill_day,
            "part": known[1] + 1 if known else 0,
            "quantity": float(due.quantity),
            "price": self.price,
            "amount": due.amount,
            "reverses_id": before[-1].id if due.amount < 0 and before else False,
        }

    def _charge_text(self, due):
        """What the customer reads: the plan, and first and last day."""
        plan = self._plan().name
        days = [format_date(self.env, due.begin)]
        if due.end - DAY > due.begin:
            days.append(format_date(self.env, due.end - DAY))
        return f"{plan}, {' – '.join(days)}"
