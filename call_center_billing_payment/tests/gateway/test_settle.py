"""Money is booked in the database transaction in which the gateway's word came."""

import logging
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import GatewayCase

TRANSACTION = "odoo.addons.call_center_billing_payment.models.gateway.payment_transaction"


def told(tx, amount=None, currency=None, status="succeeded"):
    """What Odoo's Stripe hands to `_process`."""
    intent = {
        "id": f"pi_{tx.reference}",
        "description": tx.reference,
        "amount": round((tx.amount if amount is None else amount) * 100),
        "currency": currency or tx.currency_id.name.lower(),
        "status": status,
    }
    return {"reference": tx.reference, "payment_intent": intent, "payment_method": None}


@tagged("post_install", "-at_install")
class TestSettle(GatewayCase):
    def test_a_payment_is_booked_at_once_and_pays_its_invoice(self):
        tx = self._tx(invoice_ids=[(6, 0, self.invoice.ids)])
        tx._process("stripe", told(tx))
        self.assertEqual((tx.state, tx.is_post_processed, tx.call_settled), ("done", True, True))
        self.assertEqual((tx.payment_id.amount, tx.payment_id.state), (60, "paid"))
        self.assertEqual(self.invoice.amount_residual, 0)
        self.assertEqual((self._owed(), self._money()), (0, 60))

    def test_told_again_nothing_is_booked_again(self):
        tx = self._tx()
        for _time in range(3):
            tx._process("stripe", told(tx))
            tx._post_process()
        self.assertEqual(len(self.env["account.payment"].search([("payment_transaction_id", "=", tx.id)])), 1)
        self.assertEqual(self._money(), 60)

    def test_a_wrong_amount_is_no_money_however_often_it_is_told(self):
        """Odoo notes the error the first time, and confirms the payment the second time."""
        for amount, currency in ((1, None), (59.99, None), (60, "xts"), (0, None)):
            with self.subTest(amount=amount, currency=currency):
                tx = self._tx(reference=f"CALL-{amount}-{currency}")
                for _time in range(2):
                    tx._process("stripe", told(tx, amount, currency))
                self.assertEqual(tx.state, "error")
                self.assertFalse(tx.payment_id)
                self.assertEqual(len(self._warnings(tx)), 1)

    def test_the_right_amount_after_a_wrong_one_is_money(self):
        tx = self._tx()
        tx._process("stripe", told(tx, 1))
        tx._process("stripe", told(tx))
        self.assertEqual((tx.state, self._money()), ("done", 60))

    def test_a_wrong_amount_for_a_payment_that_is_booked_changes_nothing(self):
        tx = self._tx()
        tx._process("stripe", told(tx))
        tx._process("stripe", told(tx, 1))
        self.assertEqual((tx.state, self._money()), ("done", 60))
        self.assertEqual(len(self._warnings(tx)), 1)

    def test_what_cannot_be_booked_now_is_left_to_the_job(self):
        tx = self._tx()
        with patch(f"{TRANSACTION}.PaymentTransaction._post_process", side_effect=UserError("locked")):
            with self.assertLogs(TRANSACTION, logging.INFO):
                tx._process("stripe", told(tx))
        self.assertEqual((tx.state, tx.is_post_processed), ("done", False))
        tx._post_process()  # as the job does
        self.assertEqual((tx.payment_id.amount, tx.call_settled), (60, True))

    def test_what_follows_goes_wrong_the_money_stays_and_a_clerk_is_told(self):
        tx = self._tx()
        follow = patch(f"{TRANSACTION}.PaymentTransaction._call_after_settled", side_effect=UserError("no receipt"))
        with follow, self.assertLogs(TRANSACTION, logging.INFO):
            tx._process("stripe", told(tx))
        self.assertEqual((tx.payment_id.amount, tx.call_settled), (60, False))
        self.assertIn("no receipt", self._warnings(tx).note)
        self._run_cron("payment_transaction_cron_ask")
        self.assertTrue(tx.call_settled)

    def test_what_follows_comes_once(self):
        tx, calls = self._tx(), []
        with patch(f"{TRANSACTION}.PaymentTransaction._call_after_settled", lambda self: calls.append(self)):
            tx._process("stripe", told(tx))
            tx._post_process()
            tx._process("stripe", told(tx))
        self.assertEqual(calls, [tx])

    def test_a_payment_registered_before_it_is_charged_is_posted_by_its_own_way(self):
        tx = self._tx(operation="offline")
        payment = self.env["account.payment"].create(
            {"payment_type": "inbound", "partner_id": self.acme.id, "amount": 60, "journal_id": self.journal.id}
        )
        payment.payment_transaction_id, tx.payment_id = tx, payment
        tx._process("stripe", told(tx))
        self.assertEqual((tx.is_post_processed, payment.state), (False, "draft"))
        tx._post_process()
        self.assertFalse(tx.call_settled)
        payment.action_post()
        self.assertTrue(tx.call_settled)
        self.assertEqual(len(self.env["account.payment"].search([("payment_transaction_id", "=", tx.id)])), 1)

    def test_a_transaction_cannot_have_two_payments(self):
        payment = self._paid().payment_id
        self.assertFalse(payment.copy().payment_transaction_id)

    def _warnings(self, tx):
        return self.acme.activity_ids.filtered(lambda activity: tx.reference in activity.summary)
