"""Money comes in: services that it pays for are active again at once."""

from odoo import models


class AccountPayment(models.Model):
    """Top-ups, and payments that an invoice has yet to use."""

    _inherit = "account.payment"

    def action_post(self):
        """Override: what was suspended for want of this money no longer is."""
        result = super().action_post()
        for company, payments in self._call_money().grouped("company_id").items():
            payments.partner_id.commercial_partner_id.with_company(company)._call_life_relieve()
        return result
