"""A prepaid account, and the ways in which it is topped up."""

from odoo.addons.call_center_billing.tests.admission.common import BalanceCase


class TopUpMixin:
    """Acme is prepaid and has paid nothing in; Odoo's demo provider takes cards."""

    @classmethod
    def _prepare_top_up(cls):
        cls.acme.write({"call_policy": "prepaid", "email": "acme@example.com"})
        cls.currency = cls.company.currency_id
        cls.provider = cls.env["payment.provider"].search(
            [("code", "=", "demo"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.provider.write({"state": "test", "is_published": True})
        cls.cash = cls.env["account.journal"].create(
            {"name": "Counter", "code": "CTR", "type": "cash", "company_id": cls.company.id}
        )
        cls.method = cls.env.ref("payment_demo.payment_method_demo")
        cls.method.active = True

    def _wizard(self, user=None, **vals):
        """The clerk's dialogue."""
        wizards = self.env["call.top.up"].with_user(user or self.env.user)
        return wizards.create({"partner_id": self.acme.id, "amount": 100, "way": "cash", **vals})

    def _top_up(self, amount=100, **vals):
        """The payment of a clerk's top-up."""
        self._wizard(amount=amount, **vals).action_top_up()
        return self._top_ups()[:1]

    def _top_ups(self):
        """Acme's, the newest first."""
        return self.env["account.payment"].search([("call_top_up", "=", True)], order="id desc")

    def _transaction(self, amount=100, **vals):
        """A transaction of the demo provider that waits for the customer."""
        type(self)._number = getattr(type(self), "_number", 0) + 1
        return self.env["payment.transaction"].create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.method.id,
                "reference": f"TOP-{self._number}",
                "amount": amount,
                "currency_id": self.currency.id,
                "partner_id": self.acme.id,
                "operation": "online_direct",
                "call_purpose": "top_up",
                **vals,
            }
        )

    def _say(self, transaction, state="done"):
        """The gateway says what became of it."""
        transaction._process("demo", {"reference": transaction.reference, "simulated_state": state})
        return transaction

    def _token(self, state="done", **vals):
        """A card that Acme has saved, and what becomes of it when it is charged."""
        return self.env["payment.token"].create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.method.id,
                "partner_id": self.acme.id,
                "payment_details": "1234",
                "provider_ref": "card",
                "demo_simulated_state": state,
                **vals,
            }
        )


class TopUpCase(TopUpMixin, BalanceCase):
    """For what needs no browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._prepare_top_up()
