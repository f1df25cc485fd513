"""Which events PayPal is asked to tell us of, and which secrets nobody reads."""

import logging

from odoo.exceptions import UserError, ValidationError
from odoo.modules.neutralize import get_neutralization_queries
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...const import PAYPAL_HEADERS
from ...models.paypal.call_gateway_event import KINDS
from ...models.paypal.payment_provider import EVENTS
from .common import PROVIDER, PaypalCase


@tagged("post_install", "-at_install")
class TestPaypalSetup(PaypalCase):
    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].set_param("web.base.url", "https://billing.example.com")
        self.paypal.write({"state": "disabled", "paypal_webhook_id": False})

    def subscribed(self):
        [webhook] = self.gateway.webhooks.values()
        self.assertEqual(webhook["url"], "https://billing.example.com/payment/paypal/webhook/")
        return {event["name"] for event in webhook["event_types"]}

    def test_every_event_that_is_subscribed_is_handled(self):
        self.assertEqual(set(EVENTS), set(KINDS))

    def test_a_new_webhook_tells_of_all_that_we_handle(self):
        self.paypal.action_paypal_create_webhook()
        self.assertIn(self.paypal.paypal_webhook_id, self.gateway.webhooks)
        self.assertEqual(self.subscribed(), set(EVENTS))
        self.paypal.state = "test"

    def test_a_webhook_that_is_there_is_taken_and_told_more(self):
        """As Odoo makes one, it tells of three kinds of events."""
        url = "https://billing.example.com/payment/paypal/webhook/"
        self.gateway.webhooks["WH-OLD"] = {"id": "WH-OLD", "url": url, "event_types": [{"name": EVENTS[0]}]}
        self.paypal.action_paypal_create_webhook()
        self.assertEqual((self.paypal.paypal_webhook_id, self.subscribed()), ("WH-OLD", set(EVENTS)))

    def test_an_old_webhook_is_renewed(self):
        self.paypal.action_paypal_create_webhook()
        [webhook] = self.gateway.webhooks.values()
        webhook["event_types"] = [{"name": EVENTS[0]}]
        self.assertEqual(self.paypal.action_paypal_update_webhook()["params"]["type"], "success")
        self.assertEqual(self.subscribed(), set(EVENTS))

    def test_nothing_is_renewed_where_there_is_none(self):
        with self.assertRaisesRegex(UserError, "Generate your webhook"):
            self.paypal.action_paypal_update_webhook()
        self.paypal.paypal_webhook_id = "WH-GONE"
        with mute_logger(PROVIDER), self.assertRaisesRegex(ValidationError, "PayPal refused"):
            self.paypal.action_paypal_update_webhook()

    def test_an_address_that_cannot_be_reached_gets_no_webhook(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "http://localhost:8069")
        with self.assertRaisesRegex(UserError, "HTTPS"):
            self.paypal.action_paypal_create_webhook()
        self.assertFalse(self.gateway.asked)

    def test_the_advice_names_the_events(self):
        with self.assertRaisesRegex(ValidationError, "CUSTOMER.DISPUTE.CREATED"):
            self.paypal.state = "test"

    def test_a_neutralised_copy_can_neither_use_nor_be_told_by_paypal(self):
        self.paypal.write({"paypal_access_token": "A21", "paypal_webhook_id": "WH-1"})
        self.env.flush_all()
        for query in get_neutralization_queries(["call_center_billing_payment"]):
            self.env.cr.execute(query)
        self.env.invalidate_all()
        self.assertEqual((self.paypal.paypal_access_token, self.paypal.paypal_webhook_id), (False, False))

    def test_no_secret_is_logged(self):
        self.paypal.write({"paypal_webhook_id": "WH-1"})
        self.paypal.state = "test"
        with self.assertLogs("odoo", logging.INFO) as logs:
            tx = self.paid()
            self.gateway.revoke_tokens()
            tx._refund(amount_to_refund=10)
            self.deliver_all(self.gateway.event("PAYMENT.CAPTURE.REFUNDED"))
        said = "\n".join(logs.output)
        self.assertEqual(tx.child_transaction_ids.state, "done")
        self.assertIn("oauth2/token", said)
        self.assertGreaterEqual(len(self.gateway._tokens), 1)
        secrets = [self.gateway.secret, "A21AA-token-", self.paypal.paypal_access_token]
        for secret in secrets:
            self.assertNotIn(secret, said)
        self.assertIn("[REDACTED]", said)

    def test_no_secret_is_kept_or_shown(self):
        self.paypal.write({"paypal_webhook_id": "WH-1"})
        self.paypal.state = "test"
        tx = self.paid()
        event = self.gateway.event("PAYMENT.CAPTURE.COMPLETED")
        self.deliver_all(event)
        kept = str(self.inbox(event).payload) + str(tx.read()) + str(tx.payment_id.message_ids.mapped("body"))
        for secret in (self.gateway.secret, "A21AA-token-"):
            self.assertNotIn(secret, kept)

    def test_the_stand_in_confirms_only_what_it_has_signed(self):
        """What the tests of forged notifications rest on."""
        body, headers = self.gateway.signed({"id": "WH-EVENT-1", "summary": "5,00 €  –  paid"})
        asked = {"transmission_id": headers[PAYPAL_HEADERS[0]], "transmission_time": headers[PAYPAL_HEADERS[1]]}
        asked |= {"cert_url": headers[PAYPAL_HEADERS[2]], "auth_algo": headers[PAYPAL_HEADERS[3]]}
        asked |= {"transmission_sig": headers[PAYPAL_HEADERS[4]], "webhook_id": "WH-1"}
        self.assertTrue(self.gateway.is_signed(asked, body))
        for name in asked:
            with self.subTest(name=name):
                self.assertFalse(self.gateway.is_signed(asked | {name: "other"}, body))
        self.assertFalse(self.gateway.is_signed(asked, body.replace(b"5", b"6")))
        self.assertFalse(self.gateway.is_signed(asked, body.replace(b"  ", b" ")))
