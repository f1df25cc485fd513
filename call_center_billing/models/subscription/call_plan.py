"""Plans that customers may ask for."""

from odoo import fields, models


class CallPlan(models.Model):
    """A plan is sold by staff; some are also on offer in the portal."""

    _inherit = "call.plan"

    on_request = fields.Boolean(
        string="Customers May Ask for It", help="In the portal, as a change of a subscription that they have."
    )


class CallSubscription(models.Model):
    """What a customer may change to."""

    _inherit = "call.subscription"

    def _plans_to_ask_for(self):
        """Plans on offer that this subscription could change to.

        :rtype: call.plan
        """
        self.ensure_one()
        domain = [("on_request", "=", True), ("company_id", "=", self.company_id.id), ("id", "!=", self.plan_id.id)]
        plans = self.env["call.plan"].sudo().search([*domain, ("currency_id", "=", self.currency_id.id)])
        return plans.filtered(lambda plan: plan._at(self._local_today()))
