"""A prepaid account with a saved card, and the gateway that charges it."""

from unittest.mock import patch

from odoo import fields
from odoo.tools import mute_logger

from odoo.addons.call_center_billing.tests.admission.common import BalanceCase
from odoo.addons.call_center_billing.tests.mediation.common import JobCase

from ..standin.card_gateway import CardGateway

PROVIDER = "odoo.addons.payment.models.payment_provider"

KEYS = {"stripe_publishable_key": "pk_test", "stripe_secret_key": "sk_test", "stripe_webhook_secret": "whsec_test"}


class CardCase(BalanceCase, JobCase):
    """Acme is prepaid, has no money, and has one card; nothing is switched on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.acme.write({"call_policy": "prepaid", "email": "acme@example.com"})
        cls.company.write({"call_card_offer": True, "call_confirm_payments": False, "call_top_up_minimum": 0})
        cls.provider = cls._stripe()
        cls.card = cls._card()

    @classmethod
    def _stripe(cls):
        domain = [("code", "=", "stripe"), ("company_id", "=", cls.company.id)]
        provider = cls.env["payment.provider"].search(domain, limit=1)
        provider.write({**KEYS, "state": "test", "allow_tokenization": True})
        return provider

    @classmethod
    def _card(cls, method="pm_good", partner=None, **vals):
        """A saved card; what becomes of charging it is said by its payment method, see `CardGateway`."""
        return cls.env["payment.token"].create(
            {
                "provider_id": cls.provider.id,
                "payment_method_id": cls.env.ref("payment.payment_method_card").id,
                "partner_id": (partner or cls.acme).id,
                "provider_ref": f"cus_{method}",
                "stripe_payment_method": method,
                "payment_details": "4242",
                **vals,
            }
        )

    def setUp(self):
        super().setUp()
        self.gateway = self.enterContext(CardGateway())
        self.startPatcher(self._leads_to(self.gateway))
        self.enterContext(mute_logger(PROVIDER))  # Odoo logs each card that is declined as an error

    def _leads_to(self, gateway):
        """Requests to Stripe go to this machine."""
        url = gateway.url

        def build(_provider, endpoint, **_options):
            return f"{url}/{endpoint}"

        return patch.object(type(self.env["payment.provider"]), "_build_request_url", build)

    def _agree(self, card=None, threshold=5, amount=20, cap=100, count=5):
        """Auto top-up is on; nothing is looked at yet."""
        self.acme._call_agree_auto("customer", card or self.card, threshold, amount, cap, count)
        self._jobs().unlink()

    def _agree_invoices(self, card=None):
        self.acme._call_agree_collect("customer", card or self.card)

    def _work(self):
        """Do what jobs would, and those that they make, in the test's own transaction."""
        charges = self.env.registry["call.card.charge"]
        with patch.object(charges, "_start", lambda _self: None), patch.object(charges, "_commit", _flush):
            for _round in range(10):
                jobs = self._jobs().filtered(lambda job: job.channel == "root.call_cards")
                if not jobs:
                    return
                todo = [(job.records, job.method_name, job.args) for job in jobs]
                jobs.unlink()
                for records, method, arguments in todo:
                    getattr(records.with_env(self.env), method)(*arguments)
                self.env.invalidate_all()

    def _cron(self, *names):
        """What the clock does, and the jobs it makes."""
        crons = {
            "charges": self.env["call.card.charge"]._cron_call_card_charges,
            "top_ups": self.env["res.partner"]._cron_call_auto_top_up,
            "collect": self.env["res.partner"]._cron_call_collect,
            "expiry": self.env["payment.token"]._cron_call_card_expiry,
        }
        for name in names or ("charges",):
            with patch.object(self.env.registry["ir.cron"], "_commit_progress", lambda *_a, **_kw: float("inf")):
                crons[name]()
        self.env.invalidate_all()
        self._work()

    def _charges(self, **vals):
        domain = [("partner_id", "=", self.acme.id), *((name, "=", value) for name, value in vals.items())]
        return self.env["call.card.charge"].search(domain, order="id")

    def _notices(self, code):
        domain = [("partner_id", "=", self.acme.id), ("event_id.code", "=", code)]
        return self.env["call.notice"].search(domain, order="id")

    def _later(self, charges, **ago):
        """As if these had been settled, or asked for, so long ago."""
        for name in ("settled_at", "first_asked_at", "next_try"):
            for charge in charges.filtered(name):
                charge[name] = fields.Datetime.subtract(charge[name], **ago)


def _flush(records):
    records.env.flush_all()
