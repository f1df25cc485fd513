"""Notifications as the gateways send them."""

import json
import time
from unittest.mock import Mock, patch

from requests.exceptions import HTTPError
from stripe import WebhookSignature

from odoo.addons.payment.tests.http_common import PaymentHttpCommon
from odoo.addons.payment_paypal.controllers.main import PaypalController
from odoo.addons.payment_paypal.tests.common import PaypalCommon
from odoo.addons.payment_stripe.controllers.main import StripeController
from odoo.addons.payment_stripe.tests.common import StripeCommon

from ..const import PAYPAL_HEADERS

REFUSALS = "odoo.addons.call_center_billing_payment.controllers.refusal"
HTTP_LIBRARY = "odoo.addons.payment.models.payment_provider.requests.request"


def answer(content, status=200):
    """What a gateway's API answers, as `requests` hands it over."""
    response = Mock(status_code=status, reason="", url="https://gateway.example", ok=status < 400)
    response.text = json.dumps(content)
    response.json.return_value = content
    response.raise_for_status.side_effect = None if response.ok else HTTPError()
    return response


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


class PaypalCase(PaypalCommon, RefusalCase):
    """A PayPal provider in test mode with a webhook ID, and one transaction that waits."""

    @classmethod
    def _prepare_provider(cls, code, company=None, update_values=None, **kwargs):
        """Override of `payment` to give the webhook ID along, without which it cannot be set to test mode."""
        values = (update_values or {}) | {"paypal_webhook_id": "WH-1", "paypal_access_token": "A21-token"}
        values["paypal_access_token_expiry"] = "2999-01-01"
        return super()._prepare_provider(code, company=company, update_values=values, **kwargs)

    def post(self, without=None):
        """Send the notification of a completed order, less the header `without`."""
        headers = {header: "as PayPal sent it" for header in PAYPAL_HEADERS if header != without}
        return self.url_open(self._build_url(PaypalController._webhook_url), json=self.payment_data, headers=headers)

    def post_verified(self, verification):
        """Send it, with PayPal saying `verification` when asked.

        :return: our answer, and the calls to PayPal
        """
        with patch(HTTP_LIBRARY, return_value=verification) as calls:
            response = self.post()
        return response, calls.call_args_list
