"""Stripe's notifications: each once, whatever order they come in; forged ones not at all."""

import json
import time

from odoo.tests import tagged

from ..common import REFUSALS, sign
from ..standin.stripe import SECRET
from .common import StripeStandInCase


def changed(notification, secret=SECRET, ref=None, **values):
    """The notification with other values in its object, signed anew: (body, header)."""
    event = json.loads(notification.body)
    event["data"]["object"].update(values)
    event["id"] = ref or event["id"]
    body = json.dumps(event).encode()
    return body, sign(body, secret, int(time.time()))


@tagged("post_install", "-at_install")
class TestStripeEvents(StripeStandInCase):
    def waiting(self, reference="WAITS"):
        """A payment on Stripe's page, and the notification that it went through."""
        tx = self._tx(reference=reference, invoice_ids=[(6, 0, self.invoice.ids)])
        _customer, card = self.stripe.customer()
        currency = self.currency.name.lower()
        self.stripe.post(
            "payment_intents", amount=6000, currency=currency, description=reference, payment_method=card, confirm="true"
        )
        return tx, self._told("payment_intent.succeeded")[0]

    def test_a_payment_is_booked_in_the_request_that_tells_it(self):
        tx, told = self.waiting()
        self.assertEqual(self._deliver(told, told, told), [200, 200, 200])
        self.assertEqual((tx.state, tx.call_settled, self._money()), ("done", True, 60))
        self.assertEqual((self._owed(), len(self._events())), (0, 1))
        self.assertEqual((self._events().state, self._events().transaction_id), ("done", tx))

    def test_wrong_amounts_currencies_and_references_are_no_money(self):
        tx, told = self.waiting()
        wrong = ({"amount": 100}, {"amount": 6001}, {"currency": "xts"}, {"amount": 0}, {"description": "NOBODY'S"})
        for number, values in enumerate(wrong):
            for time_ in range(2):
                with self.subTest(values=values, time=time_):
                    self.assertEqual(self._post(*changed(told, ref=f"evt_{number}_{time_}", **values)).status_code, 200)
                    self.assertNotEqual(tx.state, "done")
                    self.assertFalse(tx.payment_id)
        self.assertTrue(self.acme.activity_ids)
        self.assertIn("doesn't match", tx.state_message)
        self._deliver(told)
        self.assertEqual((tx.state, self._money()), ("done", 60))

    def test_forged_and_old_notifications_leave_nothing(self):
        tx, told = self.waiting()
        body = told.body
        wrong = (
            sign(body, "whsec_wrong", int(time.time())),
            sign(body, SECRET, int(time.time()) - 601),
            sign(body + b" ", SECRET, int(time.time())),
            "t=1,v1=aa",
            "",
        )
        for header in wrong:
            with self.subTest(header=header), self.assertLogs(REFUSALS, "WARNING"):
                self.assertEqual(self._post(body, header).status_code, 403)
        self.assertEqual((tx.state, len(self._events())), ("draft", 0))

    def test_what_is_signed_and_no_event_is_refused_without_an_error(self):
        for body in (b"[]", b"{}", b"x", b'{"id": 1, "type": 2, "data": {"object": {"id": 3}}}', b'{"data": null}', b"\x00"):
            with self.subTest(body=body):
                self.assertEqual(self._post(body, sign(body, SECRET, int(time.time()))).status_code, 400)

    def test_older_news_change_nothing(self):
        tx, told = self.waiting()
        self._deliver(told)
        for number, status in enumerate(("processing", "requires_payment_method", "canceled", "requires_action")):
            self.assertEqual(self._post(*changed(told, ref=f"evt_{number}", status=status)).status_code, 200)
        self.assertEqual((tx.state, set(self._events().mapped("state"))), ("done", {"done", "ignored"}))

    def test_paid_after_it_was_cancelled_or_refused_is_paid(self):
        for state in ("cancel", "error"):
            with self.subTest(state=state):
                tx, _told = self.waiting(reference=f"LATE-{state}")
                tx.state = state
                told = next(each for each in self._told("payment_intent.succeeded", count=1 if state == "cancel" else 2)
                            if tx.reference in each.body.decode())
                self._deliver(told)
                self.assertEqual((tx.state, tx.payment_id.amount), ("done", 60))

    def test_paid_twice_is_told_to_a_clerk(self):
        tx, told = self.waiting()
        self._deliver(told)
        self._post(*changed(told, ref="evt_second", id="pi_another"))
        event = self._events(event_ref="evt_second")
        self.assertEqual((event.state, len(event.activity_ids), self._money()), ("failed", 1, 60))
        self.assertIn("paid twice", event.note)
        self.assertEqual(tx.provider_reference, json.loads(told.body)["data"]["object"]["id"])

    def test_money_of_ours_that_was_lost_is_told_and_that_of_others_is_not(self):
        _tx, told = self.waiting()
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        ours = {"odoo_database": uuid, "odoo_reference": "GONE"}
        self._post(*changed(told, ref="evt_ours", id="pi_1", description="GONE", metadata=ours))
        self._post(*changed(told, ref="evt_theirs", id="pi_2", description="SHOP-17", metadata={}))
        self.assertEqual(self._events(event_ref="evt_theirs").state, "ignored")
        event = self._events(event_ref="evt_ours")
        self.assertEqual((event.state, len(event.activity_ids)), ("failed", 1))
        self.assertIn("GONE", event.note)

    def test_nothing_of_cards_or_persons_is_kept(self):
        _tx, told = self.waiting()
        secrets = {"client_secret": "pi_secret_1", "receipt_email": "anna@example.com", "card": {"last4": "4242"}}
        self._post(*changed(told, **secrets, charges={"data": [{"payment_method_details": {"card": {"last4": "4242"}}}]}))
        kept = self._events().payload_text
        for word in ("secret", "anna", "4242", "charges"):
            self.assertNotIn(word, kept)

    def test_a_payment_of_another_provider_is_not_taken_by_its_secret(self):
        _tx, told = self.waiting()
        self.provider.copy({"state": "disabled", "stripe_webhook_secret": "whsec_other"})
        with self.assertLogs(REFUSALS, "WARNING"):
            self.assertEqual(self._post(*changed(told, "whsec_other")).status_code, 403)
        self.assertFalse(self._events())
