"""What becomes of a service when nothing is paid, and when."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...fields import Micro
from ...money import MICRO
from ...plan.life import Step


class CallLifePolicy(models.Model):
    """Steps by which services are suspended, for accounts that pay after or before they call."""

    _name = "call.life.policy"
    _description = "Policy of Service Life"
    _inherit = ["mail.thread"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    kind = fields.Selection(
        [("postpaid", "Postpaid: by unpaid invoices"), ("prepaid", "Prepaid: by the validity of money")],
        required=True,
        default="postpaid",
        tracking=True,
    )
    company_id = fields.Many2one("res.company", index=True, help="Empty: every company may use it.")
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    step_ids = fields.One2many("call.life.step", "policy_id", string="Steps", copy=True)
    least_debt = Micro(
        string="Bear Debts Up To",
        tracking=True,
        help="As long as what is late comes to no more than this, nothing happens.",
    )
    validity_days = fields.Integer(string="Money Is Valid for", default=365, tracking=True, help="Days.")
    count_from = fields.Selection(
        [("top_up", "The last top-up"), ("first_use", "The first call after the last top-up")],
        string="Counted From",
        default="top_up",
        required=True,
        tracking=True,
    )
    least_top_up = Micro(
        string="Smallest Top-up That Prolongs",
        tracking=True,
        help="0: any. Smaller ones are used, and prolong nothing.",
    )
    alerts = fields.Char(
        string="Alerts Before the End",
        default="30, 7, 1",
        help="How many days before the end of the validity the customer is told, commas between them.",
    )
    quarantine_days = fields.Integer(
        string="Keep Numbers for",
        default=90,
        tracking=True,
        help="Days from the termination until the numbers may be given to somebody else. A payment until then brings "
        "them back.",
    )
    lift_days = fields.Integer(
        string="Longest Lift", default=14, help="Days for which a clerk may lift a suspension; managers may for longer."
    )

    _numbers = models.Constraint(
        "CHECK (COALESCE(least_debt, 0) >= 0 AND COALESCE(least_top_up, 0) >= 0"
        " AND COALESCE(quarantine_days, 0) >= 0 AND COALESCE(lift_days, 0) >= 0)",
        "Sums and days of a policy are 0 or more.",
    )
    _validity = models.Constraint(
        "CHECK (kind <> 'prepaid' OR validity_days > 0)", "Money must be valid for one day at least."
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for policy in self:
            policy.currency_id = (policy.company_id or self.env.company).currency_id

    @api.constrains("step_ids", "kind", "alerts")
    def _check_steps(self):
        for policy in self:
            policy._alerts()
            before = None
            for step in policy._ladder():
                policy._check_step(step, before)
                before = step

    def _check_step(self, step, before):
        name = dict(self.step_ids._fields["state"]._description_selection(self.env))[step.state]
        if before and step.days <= before.days:
            raise ValidationError(
                self.env._(
                    "“%(step)s” must come later than the step before it, which is on day %(day)s.",
                    step=name,
                    day=before.days,
                )
            )
        if self.kind == "postpaid" and (step.days < 1 or not step.notices):
            raise ValidationError(
                self.env._("“%(step)s” needs a day after the due date, and a notice before it.", step=name)
            )
        if step.state == "terminated" and not step.notices:
            raise ValidationError(self.env._("Nobody is terminated without a notice: say how many days before."))
        if self.kind == "postpaid" and max(step.notices) >= step.days:
            raise ValidationError(
                self.env._("The first notice of “%(step)s” would come before anything is late.", step=name)
            )

    def _ladder(self):
        """The steps as the plain rules take them, in their order.

        :rtype: tuple[Step, ...]
        """
        self.ensure_one()
        steps = (Step(step.state, step.days, days_of(step, step.notices)) for step in self.sudo().step_ids)
        return tuple(sorted(steps, key=lambda step: step.rank))

    def _alerts(self):
        """Days before the end of a validity at which customers are told."""
        return days_of(self, self.alerts)

    def _step(self, state):
        """The step that leads to a state; empty if there is none."""
        return self.step_ids.filtered(lambda step: step.state == state)

    def _debt_to_bear(self):
        """:return: float, in the currency of the company at work"""
        return (self.least_debt or 0) / MICRO

    def action_view_lives(self):
        """The services that go by this policy."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_life_action")
        return action | {"domain": [("policy_id", "=", self.id)], "context": {}}


def days_of(record, text):
    """Numbers of days that somebody has written down: "14, 3".

    :raise ValidationError: they are none
    """
    parts = [part.strip() for part in (text or "").split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() and 0 < int(part) <= 3650 for part in parts):
        raise ValidationError(
            record.env._("“%(text)s”: write whole numbers of days with commas between them, as in 14, 3.", text=text)
        )
    return tuple(sorted({int(part) for part in parts}, reverse=True))
