"""One step of a policy."""

from odoo import api, fields, models

from ...fields import Micro

STATES = [
    ("active", "Active"),
    ("outgoing", "Outgoing calls suspended"),
    ("service", "Service suspended"),
    ("inactive", "Inactive"),
    ("terminated", "Terminated"),
]
#: the level of the block that a state is told to switches by
LEVELS = {"outgoing": "outgoing", "service": "service", "inactive": "inactive", "terminated": "inactive"}
#: the reason of that block, where a step has none of its own
REASONS = {
    ("postpaid", "outgoing"): "call_center_billing.call_block_reason_life_outgoing",
    ("postpaid", "service"): "call_center_billing.call_block_reason_life_service",
    ("prepaid", "outgoing"): "call_center_billing.call_block_reason_life_expired",
    ("prepaid", "service"): "call_center_billing.call_block_reason_life_expired",
    ("prepaid", "inactive"): "call_center_billing.call_block_reason_life_expired",
}
REASON = "call_center_billing.call_block_reason_life_inactive"


class CallLifeStep(models.Model):
    """So many days after the due date, or after the end of the validity, the service becomes this."""

    _name = "call.life.step"
    _description = "Step of Service Life"
    _order = "policy_id, days, id"

    policy_id = fields.Many2one("call.life.policy", required=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="policy_id.currency_id")
    state = fields.Selection(STATES[1:], string="The Service Becomes", required=True)
    days = fields.Integer(
        string="Days After", required=True, help="The oldest unpaid due date, or the end of the money's validity."
    )
    notices = fields.Char(
        string="Notices Before",
        help="How many days before the customer is told of it, commas between them: 14, 3. Each tells the day and the "
        "sum that prevents it. No step is taken sooner than the last of these days after the first notice.",
    )
    reason_id = fields.Many2one(
        "call.block.reason",
        string="Reason and Prompt",
        ondelete="restrict",
        help="What callers hear. Empty: the prompt that is installed for this step.",
    )
    reactivation_price = Micro(
        string="Reactivation Fee",
        help="Without tax, charged when a payment makes the service active again and this is the furthest it came to.",
    )

    _state_once = models.Constraint("UNIQUE (policy_id, state)", "A policy has each step once.")
    _numbers = models.Constraint(
        "CHECK (days BETWEEN 0 AND 3650 AND COALESCE(reactivation_price, 0) >= 0)",
        "A step comes 0 to 3650 days after, and its fee is 0 or more.",
    )

    @api.depends("state", "days")
    def _compute_display_name(self):
        names = dict(self._fields["state"]._description_selection(self.env))
        for step in self:
            step.display_name = f"{step.days}: {names.get(step.state, '')}"

    @api.constrains("state", "days", "notices")
    def _check_policy(self):
        self.policy_id._check_steps()

    def _reason(self, policy, state):
        """The reason of the block by which a state is kept.

        :param call.life.policy policy: of the account; self may be empty where it no longer has the step
        """
        installed = self.env.ref(REASONS.get((policy.kind, state), REASON), raise_if_not_found=False)
        own = self.reason_id or installed
        return own or self.env["call.block.reason"].sudo().search([("kind", "=", "financial")], limit=1)
