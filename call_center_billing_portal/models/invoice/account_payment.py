"""Payments on the portal."""

from odoo import api, models
from odoo.fields import Domain


class AccountPayment(models.Model):
    """What a customer has paid, and what became of it."""

    _inherit = "account.payment"

    @api.model
    def _get_portal_receipts_domain(self, account):
        """The payments of an account that have a receipt."""
        return Domain(
            [
                ("partner_id", "child_of", account.id),
                ("company_id", "in", self.env.companies.ids),
                ("partner_type", "=", "customer"),
                ("payment_type", "=", "inbound"),
                ("state", "in", ("in_process", "paid")),
            ]
        )

    def _prepare_portal_receipts(self):
        """What is told of these: [{"payment", "number", "invoices": [PaidInvoice], "unused"}]."""
        # read for all of them at once what each would ask for by itself
        items = self._call_receivable_lines()
        others = items.matched_debit_ids.debit_move_id | items.matched_credit_ids.credit_move_id
        others.move_id.fetch(["name", "move_type", "invoice_date", "amount_residual"])
        return [payment._prepare_portal_receipt() for payment in self]

    def _prepare_portal_receipt(self):
        return {
            "payment": self,
            "number": self._call_receipt_number(),
            "invoices": self._call_receipt_invoices(),
            "unused": self._call_receipt_unused(),
        }
