"""Saved cards are charged once, whatever becomes of the answer."""

from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..standin.stripe import DECLINED
from .common import StripeStandInCase

PROVIDER = "odoo.addons.payment.models.payment_provider"
INTENTS = "/payment_intents$"


@tagged("post_install", "-at_install")
class TestStripeCharge(StripeStandInCase):
    def test_a_charge_is_booked_and_its_notification_changes_nothing(self):
        before = len(self.stripe.charges())
        tx = self._charge(118.75, invoice_ids=[(6, 0, self.invoice.ids)])
        self.assertEqual((tx.state, tx.payment_id.amount, self.invoice.amount_residual), ("done", 118.75, 0))
        self.assertEqual(self._deliver(*self._told("payment_intent.succeeded") * 2), [200, 200])
        self.assertEqual((self._money(), len(self.stripe.charges()) - before), (118.75, 1))
        self.assertEqual(self._events(kind="payment").state, "ignored")

    @mute_logger(PROVIDER)
    def test_a_declined_card_is_no_money(self):
        tx = self._charge(reference="DECLINED", number=DECLINED)
        self.assertEqual((tx.state, bool(tx.payment_id)), ("error", False))
        self.assertIn("declined", tx.state_message)
        self._deliver(*self._told("payment_intent.payment_failed"))
        self.assertEqual(tx.state, "error")

    def test_stripe_learns_what_it_is_about(self):
        tx = self._charge(reference="NAMED")
        metadata = self.stripe.get(f"payment_intents/{tx.provider_reference}")["metadata"]
        self.assertEqual((metadata["odoo_reference"], metadata["odoo_partner"]), ("NAMED", str(self.acme.id)))

    def test_no_answer_is_no_error_and_the_notification_settles_it(self):
        self.stripe.fail(INTENTS, method="POST", cut=True, after=True)
        tx = self._charge(reference="LOST")
        self.assertEqual((tx.state, tx.call_unsure), ("pending", True))
        self.assertIn("do not pay a second time", tx.state_message)
        self._deliver(*self._told("payment_intent.succeeded"))
        self.assertEqual((tx.state, tx.call_unsure, self._money()), ("done", False, 60))

    def test_no_answer_and_no_notification_stripe_is_asked(self):
        for number, trouble in enumerate(({"cut": True}, {"status": 500}, {"status": 409})):
            with self.subTest(trouble=trouble), mute_logger(PROVIDER):
                before = len(self.stripe.charges())
                self.stripe.fail(INTENTS, method="POST", after=True, **trouble)
                tx = self._charge(10, f"ASKED-{number}")
                self.assertEqual((tx.state, tx.provider_reference), ("pending", False))
                self._ask(tx)
                self.assertEqual((tx.state, tx.payment_id.amount), ("done", 10))
                self.assertEqual(len(self.stripe.charges()) - before, 1)

    def test_a_charge_that_was_never_made_is_an_error_after_an_hour(self):
        self.stripe.fail(INTENTS, method="POST", cut=True)
        tx = self._charge(reference="NEVER")
        self._ask(tx)
        self.assertEqual((tx.state, tx.call_asks), ("pending", 1))
        self._ask(tx, minutes=70)
        self.assertEqual((tx.state, tx.call_asks), ("error", 2))
        self.assertIn("not made", tx.state_message)

    @mute_logger(PROVIDER)
    def test_while_stripe_is_down_nothing_is_known(self):
        self.stripe.fail(INTENTS, method="POST", cut=True, after=True)
        tx = self._charge(reference="DOWN")
        self.stripe.fail(INTENTS, method="GET", status=503)
        self._ask(tx, minutes=70)
        self.assertEqual(tx.state, "pending")
        self._ask(tx, minutes=70)
        self.assertEqual(tx.state, "done")

    @mute_logger(PROVIDER)
    def test_what_cannot_be_reached_was_not_charged(self):
        self.stripe.fail(INTENTS, method="POST", status=400, body={"error": {"message": "No such customer"}})
        tx = self._charge(reference="REFUSED")
        self.assertEqual((tx.state, tx.call_unsure), ("error", False))
        self.assertIn("No such customer", tx.state_message)

    def test_gateways_are_asked_later_and_later(self):
        tx = self._tx(reference="PAGE", provider_reference=self.stripe.post(
            "payment_intents", amount=6000, currency=self.currency.name.lower(), description="PAGE")["id"])
        pauses = []
        for _time in range(9):
            self._ask(tx, minutes=70)
            pauses.append(tx.call_ask_at - self.env.cr.now())
        self.assertEqual((tx.state, pauses), ("draft", sorted(pauses)))
        self.assertLess(max(pauses), timedelta(days=1, minutes=1))

    def test_a_request_that_is_sent_again_charges_once(self):
        """As when PostgreSQL makes Odoo run the request again: what it had written is undone."""
        before, token = len(self.stripe.charges()), self._token()
        for _time in range(3):
            with self.env.cr.savepoint() as savepoint:
                tx = self._tx(reference="AGAIN", token_id=token.id, operation="online_token")
                tx._charge_with_token()
                self.assertEqual(tx.state, "done")
                savepoint.rollback()
        asked = [asked for asked in self.stripe.asked if asked.path.endswith("payment_intents")]
        self.assertEqual(len({asked.headers["Idempotency-Key"] for asked in asked}), 1)
        self.assertEqual((len(asked), len(self.stripe.charges()) - before), (3, 1))

    def _ask(self, tx, minutes=11):
        """Time goes by, and the job runs."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_transaction SET call_ask_at = NULL, create_date = create_date - %s * interval '1 minute' "
            "WHERE id = %s",
            [minutes, tx.id],
        )
        self.env.invalidate_all()
        self._run_cron("payment_transaction_cron_ask")
