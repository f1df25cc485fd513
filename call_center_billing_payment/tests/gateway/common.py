"""Payments by a gateway, and the books behind them."""

from odoo.addons.call_center_billing.tests.common import BillingCase

KEYS = {
    "stripe_publishable_key": "pk_test_of_the_stand_in",
    "stripe_secret_key": "sk_test_of_the_stand_in",
    "stripe_webhook_secret": "whsec_stand_in",
}


class GatewayCase(BillingCase):
    """A company that takes Stripe on a bank journal, and Acme, which owes an invoice of 60."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provider = cls.env["payment.provider"].search(
            [("code", "=", "stripe"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.provider.write(KEYS | {"state": "test"})
        cls.journal = cls.provider.journal_id
        cls.method = cls.env.ref("payment.payment_method_card")
        cls.method.active = True
        cls.currency = cls.company.currency_id
        cls.invoice = cls._invoice(60)

    @classmethod
    def _invoice(cls, amount, partner=None):
        line = (0, 0, {"name": "Calls", "quantity": 1, "price_unit": amount, "tax_ids": [(5,)]})
        invoice = cls.env["account.move"].create(
            {"move_type": "out_invoice", "partner_id": (partner or cls.acme).id, "invoice_line_ids": [line]}
        )
        invoice.action_post()
        return invoice

    @classmethod
    def _tx(cls, amount=60, reference="CALL-1", **vals):
        """A payment of Acme's that waits for its gateway."""
        return cls.env["payment.transaction"].create(
            {
                "provider_id": cls.provider.id,
                "payment_method_id": cls.method.id,
                "reference": reference,
                "amount": amount,
                "currency_id": cls.currency.id,
                "partner_id": cls.acme.id,
                "operation": "online_direct",
                **vals,
            }
        )

    @classmethod
    def _paid(cls, amount=60, reference="CALL-1", **vals):
        """A payment that its gateway has confirmed and that is booked."""
        tx = cls._tx(amount, reference, provider_reference=f"pi_{reference}", **vals)
        tx._set_done()
        tx._call_settle()
        return tx

    def _run_cron(self, name):
        """Run a job of this add-on, over a cursor that may commit."""
        with self.enter_registry_test_mode():
            self.env.ref(f"call_center_billing_payment.{name}").method_direct_trigger()
        self.env.invalidate_all()

    def _owed(self, partner=None):
        """What the books say that the customer owes; negative for what is there in the customer's favour."""
        self.env.flush_all()
        lines = self.env["account.move.line"].search(
            [
                ("partner_id", "=", (partner or self.acme).id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
            ]
        )
        return sum(lines.mapped("balance"))

    def _money(self):
        """What the books say that the gateway holds."""
        account = self.provider.journal_id.inbound_payment_method_line_ids.filtered(
            lambda line: line.payment_provider_id == self.provider
        ).payment_account_id
        domain = [("account_id", "=", account.id), ("partner_id", "=", self.acme.id), ("parent_state", "=", "posted")]
        return sum(self.env["account.move.line"].search(domain).mapped("balance"))
