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

    def _prepare_portal_receipt(self):
        """What is told of a payment: {"payment", "number", "invoices": [PaidInvoice], "unused"}."""
        self.ensure_one()
        return {
            "payment": self,
            "number": self._call_receipt_number(),
            "invoices": self._call_receipt_invoices(),
            "unused": self._call_receipt_unused(),
        }
