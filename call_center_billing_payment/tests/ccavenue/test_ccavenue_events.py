"""What CCAvenue says of orders that are paid: their money went back, or was paid twice."""

from odoo.tests import tagged

from .common import CcavenueCase


@tagged("post_install", "-at_install")
class TestCcavenueEvents(CcavenueCase):
    def setUp(self):
        super().setUp()
        self.tx = self.order()
        self.bring(self.gateway.pay("TOP-7"))
        self.number = self.tx.ccavenue_tracking_id

    def report(self, word):
        """CCAvenue's dashboard reports what the API says too."""
        self.gateway.know("TOP-7", word, self.number)
        hidden = self.gateway.says("TOP-7", tracking_id=self.number, order_status=word, amount="1234.50")
        self.assertEqual(self.bring(hidden, where="notify").status_code, 200)

    def events(self):
        return self.env["call.gateway.event"].search([("transaction_id", "=", self.tx.id)])

    def refunds(self):
        return self.tx.child_transaction_ids.filtered(lambda tx: tx.operation == "refund")

    def test_a_refund_in_the_dashboard_is_booked_once(self):
        for _time in range(2):
            self.report("Refunded")
        self.assertEqual(self.events().mapped("state"), ["done"])
        self.assertEqual(self.refunds().mapped("amount"), [-1234.50])
        self.assertEqual(self.payments(self.refunds()).payment_type, "outbound")

    def test_our_own_refund_is_not_booked_again(self):
        self.tx._refund()
        self.report("Refunded")
        self.assertEqual(self.events().state, "ignored")
        self.assertEqual(len(self.refunds()), 1)

    def test_what_we_did_not_refund_ourselves_is_booked(self):
        self.tx._refund(1000)
        self.report("Refunded")
        self.assertEqual(sorted(self.refunds().mapped("amount")), [-1000, -234.50])

    def test_a_chargeback_takes_the_money_back(self):
        for _time in range(2):
            self.report("Chargeback")
        chargeback = self.env["call.chargeback"].search([("transaction_id", "=", self.tx.id)])
        self.assertEqual((chargeback.state, chargeback.amount), ("open", 1234.50))
        self.assertEqual(chargeback.withdrawal_id.payment_type, "outbound")

    def test_what_the_api_does_not_say_is_not_believed(self):
        hidden = self.gateway.says("TOP-7", tracking_id=self.number, order_status="Chargeback", amount="1234.50")
        self.bring(hidden, where="notify")
        self.assertFalse(self.events())
        self.assertPaid(self.tx, self.number)

    def test_an_order_that_is_paid_twice_is_booked_once_and_told(self):
        for _time in range(2):
            self.bring(self.gateway.pay("TOP-7"))
        self.assertPaid(self.tx, self.number)
        self.assertEqual(self.clerks_activities(self.tx).count("Payment TOP-7 was paid twice"), 1)

    def test_money_that_went_back_before_it_was_booked_is_not_booked(self):
        other = self.another()
        hidden = self.gateway.pay("TOP-8")
        self.gateway.know("TOP-8", "Auto-Reversed", self.gateway.orders["TOP-8"]["payments"][0]["reference_no"])
        self.bring(hidden)
        self.assertWaits(other, "cancel")
        self.assertIn("Auto-Reversed", other.state_message)
