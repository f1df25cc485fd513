"""What a customer reads of a wish before sending it, and of those that were sent."""

from odoo import api, models
from odoo.exceptions import AccessError, UserError

#: of an account, that wait for an answer at a time
MOST_OPEN = 10


class CallPlanRequest(models.Model):
    """Looked at first, then asked."""

    _inherit = "call.plan.request"

    @api.model
    @api.private
    def _portal_look(self, partner, vals):
        """What a wish would come to; nothing is kept.

        :param res.partner partner: the account or one of its contacts
        :param dict vals: as `_ask` takes them
        :return: {'day', 'lines', 'amount', 'fee'}: first day it would hold, charges and credits, see `_cost_of_change`
        :raise UserError: it cannot be done, and why
        """
        subscription = self.env["call.subscription"].sudo().browse(self._number(vals, "subscription_id")).exists()
        if subscription.partner_id != partner.commercial_partner_id:
            raise AccessError(self.env._("This is not a subscription of yours."))
        request = self.sudo().new(self._asked_vals(subscription, vals))
        day = request.effective_on
        return {"day": day, **subscription._cost_of_change(request.kind, day, **request._values())}

    @api.model
    @api.private
    def _ask(self, partner, vals):
        """Override: not the same twice, and not without end."""
        account = partner.commercial_partner_id
        waiting = self.sudo().search([("partner_id", "=", account.id), ("state", "=", "new")], limit=MOST_OPEN)
        if len(waiting) >= MOST_OPEN:
            raise UserError(self.env._("%s requests wait for an answer already. Withdraw one first.", MOST_OPEN))
        request = super()._ask(partner, vals)
        same = ("subscription_id", "kind", "plan_id", "item_id", "quantity", "effective_on")
        if any(all(one[name] == request[name] for name in same) for one in waiting):
            raise UserError(self.env._("You have asked for this already. See the request below."))
        return request
