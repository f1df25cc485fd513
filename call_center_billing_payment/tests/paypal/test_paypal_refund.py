"""Money goes back through PayPal once, whoever gives it."""

from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import PROVIDER, PaypalCase

REFUND = "/refund$"


@tagged("post_install", "-at_install")
class TestPaypalRefund(PaypalCase):
    def refund(self, tx, amount):
        """As an approved request does; what may go back is what Odoo's dialogue on the payment says."""
        wizard = self.env["payment.refund.wizard"].create({"payment_id": tx.payment_id.id})
        self.assertEqual((wizard.support_refund, wizard.has_pending_refund), ("partial", False))
        wizard.amount_to_refund = amount
        with mute_logger(PROVIDER):
            tx._refund(amount_to_refund=amount)
        self.env.invalidate_all()
        return tx.child_transaction_ids.sorted("id")[-1:]

    def back(self, tx):
        """What PayPal has given back of a payment."""
        return float(self.gateway.captures[tx.provider_reference]["amount"]["value"]) - float(
            self.gateway.left(tx.provider_reference)
        )

    def test_odoo_s_dialogue_asks_for_it_and_a_manager_approves(self):
        tx = self.paid()
        wizard = self.env["payment.refund.wizard"].create({"payment_id": tx.payment_id.id, "amount_to_refund": 20})
        action = wizard.action_refund()
        asked = self.env["call.refund"].with_context(**action["context"]).create({"reason": "Paid twice"})
        asked.action_ask()
        self.assertEqual((asked.amount, asked.way, self.gateway.count(REFUND)), (20, "gateway", 0))
        manager = new_test_user(self.env, "paypal_m", "call_center_billing.call_center_billing_group_manager")
        asked.with_user(manager).action_approve()
        self.env.ref("call_center_billing_payment.call_refund_cron").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((asked.state, self.back(tx), self.owed()), ("done", 20, -40))

    def test_a_part_and_then_the_rest(self):
        tx = self.paid()
        for amount, left in ((20.5, 39.5), (39.5, 0)):
            refund = self.refund(tx, amount)
            self.assertEqual((refund.state, refund.amount, refund.payment_id.amount), ("done", -amount, amount))
            self.assertEqual(refund.payment_id.payment_type, "outbound")
            self.assertEqual(tx.payment_id.amount_available_for_refund, left)
        self.assertEqual((self.back(tx), self.owed()), (60.0, 0))
        asked = [asked.json["amount"]["value"] for asked in self.gateway.asked if asked.path.endswith("/refund")]
        self.assertEqual(asked, ["20.50", "39.50"])

    def test_no_more_than_was_paid(self):
        tx = self.paid()
        self.refund(tx, 50)
        for amount in (10.01, 60):
            with self.subTest(amount=amount), self.assertRaisesRegex(UserError, "no more than"):
                tx._refund(amount_to_refund=amount)
        with self.assertRaises(ValidationError):
            self.refund(tx, 20)
        self.assertEqual((self.back(tx), self.gateway.count(REFUND)), (50, 1))

    def test_its_notification_books_it_no_second_time(self):
        tx = self.paid()
        refund = self.refund(tx, 20)
        event = self.gateway.event("PAYMENT.CAPTURE.REFUNDED")
        self.deliver_all(event, event)
        self.assertEqual((tx.child_transaction_ids, self.inbox(event).state), (refund, "done"))
        self.assertEqual(self.owed(), -40)

    def test_an_answer_that_is_lost_is_asked_for_again(self):
        tx = self.paid()
        self.gateway.fail(REFUND, cut=True, after=True)
        refund = self.refund(tx, 20)
        self.assertEqual((refund.state, bool(refund.payment_id), self.back(tx)), ("pending", False, 20))
        with self.assertRaisesRegex(UserError, "no more than"):
            tx._refund(amount_to_refund=50)  # what may have gone back is not there
        with mute_logger(PROVIDER):
            refund._call_ask()
        self.assertEqual((refund.state, refund.payment_id.amount, self.back(tx)), ("done", 20, 20))

    def test_an_answer_that_is_lost_may_come_as_a_notification(self):
        tx = self.paid()
        self.gateway.fail(REFUND, cut=True, after=True)
        refund = self.refund(tx, 20)
        self.deliver_all(self.gateway.event("PAYMENT.CAPTURE.REFUNDED"))
        self.assertEqual((refund.state, refund.payment_id.amount), ("done", 20))
        self.assertEqual((tx.child_transaction_ids, self.owed()), (refund, -40))

    def test_a_refund_that_never_reached_paypal_is_made_later_once(self):
        tx = self.paid()
        self.gateway.fail(REFUND, status=502)
        refund = self.refund(tx, 20)
        self.assertEqual((refund.state, self.back(tx)), ("pending", 0))
        with mute_logger(PROVIDER):
            refund._call_ask()
        self.assertEqual((refund.state, self.back(tx), self.owed()), ("done", 20, -40))

    def test_what_paypal_refuses_is_an_error_and_can_be_tried_again(self):
        tx = self.paid()
        self.gateway.fail(REFUND, status=422, body={"details": [{"issue": "X", "description": "Too late."}]})
        refund = self.refund(tx, 20)
        self.assertEqual((refund.state, self.back(tx)), ("error", 0))
        self.assertIn("Too late.", refund.state_message)
        self.assertEqual((self.refund(tx, 60).state, self.back(tx), self.owed()), ("done", 60, 0))

    def test_a_refund_that_waits_at_paypal_is_booked_when_it_goes_through(self):
        tx = self.paid()
        self.gateway.outcomes = [("PENDING", None)]
        refund = self.refund(tx, 20)
        self.assertEqual((refund.state, bool(refund.payment_id)), ("pending", False))
        self.gateway.refunds[refund.provider_reference]["status"] = "COMPLETED"
        refund._call_ask()
        self.assertEqual((refund.state, refund.payment_id.amount), ("done", 20))

    def test_a_refund_that_fails_at_paypal_leaves_the_money_here(self):
        tx = self.paid()
        self.gateway.outcomes = [("PENDING", None)]
        refund = self.refund(tx, 20)
        self.gateway.refunds[refund.provider_reference]["status"] = "FAILED"
        refund._call_ask()
        self.assertEqual((refund.state, self.owed()), ("error", -60))
        self.assertEqual(tx.payment_id.amount_available_for_refund, 60)

    def test_a_refund_made_at_paypal_itself_is_booked_once(self):
        tx = self.paid()
        self.gateway.refund_by_hand(tx.provider_reference, "12.34")
        event = self.gateway.event("PAYMENT.CAPTURE.REFUNDED")
        self.deliver_all(event, event)
        refund = tx.child_transaction_ids
        self.assertEqual((refund.state, refund.payment_id.amount), ("done", 12.34))
        self.gateway.refund_by_hand(tx.provider_reference, "12.34")
        self.deliver_all(self.gateway.event("PAYMENT.CAPTURE.REFUNDED"))
        self.assertEqual((len(tx.child_transaction_ids), round(self.owed(), 2)), (2, round(24.68 - 60, 2)))

    def test_a_refund_may_be_heard_of_before_the_payment(self):
        tx = self.begin()
        self.gateway.approve(tx.paypal_order_id)
        capture = self.gateway._make_capture(self.gateway.orders[tx.paypal_order_id], "COMPLETED", None)
        self.gateway.refund_by_hand(capture["id"], "60.00")
        self.deliver_all(self.gateway.event("PAYMENT.CAPTURE.REFUNDED"))
        self.assertEqual((tx.state, tx.payment_id.amount, self.owed()), ("done", 60, 0))
        self.deliver_all(self.gateway.event("PAYMENT.CAPTURE.COMPLETED"))
        self.assertEqual((tx.state, self.owed()), ("done", 0))

    def test_a_refund_in_another_currency_is_left_to_a_person(self):
        tx = self.paid()
        refund = self.gateway.refund_by_hand(tx.provider_reference, "10.00")
        refund["amount"]["currency_code"] = "USD"
        event = self.gateway.notify("PAYMENT.CAPTURE.REFUNDED", "refund", refund)
        self.deliver_all(event)
        self.assertEqual((self.inbox(event).state, self.owed()), ("failed", -60))
