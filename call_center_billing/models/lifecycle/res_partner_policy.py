"""Which policy an account goes by: its own, its plan's, or the company's."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..account.credit import CLERK, SALES


class ResPartner(models.Model):
    """The nearest policy holds."""

    _inherit = "res.partner"

    call_life_policy_id = fields.Many2one(
        "call.life.policy",
        string="Own Service Policy",
        company_dependent=True,
        groups=SALES,
        help="Empty: that of the plan, else the company's. A policy without steps keeps the service as it is.",
    )

    def _has_field_access(self, field, operation):
        """Override: sales staff read the policy, clerks choose it."""
        if operation == "write" and field.name == "call_life_policy_id" and not self.env.su:
            return self.env.user.has_group(CLERK)
        return super()._has_field_access(field, operation)

    @api.model
    def _call_life_own_domain(self):
        """Accounts with a policy that is not the company's."""
        return Domain("call_life_policy_id", "!=", False)

    def _call_life_policies(self):
        """The policy of each of these accounts in the company at work.

        :return: {account: call.life.policy, maybe empty}
        """
        company = self.env.company
        found = {}
        for account in self.sudo():
            default = (
                company.call_life_prepaid_id if account.call_policy == "prepaid" else company.call_life_postpaid_id
            )
            policy = account.call_life_policy_id or account._call_life_policy_of_plan() or default
            found[account.with_env(self.env)] = policy.filtered("active").with_env(self.env)
        return found

    def _call_life_policy_of_plan(self):
        """The policy that comes with what the account subscribes to; empty for none."""
        return self.env["call.life.policy"]
