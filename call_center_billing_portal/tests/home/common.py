"""Customer A's home page."""

from datetime import timedelta

from odoo import fields

from ..common import CallPortalCase


class HomeCase(CallPortalCase):
    """Calls cost 0.10 and 0.60 a minute; invoices have no tax."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.customer_a.call_credit_limit = 100
        cls.env.ref("call_center_billing.product_call_local").taxes_id = False
        cls.contact_a = cls.user_a.partner_id

    def _bill(self, amount, days, customer=None):
        """A posted invoice that is due in so many days."""
        today = fields.Date.context_today(self.company)
        due = today + timedelta(days=days)
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (customer or self.customer_a).id,
                "invoice_date": min(today, due) - timedelta(days=10),
                "invoice_payment_term_id": False,
                "invoice_date_due": due,
                "invoice_line_ids": [(0, 0, {"name": "Fee", "quantity": 1, "price_unit": amount, "tax_ids": [(5,)]})],
            }
        )
        move.action_post()
        return move

    def _pay_in(self, amount):
        """Money of customer A's that no invoice has used."""
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer_a.id,
                "amount": amount,
                "currency_id": self.currency.id,
            }
        )
        payment.action_post()
        return payment

    def home(self, user=None):
        """What the home page says."""
        return self.page_text("/my", user or self.user_a)
