"""Notifications as the gateways send them."""

import json
import time

from stripe import WebhookSignature

from odoo.addons.payment.tests.http_common import PaymentHttpCommon
from odoo.addons.payment_stripe.controllers.main import StripeController
from odoo.addons.payment_stripe.tests.common import StripeCommon

from .standin.base import StandIn, says

REFUSALS = "odoo.addons.call_center_billing_payment.controllers.refusal"


class OneAnswer(StandIn):
    """A gateway that answers every request with the same document.

    :ivar content: the document
    """

    def __init__(self, content):
        super().__init__()
        self.content = content

    def respond(self, asked):
        """The document, whatever was asked for."""
        return says(self.content)


def sign(body, secret, now):
    """The header that Stripe sends with `body`, bytes, at `now`, in seconds."""
    return WebhookSignature.generate_signature_header(body.decode(), secret, now)


class RefusalCase(PaymentHttpCommon):
    """A transaction that waits, and must go on waiting when what is sent is not genuine."""

    def setUp(self):
        super().setUp()
        self.tx = self._create_transaction("direct")

    def assertRefused(self, send):
        """`send()` is answered with 403 and one line in the log without secrets, and changes nothing."""
        with self.assertLogs(REFUSALS, "WARNING") as logs:
            response = send()
        self.assertEqual(response.status_code, 403)
        self.assertEqual(len(logs.output), 1)
        self.assertNotIn("whsec", logs.output[0])
        self.assertEqual((self.tx.state, self.tx.state_message), ("draft", False))


class StripeCase(StripeCommon, RefusalCase):
    """A Stripe provider in test mode with a webhook secret, and one transaction that waits."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.payment_data = {"id": "evt_1", **cls.payment_data}

    def answered_by(self, content):
        """A Stripe that answers `content`, to which requests are led from now on."""
        gateway = self.enterContext(OneAnswer(content))
        address = gateway.url
        self.patch(type(self.stripe), "_build_request_url", lambda _self, endpoint, **_kw: f"{address}/v1/{endpoint}")
        return gateway

    def post(self, payload, header):
        """Send `payload` to the webhook with `header` as its signature; none if it is None."""
        headers = {"Content-Type": "application/json"} | ({"Stripe-Signature": header} if header is not None else {})
        url = self._build_url(StripeController._webhook_url)
        return self.url_open(url, data=self.body(payload), headers=headers)

    def body(self, payload):
        """`payload` as it goes over the wire."""
        return json.dumps(payload).encode()

    def signature(self, payload, secret=None, age=0):
        """The header that Stripe would send with `payload`, `age` seconds ago."""
        secret = secret or self.stripe.stripe_webhook_secret
        return sign(self.body(payload), secret, int(time.time()) - age)

    def without_secret(self):
        """As a database may be that was enabled before this add-on was installed."""
        self.env.flush_all()
        self.env.cr.execute("UPDATE payment_provider SET stripe_webhook_secret = NULL")
        self.env.invalidate_all()
