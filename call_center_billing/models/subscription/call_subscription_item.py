"""What items cost when something changes in the middle of a period."""

from datetime import date, timedelta
from fractions import Fraction

from odoo import models

from ...plan import Step, cut, missing, pieces, segments
from ...plan.change import Charged, cost, paused, settle
from ...plan.due import Charge

DAY = timedelta(days=1)
#: kinds that are charged for each period as agreed
PERIODIC = ("recurring", "support", "seat", "did_rental")


class CallSubscriptionItem(models.Model):
    """Periods are settled by their days: changes, pauses and ends credit what was paid in advance and is not due."""

    _inherit = "call.subscription.item"

    def _plan(self):
        """Override: an item keeps to the plan that it came from, also when the subscription has another one."""
        return self.plan_item_id.version_id.plan_id or super()._plan()

    def _steps(self):
        """Override: nothing on days of pauses."""
        steps = super()._steps()
        return steps if self.env.context.get("call_without_pauses") else self._paused(steps)

    def _did_steps(self, day):
        """Override: nothing on days of pauses."""
        return self._paused(super()._did_steps(day))

    def _paused(self, steps):
        pauses = self.subscription_id.pause_ids.sorted("date_from")
        return paused(steps, [(pause.date_from, pause.date_to or None) for pause in pauses])

    def _make_charges(self, day, wait, charged):
        """Override: what is charged by days is settled, period by period."""
        if self.kind not in PERIODIC or not self.prorate:
            return super()._make_charges(day, wait, charged)
        made = self.env["call.charge"].sudo().with_context(tracking_disable=True, mail_create_nolog=True)
        begin = self._begin()
        if not begin or begin > day:
            return made
        steps = self._did_steps(day) if self.kind == "did_rental" else self._steps()
        own = self.charge_ids.filtered(lambda charge: charge.kind == self.kind)
        own = own.filtered(lambda charge: not charge.reverses_id or charge.quantity < 0)
        for period in pieces(self._whole_period, begin, None, day + DAY):
            inside = own.filtered(lambda charge, at=period: at.begin <= charge.date_from < at.end)
            if not any(inside.mapped("cancelled")):  # somebody has waived it
                for due in self._settled(period, steps, inside, day):
                    charge = made.create(self._prepare_settled_vals(due, charged, inside))
                    charged[due.begin] = (0, charge.part, charge)
                    made |= charge
        return made

    def _settled(self, period, steps, inside, day):
        """Charges and credits that make a period's charges what its days cost.

        :param plan.Piece period: from the item's first day on
        :param call.charge inside: what there is of it
        :rtype: [plan.due.Charge, …]
        """
        there = cut(period, period.begin, self._end() or date.max)
        if there and not self.advance and there.end > day:
            return []
        known = [step for step in steps if step.begin <= day] if self.advance else steps
        wanted = list(segments(there, known)) if there else []
        booked = [Charged(one.date_from, one.date_to, round(one.quantity), one.amount) for one in inside]
        entries = settle(self.price, period, wanted, booked, self.currency_id.decimal_places)
        if self.advance:
            before = period.begin - DAY if period.begin != self._begin() else period.begin
            return [Charge(*entry, before if entry.begin == period.begin else entry.begin) for entry in entries]
        return [Charge(*entry, (there or period).end - DAY) for entry in entries]

    def _prepare_settled_vals(self, due, charged, inside):
        """Values of a charge; a credit says which charge it takes back."""
        vals = self._prepare_charge_vals(due, charged)
        if due.quantity > 0:
            return vals | {"reverses_id": False}
        taken = inside.filtered(lambda one: one.quantity > 0 and one.date_from <= due.begin < one.date_to)
        return vals | {"reverses_id": taken.sorted(lambda one: (one.date_from, one.part))[-1:].id}

    def _measured_dues(self, day, wait):
        """Override: days of pauses are committed to nothing."""
        for dues in super()._measured_dues(day, wait):
            yield [self._without_pauses(due) for due in dues]

    def _without_pauses(self, due):
        pauses = self.subscription_id.pause_ids
        if self.kind != "commitment" or not pauses:
            return due
        period = next(piece for piece in self.subscription_id._periods(self, due.end) if piece.begin == due.begin)
        days = list(segments(period, self._paused([Step(period.begin, 1)])))
        promised = cost(self.price, days)
        if promised and not self.prorate:
            promised = Fraction(self.price)
        return due._replace(exact=missing(promised, self._used(period)))

    def _fees(self, begin, end):
        """What the item costs on these days as things are, pauses aside; micro-units, rounded once."""
        rule = self.with_context(call_without_pauses=True)
        first = max(begin, self._begin())
        last = min(filter(None, (self.date_end, end)))
        if self.kind not in PERIODIC or first >= last:
            return Fraction(0)
        steps = rule._did_steps(begin) if self.kind == "did_rental" else rule._steps()
        found = pieces(self._whole_period, first, last, last)
        return sum((cost(self.price, segments(piece, steps)) for piece in found), Fraction(0))


class CallSubscriptionQuantity(models.Model):
    """How many there were may be told later, where it is settled."""

    _inherit = "call.subscription.quantity"

    def _check_open(self, gone=False):
        """Override: days that are charged are settled anew when a change is carried out."""
        return None if self.env.context.get("call_settles") else super()._check_open(gone)
