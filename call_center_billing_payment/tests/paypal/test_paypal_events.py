"""What PayPal's notifications do: only genuine ones, each once, in any order, and however late."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...const import PAYPAL_HEADERS
from .common import PROVIDER, PaypalCase


@tagged("post_install", "-at_install")
class TestPaypalEvents(PaypalCase):
    def captured(self, *outcome, **vals):
        """A payment that was captured, and our process killed before it could note so."""
        tx = self.begin(**vals)
        self.gateway.approve(tx.paypal_order_id)
        self.gateway.outcomes = [outcome] if outcome else []
        self.gateway._capture_order(None, tx.paypal_order_id)
        return tx

    def test_a_notification_books_a_payment_whose_answer_was_lost(self):
        tx = self.captured()
        event = self.gateway.event("PAYMENT.CAPTURE.COMPLETED")
        self.deliver_all(event)
        self.assertEqual((tx.state, tx.payment_id.amount, self.inbox(event).state), ("done", 60.0, "done"))
        self.assertEqual(self.inbox(event).transaction_id, tx)
        payment = tx.payment_id
        self.deliver_all(event, self.gateway.event("CHECKOUT.ORDER.COMPLETED"), event)
        self.assertEqual((tx.payment_id, len(self.inbox(event))), (payment, 1))

    def test_an_echeck_waits_until_it_clears(self):
        tx = self.begin()
        self.gateway.approve(tx.paypal_order_id)
        self.gateway.outcomes = [("PENDING", "ECHECK")]
        self.assertFalse(self.complete(tx))
        self.assertEqual((tx.state, bool(tx.payment_id)), ("pending", False))
        self.assertIn("eCheck", tx.state_message)
        # an order is complete though its capture is not
        self.deliver_all(self.gateway.event("CHECKOUT.ORDER.COMPLETED"), self.gateway.event("PAYMENT.CAPTURE.PENDING"))
        self.assertEqual(tx.state, "pending")
        self.deliver_all(self.gateway.settle(tx.provider_reference))
        self.assertEqual((tx.state, tx.payment_id.amount), ("done", 60.0))

    def test_an_echeck_that_bounces_is_no_payment(self):
        tx = self.captured("PENDING", "ECHECK")
        self.deliver_all(self.gateway.event("PAYMENT.CAPTURE.PENDING"))
        self.deliver_all(self.gateway.settle(tx.provider_reference, "DENIED"))
        self.assertEqual((tx.state, bool(tx.payment_id)), ("cancel", False))
        self.assertIn("Nothing was charged", tx.state_message)

    def test_any_order_of_events_ends_the_same(self):
        for number, order in enumerate([(0, 1, 2), (2, 1, 0), (1, 2, 0)]):
            with self.subTest(order=order):
                tx = self.captured("PENDING", "PENDING_REVIEW", reference=f"INV/2026/2{number}")
                events = [self.gateway.event("PAYMENT.CAPTURE.PENDING"), self.gateway.event("CHECKOUT.ORDER.COMPLETED")]
                events.append(self.gateway.settle(next(reversed(self.gateway.captures))))
                self.deliver_all(*(events[place] for place in order))
                self.assertEqual((tx.state, tx.payment_id.amount), ("done", 60.0))

    def test_an_approval_alone_moves_nothing(self):
        tx = self.begin()
        event = self.gateway.approve(tx.paypal_order_id)
        self.deliver_all(event)
        self.assertEqual((tx.state, self.inbox(event).state), ("draft", "ignored"))
        self.assertFalse(self.complete(tx))
        self.assertEqual(tx.state, "done")

    def test_forged_notifications_are_refused(self):
        tx = self.captured()
        event = self.gateway.event("PAYMENT.CAPTURE.COMPLETED")
        troubles = {
            "amount": {"body": self.tampered(event, "resource", "amount", "value", value="6000.00")},
            "currency": {"body": self.tampered(event, "resource", "amount", "currency_code", value="USD")},
            "payment": {"body": self.tampered(event, "resource", "custom_id", value="INV/2026/00099")},
            "signature": {"PAYPAL_TRANSMISSION_SIG": "0" * 64},
            "time": {"PAYPAL_TRANSMISSION_TIME": "2020-01-01T00:00:00Z"},
            "id": {"PAYPAL_TRANSMISSION_ID": "replayed"},
            "certificate": {"PAYPAL_CERT_URL": "https://evil.example/cert"},
            "algorithm": {"PAYPAL_AUTH_ALGO": "none"},
            "another merchant's webhook": {"webhook_id": "WH-2"},
        }
        for what, trouble in troubles.items():
            with self.subTest(what=what):
                log = self.assertRefused(lambda trouble=trouble: self.deliver(event, **trouble))
                self.assertNotIn("INV/2026", log)
        self.assertEqual(tx.state, "draft")

    def test_a_notification_without_all_of_its_signature_is_refused_without_asking_paypal(self):
        self.captured()
        event, asked = self.gateway.event("PAYMENT.CAPTURE.COMPLETED"), len(self.gateway.asked)
        for header in PAYPAL_HEADERS:
            with self.subTest(header=header):
                missing = {header.replace("-", "_"): None}
                self.assertRefused(lambda missing=missing: self.deliver(event, **missing))
        self.assertEqual(len(self.gateway.asked), asked)

    def test_what_is_no_notification_is_refused_without_asking_paypal(self):
        asked = len(self.gateway.asked)
        bodies = [b"", b"{", b"[]", b"5", b'"x"', b"{}", b"\xff\xfe", b'{"id": 5, "event_type": []}', b"[" * 90000]
        for body in (*bodies, b'{"id": "' + b"x" * 600_000 + b'", "event_type": "PAYMENT.CAPTURE.COMPLETED"}'):
            with self.subTest(body=body[:30]):
                self.assertRefused(lambda body=body: self.deliver(body))
        self.assertEqual(len(self.gateway.asked), asked)

    def test_a_genuine_notification_of_strange_content_is_kept_and_no_crash(self):
        resources = [None, [], "x", {"amount": []}, {"links": "x"}, {"links": [5]}, {"disputed_transactions": {"a": 1}}]
        names = ("PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.REFUNDED", "CUSTOMER.DISPUTE.CREATED")
        for resource in (*resources, {"purchase_units": [None]}, {"id": {"a": 1}, "custom_id": ["x"]}):
            for name in names:
                with self.subTest(resource=resource, name=name):
                    event = self.gateway.notify(name, "x", resource) | {"create_time": "yesterday"}
                    self.assertEqual(self.deliver(event).status_code, 200)
                    self.assertIn(self.inbox(event).state, ("ignored", "failed"))

    def test_types_that_nobody_asked_for_are_taken_and_forgotten(self):
        event = self.gateway.notify("BILLING.PLAN.CREATED", "plan", {"id": "P-1"})
        asked = len(self.gateway.asked)
        self.deliver_all(event)
        self.assertEqual((len(self.inbox(event)), len(self.gateway.asked)), (0, asked))

    def test_a_notification_about_nothing_of_ours_is_ignored(self):
        tx = self.captured()
        event = self.gateway.event("PAYMENT.CAPTURE.COMPLETED")
        for name in ("id", "custom_id"):
            event["resource"][name] = "of another shop"
        event["resource"]["supplementary_data"]["related_ids"]["order_id"] = "ORDER-OF-ANOTHER-SHOP"
        self.deliver_all(event)
        self.assertEqual((self.inbox(event).state, tx.state), ("ignored", "draft"))

    def test_a_capture_of_another_payment_books_nothing_here(self):
        """Signed, but about a capture that PayPal itself says is another payment's."""
        paid, other = self.paid(), self.begin(reference="INV/2026/00002")
        event = self.gateway.event("PAYMENT.CAPTURE.COMPLETED")
        event["resource"]["custom_id"] = other.reference
        event["resource"]["supplementary_data"]["related_ids"]["order_id"] = other.paypal_order_id
        self.deliver_all(event)
        self.assertEqual((other.state, paid.state), ("draft", "done"))
        self.assertEqual(self.inbox(event).state, "failed")
        self.assertIn("another payment", self.inbox(event).note)
        self.assertEqual(len(self.inbox(event).activity_ids), 1)

    def test_while_paypal_cannot_be_asked_a_notification_is_refused_and_comes_again(self):
        tx = self.captured()
        event = self.gateway.event("PAYMENT.CAPTURE.COMPLETED")
        for trouble in ({"status": 503}, {"status": 400}, {"cut": True}, {"body": b"<html>"}, {"body": {}}):
            with self.subTest(trouble=trouble), mute_logger(PROVIDER):
                self.gateway.fail("verify-webhook-signature", **trouble)
                self.assertRefused(lambda: self.deliver(event))
        self.deliver_all(event)
        self.assertEqual(tx.state, "done")

    def test_when_paypal_fails_after_it_confirmed_the_event_is_tried_again(self):
        tx = self.captured()
        event = self.gateway.event("PAYMENT.CAPTURE.COMPLETED")
        self.gateway.fail("/v2/payments/captures/", cut=True)
        self.deliver_all(event)
        self.assertEqual((tx.state, self.inbox(event).state), ("draft", "failed"))
        self.inbox(event).action_try_again()
        self.assertEqual((tx.state, self.inbox(event).state), ("done", "done"))

    def test_nothing_is_taken_while_there_is_no_webhook_id(self):
        self.captured()
        self.env.flush_all()
        self.env.cr.execute("UPDATE payment_provider SET paypal_webhook_id = NULL WHERE code = 'paypal'")
        self.env.invalidate_all()
        self.assertRefused(lambda: self.deliver(self.gateway.event("PAYMENT.CAPTURE.COMPLETED")))

    def test_nothing_of_who_paid_is_kept(self):
        tx = self.begin()
        event = self.gateway.approve(tx.paypal_order_id)
        self.deliver_all(event)
        self.assertNotIn("payer@example.com", str(self.inbox(event).payload))
        self.assertNotIn("PAYER1", str(self.inbox(event).payload))
