"""Moments at which a balance changes and somebody waits for nothing: a call's end, money that comes in."""

from odoo import api, models


class CallAdmission(models.AbstractModel):
    """The end of a call."""

    _inherit = "call.admission"

    @api.model
    def _ended(self, source, hold, charged):
        """Override: look whether little is left now. Accounts without a sum for that pay nothing."""
        if charged and hold.partner_id._call_has_low_sum(hold.company_id):
            self.env["res.partner"].with_company(hold.company_id)._call_watch_low(hold.partner_id.ids)
        return super()._ended(source, hold, charged)


class AccountPayment(models.Model):
    """Money comes in."""

    _inherit = "account.payment"

    def action_post(self):
        """Override: who has enough again may be told again."""
        result = super().action_post()
        paid = self.sudo().filtered(lambda payment: payment.partner_type == "customer")
        for company, payments in paid.grouped("company_id").items():
            accounts = payments.partner_id.commercial_partner_id._call_has_low_sum(company)
            if accounts:
                self.env["res.partner"].with_company(company)._call_watch_low(accounts.ids)
        return result
