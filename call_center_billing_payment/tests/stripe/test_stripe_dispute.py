"""Chargebacks as Stripe tells them, in any order."""

import itertools

from odoo.tests import tagged

from .common import StripeStandInCase

DUE = 1797033540  # 2026-12-11 23:59:00 UTC


@tagged("post_install", "-at_install")
class TestStripeDispute(StripeStandInCase):
    def disputed(self, reference="CARD-1", **values):
        """A payment that is disputed, and the dispute."""
        tx = self._charge(reference=reference)
        charge = self.stripe.get(f"payment_intents/{tx.provider_reference}")["latest_charge"]["id"]
        return tx, self.stripe.post("disputes", charge=charge, due_by=DUE, **values)["id"]

    def chargeback(self, tx):
        return self.env["call.chargeback"].search([("transaction_id", "=", tx.id)])

    def state(self, tx):
        """State of the chargeback, money at the gateway, what the customer owes."""
        return self.chargeback(tx).state, self._money(), self._owed()

    def test_opened_the_money_is_gone(self):
        tx, dispute = self.disputed()
        told = self._told("charge.dispute.created", "charge.dispute.funds_withdrawn", count=2)
        self.assertEqual(self._deliver(*told, *told), [200] * 4)
        self.assertEqual(self.state(tx), ("open", 0, 60))
        chargeback = self.chargeback(tx)
        self.assertEqual((chargeback.gateway_ref, chargeback.fee, chargeback.reason), (dispute, 150, "fraudulent"))
        self.assertEqual(chargeback.evidence_due.isoformat(), "2026-12-11T23:59:00")
        self.assertTrue(chargeback.activity_ids)

    def test_won_in_every_order(self):
        orders = list(itertools.permutations(range(4)))[::6]
        for number, order in enumerate(orders):
            with self.subTest(order=order):
                tx, dispute = self.disputed(f"WON-{number}")
                self.stripe.post(f"disputes/{dispute}", status="won")
                told = [each for each in self._told("charge.dispute.created", "charge.dispute.funds_withdrawn",
                        "charge.dispute.funds_reinstated", "charge.dispute.closed", count=4 * (number + 1))
                        if dispute in each.body.decode()]
                self._deliver(*(told[each] for each in order))
                self.assertEqual(self.state(tx), ("won", 60 * (number + 1), 0 - 60 * number))

    def test_lost_in_both_orders(self):
        for number, turn in enumerate((1, -1)):
            with self.subTest(turn=turn):
                tx, dispute = self.disputed(f"LOST-{number}")
                self.stripe.post(f"disputes/{dispute}", status="lost")
                told = [each for each in self._told("charge.dispute.created", "charge.dispute.closed", count=2 * (number + 1))
                        if dispute in each.body.decode()]
                self._deliver(*told[::turn])
                self.assertEqual(self.chargeback(tx).state, "lost")
                self.assertEqual((self._money(), self._owed()), (0, 60))

    def test_an_inquiry_that_is_closed(self):
        tx, dispute = self.disputed(status="warning_needs_response")
        self._deliver(*self._told("charge.dispute.created"))
        self.assertEqual(self.state(tx), ("inquiry", 60, -60 + 60))
        self.stripe.post(f"disputes/{dispute}", status="warning_closed")
        self._deliver(*self._told("charge.dispute.closed"))
        self.assertEqual(self.state(tx), ("withdrawn", 60, 0))

    def test_told_before_the_payment_is_known_stripe_is_asked(self):
        tx = self._tx(reference="EARLY")
        _customer, card = self.stripe.customer()
        intent = self.stripe.post(
            "payment_intents",
            amount=6000,
            currency=self.currency.name.lower(),
            description="EARLY",
            payment_method=card,
            confirm="true",
        )
        tx.provider_reference = intent["id"]
        self.stripe.post("disputes", charge=intent["latest_charge"]["id"])
        self._deliver(*self._told("charge.dispute.created"))
        self.assertEqual((tx.state, *self.state(tx)), ("done", "open", 0, 60))

    def test_about_somebody_elses_payment(self):
        _customer, card = self.stripe.customer()
        intent = self.stripe.post(
            "payment_intents", amount=6000, currency="xts", description="SHOP-1", payment_method=card, confirm="true"
        )
        self.stripe.post("disputes", charge=intent["latest_charge"]["id"])
        self._deliver(*self._told("charge.dispute.created"))
        self.assertEqual(self._events(kind="dispute_opened").state, "ignored")
        self.assertFalse(self.env["call.chargeback"].search([]))
