"""Odoo and a Stripe on this machine."""

from odoo.tests import HttpCase

from odoo.addons.payment_stripe.controllers.main import StripeController

from ..gateway.common import GatewayCase
from ..standin.stripe import GOOD, StripeStandIn


class StripeStandInCase(GatewayCase, HttpCase):
    """Requests to Stripe go to a stand-in; what it tells is kept there, and delivered by the test.

    :cvar stripe: the stand-in
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stripe = cls.enterClassContext(StripeStandIn())
        provider_url = type(cls.env["payment.provider"])._build_request_url

        def build_request_url(provider, endpoint, **kwargs):
            url = provider_url(provider, endpoint, **kwargs)
            return url.replace("https://api.stripe.com", cls.stripe.url)

        cls.classPatch(type(cls.env["payment.provider"]), "_build_request_url", build_request_url)

    def setUp(self):
        super().setUp()
        for kept in (self.stripe.asked, self.stripe.answers, self.stripe._inbox):
            kept.clear()

    def _token(self, number=GOOD, partner=None):
        """A saved card of Acme's."""
        customer, card = self.stripe.customer(number)
        return self.env["payment.token"].create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.method.id,
                "partner_id": (partner or self.acme).id,
                "provider_ref": customer,
                "stripe_payment_method": card,
                "payment_details": number[-4:],
            }
        )

    def _charge(self, amount=60, reference="CARD-1", number=GOOD, **vals):
        """Charge a saved card; the transaction as it is then."""
        tx = self._tx(amount, reference, token_id=self._token(number).id, operation="offline", **vals)
        tx._charge_with_token()
        return tx

    def _deliver(self, *notifications):
        """Bring notifications to Odoo as they were sent, and return the statuses of the answers."""
        return [self._post(each.body, each.header).status_code for each in notifications]

    def _post(self, body, header):
        headers = {"Content-Type": "application/json", "Stripe-Signature": header}
        answer = self.url_open(StripeController._webhook_url, data=body, headers=headers)
        self.env.invalidate_all()
        return answer

    def _told(self, *types, count=1):
        """What the stand-in has told of these types."""
        found = self.stripe.notifications(*types, count=count)
        self.assertEqual(len(found), count, [each.type for each in self.stripe._inbox])
        return found

    def _run_cron(self, name):
        """Override: tests that have a web server hold the database already."""
        self.env.ref(f"call_center_billing_payment.{name}").method_direct_trigger()
        self.env.invalidate_all()

    def _events(self, **domain):
        self.env.invalidate_all()
        return self.env["call.gateway.event"].search([(name, "=", value) for name, value in domain.items()], order="id")
