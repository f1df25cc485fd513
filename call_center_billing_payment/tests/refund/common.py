"""Acme pays by Stripe, which is a server on this machine."""

from odoo import fields
from odoo.tests import new_test_user

from odoo.addons.call_center_billing.tests.collection.common import CollectionCase

from ..standin.base import StandIn, says

KEYS = {
    "stripe_publishable_key": "pk_test_1",
    "stripe_secret_key": "sk_test_1",
    "stripe_webhook_secret": "whsec_1",
    "state": "test",
}
HTTP_LOG = "odoo.addons.payment.models.payment_provider"


class StripeRefunds(StandIn):
    """Refunds whatever it is asked to, each key once."""

    status, currency = "succeeded", "eur"

    def __init__(self):
        super().__init__()
        self.refunds = {}

    def respond(self, asked):
        """A refund, as Stripe describes it."""
        if asked.method == "POST" and asked.path == "/refunds":
            key = asked.headers["Idempotency-Key"]
            return says(self.refunds.setdefault(key, self._refund(asked.form)))
        return super().respond(asked)

    def _refund(self, form):
        return {
            "id": f"re_{len(self.refunds) + 1}",
            "object": "refund",
            "amount": int(form["amount"]),
            "currency": self.currency,
            "payment_intent": form["payment_intent"],
            "status": self.status,
            "metadata": {name[9:-1]: value for name, value in form.items() if name.startswith("metadata[")},
        }


class RefundCase(CollectionCase):
    """One clerk, two managers; Stripe's journal is the company's bank journal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk, cls.manager = cls._create_user("clerk"), cls._create_user("manager")
        group = "call_center_billing.call_center_billing_group_manager"
        cls.other_manager = new_test_user(cls.env, "ccb_manager_2", group)
        cls.provider = cls.env["payment.provider"].search(
            [("code", "=", "stripe"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.gateway_journal = cls.env["account.journal"].create({"name": "Stripe", "type": "bank", "code": "STRP"})
        cls.provider.write(KEYS | {"journal_id": cls.gateway_journal.id})
        cls.card = cls.env.ref("payment.payment_method_card")
        cls.card.active = True

    def setUp(self):
        super().setUp()
        self.stripe = self.enterContext(StripeRefunds())
        self.stripe.currency = self.company.currency_id.name.lower()
        address = self.stripe.url
        providers = type(self.env["payment.provider"])
        self.patch(providers, "_build_request_url", lambda _self, endpoint, **_kwargs: f"{address}/{endpoint}")

    def _transaction(self, amount, invoices=(), **vals):
        """A payment of Acme's by card that Stripe has confirmed."""
        type(self)._count = getattr(type(self), "_count", 0) + 1
        tx = self.env["payment.transaction"].create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.card.id,
                "reference": f"T-{self._count}",
                "provider_reference": f"pi_{self._count}",
                "amount": amount,
                "currency_id": self.company.currency_id.id,
                "partner_id": self.acme.id,
                "operation": "online_direct",
                "invoice_ids": [(6, 0, [invoice.id for invoice in invoices])],
                **vals,
            }
        )
        tx._set_done()
        tx._post_process()
        return tx

    def _ask(self, payment, amount, by=None, **vals):
        """A refund that was asked for."""
        refunds = self.env["call.refund"].with_user(by or self.clerk)
        refund = refunds.create({"payment_id": payment.id, "amount": amount, "reason": "Paid twice", **vals})
        refund.action_ask()
        return refund.with_user(self.manager)

    def _run(self):
        """What the job does."""
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing_payment.call_refund_cron").method_direct_trigger()
        self.env.invalidate_all()

    def _till(self):
        return self.env["account.journal"].create({"name": "Till", "type": "cash", "code": "TILL"})

    def _today(self):
        return fields.Date.today()
