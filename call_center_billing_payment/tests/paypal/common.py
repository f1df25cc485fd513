"""A customer who pays by PayPal, and a PayPal on this machine."""

import json

from odoo.tools import mute_logger

from odoo.addons.payment.tests.http_common import PaymentHttpCommon
from odoo.addons.payment_paypal.controllers.main import PaypalController
from odoo.addons.payment_paypal.tests.common import PaypalCommon

from ..standin.paypal import PaypalStandIn

REFUSALS = "odoo.addons.call_center_billing_payment.controllers.refusal"
PROVIDER = "odoo.addons.payment.models.payment_provider"


class PaypalCase(PaypalCommon, PaymentHttpCommon):
    """The company is a merchant at `self.gateway`, in test mode; its payments are booked."""

    @classmethod
    def _prepare_provider(cls, code, company=None, update_values=None, **kwargs):
        """Override of `payment` to give the webhook ID along, without which it cannot be set to test mode."""
        values = (update_values or {}) | {
            "paypal_client_id": PaypalStandIn.client,
            "paypal_client_secret": PaypalStandIn.secret,
            "paypal_webhook_id": "WH-1",
            "paypal_access_token": False,
            "paypal_access_token_expiry": "1970-01-01",
        }
        return super()._prepare_provider(code, company=company, update_values=values, **kwargs)

    def setUp(self):
        self.enable_post_process_patcher = False
        super().setUp()
        self.gateway = self.enterContext(PaypalStandIn())
        self.patch(
            self.registry["payment.provider"],
            "_build_request_url",
            lambda _provider, endpoint, **_kwargs: self.gateway.url + endpoint,
        )

    def begin(self, amount=60.0, reference="INV/2026/00001", **vals):
        """A payment whose order is made at PayPal; the customer is there now."""
        tx = self._create_transaction("direct", amount=amount, reference=reference, **vals)
        values = tx._get_processing_values()
        self.assertEqual(values.get("order_id"), tx.paypal_order_id or None)
        return tx

    def complete(self, tx, **params):
        """The customer comes back from PayPal; `order_id` and `reference` as the browser sends them.

        :return: what the customer is told, if it went wrong
        """
        params = {"order_id": tx.paypal_order_id, "reference": tx.reference} | params
        call = {"jsonrpc": "2.0", "id": 0, "method": "call", "params": params}
        response = self.url_open(self._build_url(PaypalController._complete_url), json=call)
        self.env.invalidate_all()
        return response.json().get("error", {}).get("data", {}).get("message")

    def assertNotTaken(self, words, tx, **params):
        """The customer is told why, in `words` of ours or PayPal's, and no traceback is logged."""
        with mute_logger("odoo.http", PROVIDER):
            self.assertRegex(self.complete(tx, **params) or "nothing was said", words)

    def paid(self, amount=60.0, **vals):
        """A payment that went through, its notifications not delivered."""
        tx = self.begin(amount, **vals)
        self.gateway.approve(tx.paypal_order_id)
        self.assertFalse(self.complete(tx))
        self.assertEqual((tx.state, bool(tx.payment_id)), ("done", True), tx.state_message)
        return tx

    def capture_of(self, tx):
        """PayPal's capture of a payment."""
        return self.gateway.captures[tx.provider_reference]

    def deliver(self, event, body=None, webhook_id=None, **changed):
        """Send a notification with its headers.

        :param body: bytes instead of those that were signed
        :param changed: headers of other content, or None to leave one out; `PAYPAL_AUTH_ALGO="none"`
        """
        signed, headers = self.gateway.signed(event, webhook_id)
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        headers = {"Content-Type": "application/json"} | {name: value for name, value in headers.items() if value}
        url = self._build_url(PaypalController._webhook_url)
        response = self.url_open(url, data=signed if body is None else body, headers=headers, method="POST")
        self.env.invalidate_all()
        return response

    def deliver_all(self, *events):
        """Send these; all must be taken."""
        for event in events:
            self.assertEqual(self.deliver(event).status_code, 200, event["event_type"])

    def inbox(self, event):
        """The notification as it is kept."""
        return self.env["call.gateway.event"].search([("event_ref", "=", event["id"])])

    def assertRefused(self, send):
        """`send()` is answered with 403 and one line in the log, and nothing is kept."""
        before = self.env["call.gateway.event"].search_count([])
        with self.assertLogs(REFUSALS, "WARNING") as logs:
            response = send()
        self.assertEqual((response.status_code, len(logs.output)), (403, 1))
        self.assertEqual(self.env["call.gateway.event"].search_count([]), before)
        return logs.output[0]

    def tampered(self, event, *path, value):
        """The bytes of a notification in which somebody has changed something."""
        document = json.loads(json.dumps(event))
        place = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        return json.dumps(document).encode()

    def owed(self):
        """What the books say that the customer owes; negative is money of the customer's."""
        self.env.flush_all()
        return self.env["res.partner"].browse(self.partner.id).credit
