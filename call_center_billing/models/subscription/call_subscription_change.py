"""Changes of a subscription: what is refused, and how what is not is ordered."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...plan.terms import leaving
from ..account.credit import CLERK, MANAGER

RUNNING = ("active", "paused", "cancelled")


class CallSubscription(models.Model):
    """A change is a step: carried out at once, or on its day."""

    _inherit = "call.subscription"

    step_ids = fields.One2many("call.subscription.step", "subscription_id", string="Changes", readonly=True)
    pause_ids = fields.One2many("call.subscription.pause", "subscription_id", string="Pauses", readonly=True)
    request_ids = fields.One2many("call.plan.request", "subscription_id", string="Requests", readonly=True)

    @api.private
    def _change(self, version, when="now", day=None, **values):
        """Another plan, now, from the next period on, or on a day.

        :param call.plan.version version: what it changes to
        :param str when: 'now', 'next' or 'day'
        :param values: see `_order_step`
        :rtype: call.subscription.step
        """
        return self._order_step("plan", self._day_of(when, day), version=version, **values)

    @api.private
    def _pause(self, day=None):
        """No recurring charges from a day on; what was paid in advance for days after comes back."""
        return self._order_step("pause", day or self._local_today())

    @api.private
    def _resume(self, day=None):
        """On again from a day on."""
        return self._order_step("resume", day or self._local_today())

    @api.private
    def _cancel(self, day=None, **values):
        """Over from a day on; without one on the first day that costs nothing."""
        return self._order_step("cancel", day or self.regular_end, **values)

    def _day_of(self, when, day=None):
        """The first day on which a change holds.

        :param str when: 'now', 'next' (its next period) or 'day'
        """
        self.ensure_one()
        today = max(self._local_today(), self.date_start or self._local_today())
        if when == "day" and day:
            return day
        return today if when == "now" else self._next_period(today)

    def _next_period(self, day):
        """The first day of the next period, of the items whose periods are the plan's if there are any."""
        items = self.item_ids.filtered(lambda item: not item.date_end or item.date_end > day)
        found = items.filtered(lambda item: item.kind == "recurring")[:1] or items[:1]
        return found._whole_period(day)[1] if found else day

    @api.private
    def _order_step(self, kind, day, **values):
        """Order a change: carried out now if its day has come.

        :param str kind: see `call.subscription.step`
        :param date day: first day on which it holds
        :param values: version, new_term (of a change of plan); quantities {item or plan item: how many}; prices
            {plan item: micro-units}, where they are not the plan's; waived (of a cancellation: neither notice nor
            charge)
        :raise UserError: it cannot be done, and why
        :rtype: call.subscription.step
        """
        self._check_clerk()
        self._check_step(kind, day, **values)
        step = self.env["call.subscription.step"].sudo().create(self._prepare_step_vals(kind, day, **values))
        if kind == "cancel":
            step._give_notice()
        if day <= self._local_today():
            step._carry_out()
        self._say_ordered(step)
        return step.with_env(self.env)

    def _prepare_step_vals(self, kind, day, version=None, new_term=False, quantities=None, prices=None, waived=False):
        lines = []
        for item, quantity in (quantities or {}).items():
            vals = {
                "quantity": quantity,
                "item_id" if item._name == "call.subscription.item" else "plan_item_id": item.id,
            }
            if prices and item in prices:
                vals |= {"price": prices[item], "own_price": True}
            lines.append((0, 0, vals))
        return {
            "subscription_id": self.id,
            "kind": kind,
            "day": day,
            "version_id": version.id if version else False,
            "former_version_id": self.version_id.id if kind == "plan" else False,
            "new_term": new_term,
            "waived": waived,
            "line_ids": lines,
        }

    def _say_ordered(self, step):
        """Note it, and tell the customer of another plan or of the end."""
        self.sudo().message_post(body=self.env._("Ordered: %(step)s", step=step.display_name))
        words = {"name": self.plan_id.name, "date": step.day}
        if step.cost > 0:
            words |= {"amount": step.cost, "currency": self.currency_id.name}
        if self.env.context.get("call_plan_request"):
            return  # the answer to the request says it
        if step.kind == "plan":
            words |= {"name": step.version_id.plan_id.name, "former": step.former_version_id.plan_id.name}
            self.partner_id._call_notify("plan_change", step.id, record=self, values=words)
        if step.kind == "cancel":
            self.partner_id._call_notify(
                "cancellation", step.id, record=self, values=words | {"date": step._last_day()}
            )

    def _check_clerk(self):
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Billing clerks change subscriptions. Make a request."))
        self.check_access("write")

    def _check_step(self, kind, day, **values):
        self.ensure_one()
        if self.state not in RUNNING:
            raise UserError(self.env._("%(name)s does not run: there is nothing to change.", name=self.name))
        if day < self.date_start:
            raise UserError(
                self.env._(
                    "%(name)s begins on %(day)s. Nothing of it changes or ends before; choose that day or a later one.",
                    name=self.name,
                    day=format_date(self.env, self.date_start),
                )
            )
        if self.date_end and day >= self.date_end and kind != "cancel":
            raise UserError(
                self.env._(
                    "%(name)s is over on %(day)s. Withdraw its cancellation first, or choose an earlier day.",
                    name=self.name,
                    day=format_date(self.env, self.date_end),
                )
            )
        getattr(self, f"_check_{kind}")(day, **values)

    def _check_plan(self, day, version=None, quantities=None, **_values):
        if not version or version.state != "published" or version.valid_from > day:
            raise UserError(self.env._("Choose a plan that is sold on %(day)s.", day=format_date(self.env, day)))
        if version == self.version_id:
            raise UserError(self.env._("%(name)s has this plan already.", name=self.name))
        if version.company_id != self.company_id:
            raise UserError(self.env._("%(plan)s is another company's.", plan=version.plan_id.name))
        if version.currency_id != self.currency_id:
            raise UserError(
                self.env._(
                    "%(plan)s is in %(new)s and this subscription in %(old)s: cancel it, and start another one.",
                    plan=version.plan_id.name,
                    new=version.currency_id.name,
                    old=self.currency_id.name,
                )
            )
        self._check_quantities(quantities)
        self._check_no_other(version.plan_id)

    def _check_no_other(self, plan, begin=None):
        """An account has a plan once at a time.

        :param date begin: first day, if it has not begun yet
        """
        begin = begin or self.date_start
        domain = [("partner_id", "=", self.partner_id.id), ("company_id", "=", self.company_id.id)]
        domain += [("plan_id", "=", plan.id), ("state", "!=", "draft"), ("id", "!=", self.id)]
        domain += ["|", ("date_end", "=", False), ("date_end", ">", begin)]
        domain += [("date_start", "<", self.date_end)] if self.date_end else []
        if other := self.sudo().search(domain, limit=1):
            raise UserError(
                self.env._(
                    "%(customer)s has %(plan)s from %(day)s on already. Change or end that subscription.",
                    customer=self.partner_id.name,
                    plan=plan.name,
                    day=format_date(self.env, other.date_start),
                )
            )

    def _check_start(self, begin):
        """Override: not beside another subscription of the plan."""
        result = super()._check_start(begin)
        self._check_no_other(self.plan_id, begin)
        return result

    def _check_quantity(self, day, quantities=None, **_values):
        if not quantities:
            raise UserError(self.env._("Say of which item there are to be how many."))
        for item in quantities:
            if item not in self.item_ids or (item.date_end and item.date_end <= day):
                raise UserError(self.env._("%(item)s is no item of it then.", item=item.product_id.display_name))
        self._check_quantities(quantities)

    def _check_quantities(self, quantities):
        for item, quantity in (quantities or {}).items():
            if quantity < 0:
                raise UserError(
                    self.env._("There cannot be fewer than 0 of %(item)s.", item=item.product_id.display_name)
                )

    def _check_pause(self, day, **_values):
        if last := self.pause_ids.filtered(lambda pause: not pause.date_to or pause.date_to > day)[:1]:
            raise UserError(
                self.env._(
                    "%(name)s is paused from %(day)s on already.",
                    name=self.name,
                    day=format_date(self.env, last.date_from),
                )
            )

    def _check_resume(self, day, **_values):
        coming = self.step_ids.filtered(lambda step: (step.state, step.kind) == ("planned", "pause") and step.day < day)
        if not self.pause_ids.filtered(lambda pause: not pause.date_to and pause.date_from <= day) and not coming:
            raise UserError(self.env._("%(name)s is not paused: there is nothing to resume.", name=self.name))

    def _check_cancel(self, day, waived=False, **_values):
        if self._notice():
            raise UserError(self.env._("%(name)s is cancelled already. Withdraw that first.", name=self.name))
        if waived and not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("Only billing managers waive notice and cancellation charge."))
        found = leaving(self._term_start(), self._bond(), self._local_today(), day)
        if day < found.earliest and not waived:
            raise UserError(
                self.env._(
                    "With %(days)s days' notice %(name)s can end on %(day)s at the earliest.",
                    days=self.notice_days,
                    name=self.name,
                    day=format_date(self.env, found.earliest),
                )
            )

    def _notice(self):
        """The cancellation that is to come."""
        return self.step_ids.filtered(lambda step: step.kind == "cancel" and step.state in ("planned", "failed"))
