"""Money goes back once, in part or as a whole, also when CCAvenue's reply is lost."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import CcavenueCase


@tagged("post_install", "-at_install")
class TestCcavenueRefund(CcavenueCase):
    def setUp(self):
        super().setUp()
        self.tx = self.order()
        self.bring(self.gateway.pay("TOP-7"))
        self.number = self.tx.ccavenue_tracking_id

    def assertBooked(self, refund, amount):
        self.assertEqual((refund.state, refund.amount), ("done", -amount))
        booked = self.payments(refund)
        self.assertEqual((booked.amount, booked.payment_type), (amount, "outbound"))

    def test_a_whole_payment_goes_back(self):
        refund = self.tx._refund()
        self.assertBooked(refund, 1234.50)
        self.assertEqual(self.gateway.refunds, {"R-TOP-7": (self.number, 1234.50)})
        self.assertEqual(self.tx.state, "done")

    def test_a_payment_goes_back_in_parts(self):
        for amount in (34.50, 200, 1000):
            self.assertBooked(self.tx._refund(amount), amount)
        self.assertEqual(self.gateway.refunded(self.number), 1234.50)
        self.assertEqual(list(self.gateway.refunds), ["R-TOP-7", "R-TOP-7-1", "R-TOP-7-2"])

    def test_from_the_payments_own_form_too(self):
        payment = self.payments(self.tx)
        self.assertEqual(payment.amount_available_for_refund, 1234.50)
        wizard = self.env["payment.refund.wizard"].create({"payment_id": payment.id, "amount_to_refund": 100})
        action = wizard.action_refund()
        asked = self.env["call.refund"].with_context(**action["context"]).create({"reason": "Paid twice"})
        asked.action_ask()
        self.assertEqual(self.gateway.refunded(self.number), 0, "a manager has to agree first")
        manager = new_test_user(self.env, "ccavenue_m", "call_center_billing.call_center_billing_group_manager")
        asked.with_user(manager).action_approve()
        self.env.ref("call_center_billing_payment.call_refund_cron").method_direct_trigger()
        self.assertEqual((asked.state, self.gateway.refunded(self.number)), ("done", 100))

    def test_what_ccavenue_refuses_is_an_error_with_its_words(self):
        self.tx._refund(1000)
        refund = self.tx._refund(1000)
        self.assertEqual(refund.state, "error")
        self.assertIn("Refund amount is more than the order amount", refund.state_message)
        self.assertFalse(self.payments(refund))
        self.assertEqual(self.gateway.refunded(self.number), 1000)

    def test_before_anything_reached_ccavenue_it_is_asked_again(self):
        self.gateway.fail("DoWebTrans", status=503)
        refund = self.tx._refund(100)
        self.assertEqual((refund.state, self.gateway.refunded(self.number)), ("pending", 0))
        self.assertIn("R-TOP-7", refund.state_message)
        self.assertFalse(self.payments(refund))
        self.run_cron()
        self.assertBooked(refund, 100)
        self.assertEqual(self.gateway.refunded(self.number), 100)

    def test_after_the_money_went_and_the_reply_did_not_it_goes_back_once(self):
        self.gateway.fail("DoWebTrans", cut=True, after=True, times=3)
        refund = self.tx._refund(100)
        for _time in range(2):
            self.run_cron()
        self.assertEqual(refund.state, "pending")
        self.run_cron()
        self.assertBooked(refund, 100)
        self.assertEqual(self.gateway.refunds, {"R-TOP-7": (self.number, 100)})

    def test_a_clerk_who_was_interrupted_asks_for_the_same_refund(self):
        """The money went back, and the database transaction was undone: the next refund has the same number."""
        with self.assertRaises(InterruptedError), self.env.cr.savepoint():
            self.tx._refund(100)
            raise InterruptedError
        self.env.invalidate_all()
        self.assertBooked(self.tx._refund(100), 100)
        self.assertEqual(self.gateway.refunded(self.number), 100)

    def lost(self):
        """A refund that CCAvenue has made, whose reply was lost, and which it refuses now."""
        self.gateway.repeats = "refused"
        self.gateway.fail("DoWebTrans", cut=True, after=True)
        refund = self.tx._refund(100)
        self.run_cron()
        return refund

    def test_a_refusal_after_a_lost_reply_decides_nothing(self):
        refund = self.lost()
        self.assertEqual((refund.state, refund.ccavenue_next_ask), ("pending", False))
        self.assertIn("is used already", refund.state_message)
        self.assertIn("Refund R-TOP-7: did it go through?", self.clerks_activities(self.tx))

    def test_a_person_who_has_looked_decides(self):
        refund = self.lost()
        refund.action_ccavenue_refund_done()
        self.assertBooked(refund, 100)
        with self.assertRaises(UserError):
            refund.action_ccavenue_refund_failed()

    def test_or_decides_that_it_was_not(self):
        refund = self.lost()
        refund.action_ccavenue_refund_failed()
        self.assertEqual(refund.state, "error")
        self.assertFalse(self.payments(refund))

    def test_only_those_who_may_write_transactions_decide(self):
        refund = self.lost()
        sales = new_test_user(self.env, "ccb_sales_refund", "call_center_billing.call_center_billing_group_sales")
        for action in ("action_ccavenue_refund_done", "action_ccavenue_refund_failed", "action_ccavenue_ask"):
            with self.subTest(action=action), self.assertRaises(AccessError):
                getattr(refund.with_user(sales), action)()
        with self.assertRaises(UserError):
            self.tx.action_ccavenue_refund_done()

    def test_a_payment_without_a_number_cannot_be_refunded(self):
        other = self._create_transaction("redirect", reference="TOP-9", state="done")
        refund = other._refund(10)
        self.assertEqual(refund.state, "error")
        self.assertFalse(self.gateway.refunds)
