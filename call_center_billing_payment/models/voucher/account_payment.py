"""A used voucher is a payment, made by nothing else, and never unmade."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class AccountPayment(models.Model):
    """The value goes from the account of vouchers to the customer's receivable."""

    _inherit = "account.payment"

    call_voucher_id = fields.Many2one("call.voucher", readonly=True, copy=False, ondelete="restrict")

    _call_one_voucher = models.UniqueIndex(
        "(call_voucher_id) WHERE call_voucher_id IS NOT NULL", "This voucher was used already."
    )

    @api.constrains("journal_id", "call_voucher_id")
    def _check_call_voucher(self):
        for payment in self.sudo():
            if payment.journal_id == payment.company_id.call_voucher_journal_id and not payment.call_voucher_id:
                raise ValidationError(
                    self.env._(
                        "In the journal %(journal)s there are only used vouchers. Redeem the voucher on the account's "
                        "page.",
                        journal=payment.journal_id.display_name,
                    )
                )

    def action_draft(self):
        """Override: a used voucher stays used."""
        self._call_refuse_change()
        return super().action_draft()

    def action_cancel(self):
        """Override: a used voucher stays used."""
        self._call_refuse_change()
        return super().action_cancel()

    def _call_refuse_change(self):
        for payment in self.filtered("call_voucher_id"):
            raise UserError(
                self.env._(
                    "%(payment)s is voucher %(voucher)s, which was used by it. If it was put on the wrong account, "
                    "move the money with an entry.",
                    payment=payment.display_name,
                    voucher=payment.sudo().call_voucher_id.display_name,
                )
            )

    def _call_wants_confirmation(self):
        """Override: who buys vouchers has put no money on an account."""
        if self.destination_account_id and self.destination_account_id == self.company_id.call_voucher_account_id:
            return False
        return super()._call_wants_confirmation()

    def _call_check_reversible(self):
        """Override of top-ups: a used voucher stays used."""
        self._call_refuse_change()
        return super()._call_check_reversible()

    def _call_is_deposit(self):
        """Override of top-ups: no VAT was charged for a voucher; it is when the calls are invoiced."""
        return not self.call_voucher_id and super()._call_is_deposit()
