"""Propose another credit limit."""

from odoo import fields, models


class CallCreditPropose(models.TransientModel):
    """How much may this customer use, and why?"""

    _name = "call.credit.propose"
    _description = "Propose a Credit Limit"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    currency_id = fields.Many2one("res.currency", default=lambda self: self.env.company.currency_id)
    new_limit = fields.Monetary(string="Credit Limit", required=True)
    reason = fields.Text(required=True, help="Is told on the customer's page.")
    alone = fields.Monetary(
        string="Highest Without a Second Person", default=lambda self: self.env.company.call_second_person_above
    )

    def action_propose(self):
        """Change the limit, or ask a second person."""
        self.ensure_one()
        account = self.partner_id.commercial_partner_id
        change = self.env["call.credit.change"]._propose(account, self.new_limit, self.reason)
        if change.state == "done":
            message = self.env._("The credit limit is %(limit)s now.", limit=change._amount(change.new_limit))
        else:
            message = self.env._("Waits for a manager to agree.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
