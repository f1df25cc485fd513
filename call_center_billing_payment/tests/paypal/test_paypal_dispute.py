"""Disputes: the same money is told of up to three times, and booked once."""

from datetime import datetime

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PaypalCase

#: of a dispute, its claim, its reversal and its end: each comes first and last, before and after each other
ORDERS = [(0, 1, 2, 3), (3, 2, 1, 0), (0, 2, 1, 3), (0, 2, 3, 1), (2, 0, 3, 1), (1, 3, 0, 2)]
REVERSED, REFUNDED = "PAYMENT.CAPTURE.REVERSED", "PAYMENT.CAPTURE.REFUNDED"


@tagged("post_install", "-at_install")
class TestPaypalDispute(PaypalCase):
    def disputed(self, value="60.00", **vals):
        """(a payment of 60.00, PayPal's dispute about it); nothing was told yet."""
        tx = self.paid(**vals)
        return tx, self.gateway.dispute(tx.provider_reference, value)

    def created(self):
        return self.gateway.event("CUSTOMER.DISPUTE.CREATED")

    def claim(self, dispute):
        """PayPal looks into it, and has the money meanwhile."""
        return self.gateway.update_dispute(dispute, dispute_life_cycle_stage="CHARGEBACK")

    def chargeback(self, tx):
        return self.env["call.chargeback"].search([("transaction_id", "=", tx.id)])

    def test_while_they_talk_no_money_is_taken(self):
        tx, dispute = self.disputed()
        self.deliver_all(self.created())
        chargeback = self.chargeback(tx)
        self.assertEqual((chargeback.state, chargeback.gateway_ref), ("inquiry", dispute["dispute_id"]))
        self.assertEqual((chargeback.reason, chargeback.amount), ("UNAUTHORISED", 60))
        self.assertEqual(chargeback.evidence_due, datetime(2026, 11, 22, 8))
        self.assertEqual((len(chargeback.activity_ids), self.owed()), (1, -60))
        self.deliver_all(self.gateway.resolve(dispute, "CANCELED_BY_BUYER"))
        self.assertEqual((chargeback.state, self.owed()), ("withdrawn", -60))

    def test_a_claim_takes_the_money_and_a_won_one_brings_it_back(self):
        for outcome in ("RESOLVED_SELLER_FAVOR", "RESOLVED_WITH_PAYOUT"):
            with self.subTest(outcome=outcome):
                tx, dispute = self.disputed(reference=f"INV/{outcome}")
                before = self.owed()
                self.deliver_all(self.created(), self.claim(dispute), self.claim(dispute))
                self.assertEqual((self.chargeback(tx).state, self.owed()), ("open", before + 60))
                ended = self.gateway.resolve(dispute, outcome)
                self.deliver_all(ended, ended)
                self.assertEqual((self.chargeback(tx).state, self.owed()), ("won", before))

    def test_any_order_of_a_lost_dispute_ends_the_same(self):
        for number, order in enumerate(ORDERS):
            with self.subTest(order=order):
                tx, dispute = self.disputed(reference=f"INV/2026/3{number}")
                before = self.owed()
                events = [self.created(), self.claim(dispute)]
                self.gateway.reverse(tx.provider_reference, "60.00")
                events += [self.gateway.event(REVERSED), self.gateway.resolve(dispute, "RESOLVED_BUYER_FAVOUR")]
                self.deliver_all(*(events[place] for place in order))
                chargeback = self.chargeback(tx)
                self.assertEqual(chargeback.mapped("state"), ["lost"])
                self.assertEqual((chargeback.gateway_ref, self.owed()), (dispute["dispute_id"], before + 60))

    def test_money_that_is_taken_without_a_dispute(self):
        tx = self.paid()
        self.gateway.reverse(tx.provider_reference, "25.00")
        event = self.gateway.event(REVERSED)
        self.deliver_all(event, event)
        self.assertEqual((self.chargeback(tx).state, self.chargeback(tx).amount, self.owed()), ("lost", 25, -35))

    def test_a_reversal_of_which_paypal_sends_the_capture(self):
        tx = self.paid()
        capture = self.capture_of(tx) | {"status": "REFUNDED"}
        self.deliver_all(self.gateway.notify(REVERSED, "capture", capture))
        self.assertEqual((self.chargeback(tx).state, self.owed()), ("lost", 0))
        other = self.paid(reference="INV/2026/00002")
        event = self.gateway.notify(REVERSED, "capture", self.capture_of(other) | {"status": "PARTIALLY_REFUNDED"})
        self.deliver_all(event)
        self.assertEqual((self.inbox(event).state, self.owed()), ("failed", -60))
        self.assertIn("does not say how much", self.inbox(event).note)

    def test_a_dispute_that_gives_the_customer_a_part(self):
        for number, order in enumerate([(0, 1, 2), (0, 2, 1), (2, 1, 0)]):
            with self.subTest(order=order):
                tx, dispute = self.disputed(reference=f"INV/2026/4{number}")
                before = self.owed()
                events = [self.claim(dispute), self.gateway.resolve(dispute, "RESOLVED_BUYER_FAVOUR", "15.00")]
                self.gateway.refund_by_hand(tx.provider_reference, "15.00")
                events.append(self.gateway.event(REFUNDED))
                self.deliver_all(*(events[place] for place in order))
                self.assertEqual(self.chargeback(tx).state, "lost")
                self.assertEqual(self.owed(), before + 15)

    def test_a_dispute_that_we_end_by_giving_the_money_back(self):
        for number, order in enumerate([(0, 1, 2), (0, 2, 1), (2, 1, 0)]):
            with self.subTest(order=order):
                tx, dispute = self.disputed(reference=f"INV/2026/5{number}")
                before = self.owed()
                events = [self.claim(dispute)]
                self.gateway.refund_by_hand(tx.provider_reference, "60.00")
                events += [self.gateway.event(REFUNDED), self.gateway.resolve(dispute, "CANCELED_BY_BUYER")]
                self.deliver_all(*(events[place] for place in order))
                self.assertEqual(self.owed(), before + 60)

    def test_what_a_dispute_holds_cannot_be_refunded_too(self):
        tx, dispute = self.disputed("40.00")
        self.deliver_all(self.claim(dispute))
        with self.assertRaisesRegex(UserError, "no more than"):
            tx._refund(amount_to_refund=30)
        self.assertFalse(self.gateway.refunds)

    def test_an_end_that_we_do_not_know_is_left_to_a_person(self):
        tx, dispute = self.disputed()
        self.deliver_all(self.claim(dispute))
        event = self.gateway.resolve(dispute, "SOMETHING_NEW")
        self.deliver_all(event)
        self.assertEqual((self.inbox(event).state, self.chargeback(tx).state), ("failed", "open"))
        self.assertIn("SOMETHING_NEW", self.inbox(event).note)

    def test_a_dispute_about_more_than_was_paid_takes_nothing(self):
        tx, dispute = self.disputed("600.00")
        event = self.claim(dispute)
        self.deliver_all(event)
        self.assertEqual((self.inbox(event).state, self.owed()), ("failed", -60))
        self.assertFalse(self.chargeback(tx))
