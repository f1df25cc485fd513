"""Answers that do not come: money moves once or not at all, and the customer knows what happened."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import PROVIDER, PaypalCase

CAPTURE = "/capture$"


@tagged("post_install", "-at_install")
class TestPaypalLost(PaypalCase):
    def approved(self, **vals):
        tx = self.begin(**vals)
        self.gateway.approve(tx.paypal_order_id)
        return tx

    def aged(self, tx, **age):
        """As if the payment had begun earlier."""
        self.env.flush_all()
        since = fields.Datetime.now() - timedelta(**age)
        self.env.cr.execute("UPDATE payment_transaction SET create_date = %s WHERE id = %s", [since, tx.id])
        self.env.invalidate_all()

    def ask(self, tx):
        """What the scheduled action does when the time has come."""
        with mute_logger(PROVIDER):
            tx._call_ask()

    def test_an_answer_that_is_lost_is_asked_for_again_at_once(self):
        tx = self.approved()
        self.gateway.fail(CAPTURE, cut=True, after=True)
        self.assertFalse(self.complete(tx))
        self.assertEqual((tx.state, len(self.gateway.captures)), ("done", 1))
        asked = [asked.headers["PayPal-Request-Id"] for asked in self.gateway.asked if asked.path.endswith("/capture")]
        self.assertEqual((len(asked), len(set(asked))), (2, 1))

    def test_a_capture_whose_answers_are_lost_waits_and_is_found_later(self):
        for trouble in ({"cut": True}, {"status": 503}, {"body": b'{"id": '}, {"body": b"{", "cut": True}):
            with self.subTest(trouble=trouble):
                tx = self.approved(reference=f"INV/{trouble}")
                self.gateway.fail(CAPTURE, after=True, times=2, **trouble)
                with mute_logger(PROVIDER):
                    self.assertFalse(self.complete(tx))
                self.assertEqual((tx.state, bool(tx.payment_id)), ("pending", False))
                self.assertIn("do not pay again", tx.state_message)
                self.ask(tx)
                self.assertEqual((tx.state, tx.payment_id.amount), ("done", 60.0))
        self.assertEqual(len(self.gateway.captures), 4)

    def test_a_capture_that_never_reached_paypal_is_made_later_once(self):
        tx = self.approved()
        self.gateway.fail(CAPTURE, cut=True, times=2)
        self.complete(tx)
        self.assertEqual((tx.state, self.gateway.captures), ("pending", {}))
        self.ask(tx)
        self.assertEqual((tx.state, len(self.gateway.captures)), ("done", 1))

    def test_while_paypal_is_down_nothing_changes(self):
        tx = self.approved()
        self.gateway.fail(status=503, times=9)
        with mute_logger(PROVIDER):
            self.complete(tx)
        self.ask(tx)
        self.assertEqual((tx.state, tx.call_asks), ("pending", 1))

    def test_coming_back_again_while_it_waits_captures_no_second_time(self):
        tx = self.approved()
        self.gateway.fail(CAPTURE, cut=True, after=True, times=2)
        self.complete(tx)
        self.assertEqual(tx.state, "pending")
        self.assertFalse(self.complete(tx))
        self.assertEqual((tx.state, len(self.gateway.captures)), ("done", 1))

    def test_an_order_that_paypal_has_captured_already_is_looked_up(self):
        """PayPal keeps request ids for hours only; an order with its intent can be captured once for ever."""
        tx = self.approved()
        self.gateway._capture_order(None, tx.paypal_order_id)
        with mute_logger(PROVIDER):
            self.assertFalse(self.complete(tx))
        self.assertEqual((tx.state, len(self.gateway.captures)), ("done", 1))

    def test_a_customer_who_agreed_and_did_not_come_back_is_not_charged(self):
        tx = self.approved()
        self.ask(tx)
        self.assertEqual((tx.state, self.gateway.captures), ("draft", {}))
        self.aged(tx, hours=7)
        self.ask(tx)
        self.assertEqual((tx.state, self.gateway.captures), ("cancel", {}))
        self.assertIn("Nothing was charged", tx.state_message)

    def test_an_order_that_paypal_has_forgotten_ends(self):
        tx = self.begin()
        self.gateway.orders.clear()
        self.ask(tx)
        self.assertEqual(tx.state, "draft")  # it may be too new
        self.aged(tx, hours=1)
        self.ask(tx)
        self.assertEqual(tx.state, "cancel")

    def test_the_scheduled_action_asks_about_payments_whose_answer_was_lost(self):
        tx = self.approved()
        self.gateway._capture_order(None, tx.paypal_order_id)  # and our process was killed
        self.aged(tx, minutes=20)
        with mute_logger(PROVIDER):
            self.env.ref("call_center_billing_payment.payment_transaction_cron_ask").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(tx.state, "done")

    def test_clerks_ask_at_once_and_others_may_not(self):
        tx = self.approved()
        self.gateway._capture_order(None, tx.paypal_order_id)
        for group in ("sales", "clerk"):
            user = new_test_user(self.env, group, f"call_center_billing.call_center_billing_group_{group}")
            asking = self.env["payment.transaction"].with_user(user).browse(tx.id)
            if group == "sales":
                with self.assertRaises(AccessError):
                    asking.action_paypal_ask()
            else:
                asking.action_paypal_ask()
        self.assertEqual((tx.state, tx.payment_id.amount), ("done", 60.0))

    def test_money_that_came_after_all_counts(self):
        tx = self.approved()
        tx._set_canceled()
        self.gateway._capture_order(None, tx.paypal_order_id)
        self.deliver_all(self.gateway.event("PAYMENT.CAPTURE.COMPLETED"))
        self.assertEqual((tx.state, tx.payment_id.amount), ("done", 60.0))

    def test_a_token_that_paypal_withdrew_is_renewed(self):
        tx = self.approved()
        self.gateway.revoke_tokens()
        with mute_logger(PROVIDER):
            self.assertFalse(self.complete(tx))
        self.assertEqual((tx.state, self.gateway.count("oauth2/token")), ("done", 2))

    def test_wrong_keys_are_asked_once_and_said(self):
        self.paypal.paypal_client_secret = "wrong"
        with mute_logger(PROVIDER):
            tx = self._create_transaction("direct", reference="INV/2026/00003")
            self.assertFalse(tx._get_processing_values().get("order_id"))
        self.assertEqual((tx.state, self.gateway.count("oauth2/token")), ("error", 1))
        self.assertIn("PayPal refused", tx.state_message)

    def test_an_order_that_cannot_be_made_is_told_to_the_customer(self):
        bodies = [{"body": body} for body in (b"<html>", [], {}, {"id": ""})]
        troubles = [{"cut": True}, {"status": 500}, {"body": b"{", "cut": True}, *bodies]
        for number, trouble in enumerate(troubles):
            with self.subTest(trouble=trouble), mute_logger(PROVIDER):
                tx = self._create_transaction("direct", reference=f"INV/2026/1{number}")
                self.gateway.fail("/v2/checkout/orders$", **trouble)
                self.assertFalse(tx._get_processing_values().get("order_id"))
                self.assertEqual((tx.state, tx.paypal_order_id), ("error", False))
                self.assertIn("cannot be reached", tx.state_message)
                self.assertNotTaken("not known here", tx, order_id="")

    def test_a_token_that_cannot_be_read_is_no_crash(self):
        for body in (b"{", b"[]", b'{"access_token": ""}', b'{"access_token": "A", "expires_in": "soon"}'):
            with self.subTest(body=body), mute_logger(PROVIDER):
                tx = self._create_transaction("direct", reference=f"INV/{body}")
                self.gateway.fail("oauth2/token", body=body)
                tx._get_processing_values()
                self.assertEqual(tx.state, "error")
