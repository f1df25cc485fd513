"""What happened to a subscription, and what is going to, day by day."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date


class CallSubscription(models.Model):
    """One list of days, the past muted."""

    _inherit = "call.subscription"

    timeline = fields.Html(compute="_compute_timeline", sanitize=False)
    paused_now = fields.Boolean(compute="_compute_paused_now", help="Whether a pause without an end has begun.")
    noticed = fields.Boolean(string="Notice Given", compute="_compute_paused_now")
    trouble = fields.Text(compute="_compute_paused_now", help="Why a change could not be carried out.")

    @api.depends("pause_ids.date_to", "step_ids.state")
    def _compute_paused_now(self):
        for subscription in self:
            today = subscription._local_today()
            running = subscription.pause_ids.filtered(lambda one, day=today: not one.date_to and one.date_from <= day)
            subscription.paused_now = bool(running)
            subscription.noticed = bool(subscription._notice())
            subscription.trouble = subscription.step_ids.filtered(lambda step: step.state == "failed")[:1].fault

    @api.depends("step_ids.state", "pause_ids", "term_end", "notice_by", "date_start", "date_end", "charge_next")
    def _compute_timeline(self):
        for subscription in self:
            today = subscription._local_today()
            rows = [
                {"day": format_date(self.env, day), "text": text, "past": day < today}
                for day, text in subscription._timeline()
            ]
            values = {"rows": rows}
            subscription.timeline = self.env["ir.qweb"]._render(
                "call_center_billing.call_subscription_timeline", values
            )

    def _timeline(self):
        """What happens when: [(day, text)], the earliest first."""
        self.ensure_one()
        found = [(self.date_start, self.env._("Begins"))]
        for step in self.step_ids.filtered(lambda step: step.state != "withdrawn"):
            found.append((step.day, step._timeline_text()))
        if self.state in ("active", "paused", "cancelled"):
            found.append((self.charge_next, self.env._("Next charge")))
        if self.state in ("active", "paused") and not self._notice():
            found.append((self.notice_by, self.env._("Last day to give notice")))
            renewed = self.renewal != "none"
            text = self.env._("The term ends, and another one begins") if renewed else self.env._("The term ends")
            found.append((self.term_end, text))
        if self.date_end:
            found.append((self.date_end - timedelta(days=1), self.env._("Last day")))
        return sorted((row for row in found if row[0]), key=lambda row: row[0])


class CallSubscriptionStep(models.Model):
    """A step as a line of the timeline."""

    _inherit = "call.subscription.step"

    def _timeline_text(self):
        labels = {name: dict(self._fields[name]._description_selection(self.env)) for name in ("kind", "state")}
        parts = [labels["kind"][self.kind]]
        if self.version_id:
            parts.append(self.version_id.display_name)
        parts += [f"{line.quantity} × {line._product().display_name}" for line in self.line_ids]
        text = ", ".join(parts)
        return text if self.state == "done" else f"{text} ({labels['state'][self.state]})"


class CallSubscriptionStepLine(models.Model):
    """What a quantity is of."""

    _inherit = "call.subscription.step.line"

    def _product(self):
        return self.item_id.product_id or self.plan_item_id.product_id
