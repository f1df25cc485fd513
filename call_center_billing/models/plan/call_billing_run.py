"""Billing runs look for charges first."""

from odoo import models


class CallBillingRun(models.Model):
    """What is due of subscriptions stands on statements before it is asked which of them are due."""

    _inherit = "call.billing.run"

    def _look(self):
        """Override: accounts that have only charges are billed, too."""
        self.ensure_one()
        company = self.company_id
        wait = company.call_billing_wait_days if self.cause == "cycle" else 0
        subscriptions = self.env["call.subscription"].sudo()
        for _company, partner in subscriptions._due_accounts(company, self.partner_ids or None):
            if not self.group_ids or partner.call_group_id in self.group_ids:
                subscriptions._try_charge(company, partner, wait, before=self.day)
        return super()._look()
