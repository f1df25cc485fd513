"""What is left of a customer's payment."""

from odoo import models


class AccountPayment(models.Model):
    """Used as any other money, once the invoices that were chosen have theirs."""

    _inherit = "account.payment"

    def _call_use(self):
        """Override: the choice is carried out by now."""
        return super(AccountPayment, self.with_context(call_pay_shares=None))._call_use()
