"""What happens to a subscription, or is going to: who wanted it, when, and what became of it."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...fields import Micro

KINDS = [
    ("plan", "Change of Plan"),
    ("quantity", "Other Quantities"),
    ("pause", "Pause"),
    ("resume", "Resume"),
    ("cancel", "Cancellation"),
]


class CallSubscriptionStep(models.Model):
    """A change of a subscription. One of a day to come waits, and can be withdrawn until then."""

    _name = "call.subscription.step"
    _description = "Change of a Subscription"
    _order = "day desc, id desc"

    subscription_id = fields.Many2one("call.subscription", required=True, readonly=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one(related="subscription_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="subscription_id.company_id", store=True)
    currency_id = fields.Many2one(related="subscription_id.currency_id")
    kind = fields.Selection(KINDS, string="What", required=True, readonly=True)
    day = fields.Date(string="From", required=True, readonly=True, help="First day on which it holds.")
    state = fields.Selection(
        [("planned", "Planned"), ("done", "Done"), ("failed", "In Trouble"), ("withdrawn", "Withdrawn")],
        required=True,
        readonly=True,
        default="planned",
        index=True,
    )
    version_id = fields.Many2one("call.plan.version", string="New Plan", readonly=True, ondelete="restrict")
    former_version_id = fields.Many2one("call.plan.version", string="Former Plan", readonly=True, ondelete="restrict")
    new_term = fields.Boolean(readonly=True, help="The new plan's term, notice and cancellation charge hold from then.")
    fee = Micro(string="For Leaving Early", readonly=True)
    waived = fields.Boolean(readonly=True, help="Neither notice nor charge for leaving early.")
    former_end = fields.Date(readonly=True, help="What the end was before it was cancelled.")
    line_ids = fields.One2many("call.subscription.step.line", "step_id", string="Quantities", readonly=True)
    cost = Micro(
        readonly=True, help="What it charged and credited when it was carried out, without tax; below 0: credited."
    )
    done_at = fields.Datetime(string="Carried Out", readonly=True)
    fault = fields.Text(string="Trouble", readonly=True)

    @api.depends("kind", "day", "version_id")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for step in self:
            what = step.version_id.display_name if step.kind == "plan" else labels.get(step.kind, "")
            step.display_name = f"{what}, {format_date(self.env, step.day)}" if step.day else what

    def action_withdraw(self):
        """Don't do it; a cancellation is taken back before it takes effect."""
        self.check_access("read")
        for step in self:
            if step.state not in ("planned", "failed"):
                raise UserError(self.env._("%(step)s is no longer to come.", step=step.display_name))
            step.subscription_id._check_clerk()
            step.sudo()._withdraw()
        return True

    def _withdraw(self):
        subscription = self.subscription_id
        self.state = "withdrawn"
        if self.kind == "cancel":
            subscription.date_end = self.former_end
            subscription._set_state(subscription._local_today())
            subscription._charge_until(subscription._local_today())
        self.request_ids.filtered(lambda request: request.state == "approved")._closed("withdrawn")
        subscription.message_post(body=self.env._("Withdrawn: %(step)s", step=self.display_name))

    def action_retry(self):
        """Carry out now what failed."""
        self.check_access("read")
        for step in self.filtered(lambda step: step.state == "failed"):
            step.subscription_id._check_clerk()
            step.sudo()._carry_out()
            step.subscription_id.sudo().activity_unlink(["mail.mail_activity_data_warning"])
        return True


class CallSubscriptionStepLine(models.Model):
    """How many of an item, from then on."""

    _name = "call.subscription.step.line"
    _description = "Quantity of a Change"
    _log_access = False

    step_id = fields.Many2one("call.subscription.step", required=True, index=True, ondelete="cascade")
    item_id = fields.Many2one("call.subscription.item", ondelete="cascade", help="That the subscription has.")
    plan_item_id = fields.Many2one("call.plan.item", ondelete="restrict", help="Of the new plan.")
    quantity = fields.Integer(required=True)
    price = Micro(string="Own Price")
    own_price = fields.Boolean(string="At a Price of Its Own", help="Not the plan's.")

    _quantity = models.Constraint("CHECK (quantity >= 0)", "A quantity is 0 or more.")
