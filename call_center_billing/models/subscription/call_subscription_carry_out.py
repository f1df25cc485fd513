"""How a change is carried out, and what it costs."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ...plan import rounded
from ...plan.terms import leaving
from ..plan.kinds import ONCE
from .call_subscription_item import PERIODIC

DAY = timedelta(days=1)


class CallSubscriptionStep(models.Model):
    """A step of each kind does what it says, then what is due is charged and what is not any more is credited."""

    _inherit = "call.subscription.step"

    request_ids = fields.One2many("call.plan.request", "step_id", string="Requests", readonly=True)

    def _carry_out(self, day=None):
        """Do it, and charge what comes of it.

        :param date day: charge what is due by then; default: today
        """
        for step in self.sudo():
            subscription = step.subscription_id
            if step.state not in ("planned", "failed"):
                raise UserError(self.env._("%(step)s is no longer to come.", step=step.display_name))
            step.write({"state": "done", "done_at": fields.Datetime.now(), "fault": False})
            getattr(step, f"_do_{step.kind}")()
            today = day or subscription._local_today()
            subscription._set_state(today)
            made = subscription.with_context(call_steps_done=True)._charge_until(today)
            step.cost += sum(made.mapped("amount"))
            step.request_ids._carried_out()

    def _do_plan(self):
        """The former plan's items end, the new one's begin; what was paid once is paid."""
        subscription = self.subscription_id
        subscription._check_no_other(self.version_id.plan_id)
        former = subscription.item_ids.filtered(lambda item: not item.date_end or item.date_end > self.day)
        counts = {(item.kind, item.product_id): item._steps_at(self.day) for item in former}
        kinds = {item.kind: item._steps_at(self.day) for item in former}
        for item in former.filtered(lambda item: item.kind not in ONCE):
            item.date_end = max(self.day, item._begin())
        subscription.version_id = self.version_id
        lines = {line.plan_item_id: line for line in self.line_ids}
        for item in self.version_id.item_ids.filtered(lambda item: item.kind != "setup"):
            line = lines.get(item)
            known = counts.get((item.kind, item.product_id), kinds.get(item.kind, 1))
            vals = {"subscription_id": subscription.id, **former._values_of(item), "date_from": self.day}
            if line and line.own_price:
                vals["price"] = line.price
            new = former.with_context(call_settles=True).create(vals)
            new._set_quantity(line.quantity if line else known, self.day)
        subscription._give_terms()
        if self.new_term:
            subscription._take_terms(self.day)

    def _do_quantity(self):
        for line in self.line_ids:
            item = line.item_id.with_context(call_settles=True)
            if not item.quantity_ids and item._begin() < self.day:
                item._set_quantity(1, item._begin())
            item._set_quantity(line.quantity, max(self.day, item._begin()))

    def _do_pause(self):
        self.subscription_id._check_pause(self.day)
        self.env["call.subscription.pause"].create({"subscription_id": self.subscription_id.id, "date_from": self.day})

    def _do_resume(self):
        self.subscription_id._check_resume(self.day)
        pause = self.subscription_id.pause_ids.filtered(lambda pause: not pause.date_to)
        if pause.date_from == self.day:
            pause.unlink()
        else:
            pause.date_to = self.day

    def _give_notice(self):
        """The end is known: nothing is charged for later days, and what was paid for them comes back."""
        subscription = self.subscription_id
        self.write({"former_end": subscription.date_end, "fee": subscription._leaving_charge(self.day, self.waived)})
        subscription.date_end = self.day
        subscription._set_state(subscription._local_today())
        made = subscription.with_context(call_steps_done=True)._charge_until(subscription._local_today())
        self.cost = self.fee + sum(made.mapped("amount"))

    def _do_cancel(self):
        """It is over; who leaves early is charged for it, once."""
        if not self.fee:
            return
        subscription = self.subscription_id
        item = subscription.item_ids.filtered(lambda item: item.kind in PERIODIC)[:1]
        article = self.env.ref("call_center_billing.product_call_cancellation")
        charge = self.env["call.charge"].create(
            {
                "name": self.env._("%(plan)s, ended before its term", plan=subscription.plan_id.name),
                "company_id": subscription.company_id.id,
                "partner_id": subscription.partner_id.id,
                "currency_id": subscription.currency_id.id,
                "subscription_item_id": item.id,
                "kind": "cancellation",
                "product_id": article.id,
                "date_from": self.day,
                "bill_day": self._last_day(),
                "price": self.fee,
                "amount": self.fee,
            }
        )
        charge._place()

    def _last_day(self):
        """The last day with service."""
        return max(self.day - DAY, self.subscription_id.date_start)


class CallSubscription(models.Model):
    """States follow from what was done."""

    _inherit = "call.subscription"

    def _set_state(self, day):
        """The state on a day, from its end, its cancellation and its pauses."""
        for subscription in self.filtered(lambda one: one.state != "draft"):
            pauses = subscription.pause_ids
            if subscription.date_end and subscription.date_end <= day:
                state = "ended"
            elif subscription._notice():
                state = "cancelled"
            elif pauses.filtered(lambda one: one.date_from <= day and (not one.date_to or one.date_to > day)):
                state = "paused"
            else:
                state = "active"
            if subscription.state != state:
                subscription.state = state

    def _leaving_charge(self, day, waived=False):
        """What leaving on a day costs for it is early: micro-units in whole coins, 0 where it is not."""
        self.ensure_one()
        found = leaving(self._term_start(), self._bond(), self._local_today(), day)
        if waived or not found.early or self.cancel_rule == "none":
            return 0
        places = self.currency_id.decimal_places
        if self.cancel_rule == "fixed":
            return rounded(self.cancel_price, places)
        return sum(rounded(item._fees(day, found.bound_until), places) for item in self.sudo().item_ids)


class CallSubscriptionItem(models.Model):
    """How many of it there are."""

    _inherit = "call.subscription.item"

    def _steps_at(self, day):
        """How many on a day, pauses aside."""
        steps = [step for step in self.with_context(call_without_pauses=True)._steps() if step.begin <= day]
        return steps[-1].quantity if steps else 1


class CallCharge(models.Model):
    """One more kind of charges."""

    _inherit = "call.charge"

    kind = fields.Selection(
        selection_add=[("cancellation", "Early cancellation")], ondelete={"cancellation": "set default"}
    )
