"""Refunds, made here or in Stripe's dashboard."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import StripeStandInCase


@tagged("post_install", "-at_install")
class TestStripeRefund(StripeStandInCase):
    def refunds(self, tx):
        return tx.child_transaction_ids.filtered(lambda child: child.operation == "refund").sorted("id")

    def refund_there(self, tx, amount):
        """Refund in Stripe's dashboard."""
        return self.stripe.post("refunds", payment_intent=tx.provider_reference, amount=round(amount * 100))

    def test_a_refund_here_is_booked_once(self):
        tx = self._charge()
        refund = tx._refund(20)
        self.assertEqual((refund.state, refund.payment_id.payment_type, self._money()), ("done", "outbound", 40))
        told = self._told("charge.refunded", "refund.created", count=2)
        self.assertEqual(self._deliver(*told, *reversed(told)), [200] * 4)
        self.assertEqual((len(self.refunds(tx)), self._money(), self._owed()), (1, 40, 20))

    def test_refunds_in_the_dashboard_are_booked_once_each(self):
        tx = self._charge()
        self.refund_there(tx, 10)
        self.refund_there(tx, 15)
        told = self._told("charge.refunded", "refund.created", count=4)
        self._deliver(*reversed(told), *told)
        self.assertEqual(sorted(self.refunds(tx).mapped("amount")), [-15, -10])
        self.assertEqual((self._money(), self._owed()), (35, 25))
        self.assertEqual(set(self._events().mapped("state")), {"done"})

    def test_a_refund_that_is_told_before_its_payment_waits_for_it(self):
        _customer, card = self.stripe.customer()
        tx = self._tx(reference="EARLY")
        currency = self.currency.name.lower()
        intent = self.stripe.post(
            "payment_intents", amount=6000, currency=currency, description="EARLY", payment_method=card, confirm="true"
        )
        tx.provider_reference = intent["id"]
        self.refund_there(tx, 60)
        self._deliver(*self._told("charge.refunded"))
        self.assertEqual((tx.state, self.refunds(tx).amount, self._money(), self._owed()), ("done", -60, 0, 60))

    def test_a_refund_that_fails_later_is_the_customers_money_again(self):
        tx = self._charge()
        refund = tx._refund(60)
        self.assertEqual((self._money(), self._owed()), (0, 60))
        self.stripe.change("refund", refund.provider_reference, status="failed", failure_reason="lost_or_stolen_card")
        told = self._told("refund.failed")
        self._deliver(*told, *told)
        self.assertEqual((refund.state, self._money(), self._owed()), ("error", 60, 0))
        self.assertIn("lost or stolen", refund.state_message)
        self.assertIn(refund.reference, self.acme.activity_ids.summary)
        self._deliver(*self._told("charge.refunded"))
        self.assertEqual((refund.state, self._money()), ("error", 60))

    def test_failed_before_it_was_told_that_it_was_made(self):
        tx = self._charge()
        refund = self.refund_there(tx, 60)
        self.stripe.change("refund", refund["id"], status="failed")
        self._deliver(*self._told("refund.failed"), *self._told("charge.refunded"), *self._told("refund.created"))
        self.assertEqual((len(self.refunds(tx)), self._money()), (0, 60))

    def test_a_refund_whose_answer_is_lost_is_made_once_and_known_by_our_name(self):
        tx = self._charge()
        self.stripe.fail("/refunds$", method="POST", cut=True, after=True)
        refund = tx._refund(60)
        self.assertEqual((refund.state, self._money()), ("pending", 60))
        self._deliver(*self._told("charge.refunded"))
        self.assertEqual((self.refunds(tx), refund.state, self._money()), (refund, "done", 0))

    @mute_logger("odoo.addons.payment.models.payment_provider")
    def test_while_stripe_does_not_answer_a_notification_is_tried_again(self):
        tx = self._charge()
        self.refund_there(tx, 60)
        self.stripe.fail("/refunds$", method="GET", status=503)
        self._deliver(*self._told("charge.refunded"))
        event = self._events(kind="refund")
        self.assertEqual((event.state, len(self.refunds(tx))), ("failed", 0))
        event.action_try_again()
        self.assertEqual((event.state, len(self.refunds(tx)), self._money()), ("done", 1, 0))

    def test_a_refund_that_is_sent_again_is_made_once(self):
        """As when PostgreSQL makes Odoo run the request again."""
        tx = self._charge()
        for _time in range(2):
            with self.env.cr.savepoint() as savepoint:
                tx._refund(20)
                savepoint.rollback()
        asked = [asked for asked in self.stripe.asked if asked.path.endswith("refunds") and asked.method == "POST"]
        self.assertEqual(len({asked.headers["Idempotency-Key"] for asked in asked}), 1)
        self.assertEqual(self.stripe.count("/refunds$", "POST"), 2)
        intent = self.stripe.get(f"payment_intents/{tx.provider_reference}")
        self.assertEqual(intent["latest_charge"]["amount_refunded"], 2000)
