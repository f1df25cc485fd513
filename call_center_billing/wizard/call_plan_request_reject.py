"""Reject a request for a change."""

from odoo import fields, models


class CallPlanRequestReject(models.TransientModel):
    """What is the customer told?"""

    _name = "call.plan.request.reject"
    _description = "Reject a Request"

    request_id = fields.Many2one("call.plan.request", required=True, readonly=True)
    answer = fields.Text(string="Answer to the Customer", required=True)

    def action_reject(self):
        """Reject it with this answer."""
        return self.request_id._reject(self.answer)
