"""Money comes in."""

from odoo import models


class AccountPayment(models.Model):
    """What follows for the account."""

    _inherit = "account.payment"

    def action_post(self):
        """Override: who was blocked for want of money is free."""
        result = super().action_post()
        paid = self.sudo().filtered(lambda payment: payment.partner_type == "customer")
        for company, payments in paid.grouped("company_id").items():
            payments.partner_id.commercial_partner_id.with_company(company)._call_free_of_limit()
        return result
