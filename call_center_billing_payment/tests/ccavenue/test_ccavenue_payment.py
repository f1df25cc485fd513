"""From the order to the books: the customer pays at CCAvenue, CCAvenue says so, and only then is it booked."""

import requests

from odoo.tests import tagged

from .common import CcavenueCase


@tagged("post_install", "-at_install")
class TestCcavenuePayment(CcavenueCase):
    def test_the_order_says_what_is_to_be_paid_and_by_whom(self):
        tx = self.order()
        order = self.gateway.orders["TOP-7"]
        base = self.base_url()
        self.assertEqual((order["amount"], order["currency"]), ("1234.50", "INR"))
        self.assertEqual(order["billing_name"], "Åsa & Söner = 1")
        self.assertEqual(order["billing_country"], "India")
        self.assertEqual(order["redirect_url"], f"{base}/payment/ccavenue/return/{self.ccavenue.id}")
        self.assertEqual(order["cancel_url"], f"{base}/payment/ccavenue/cancel/{self.ccavenue.id}")
        self.assertTrue(tx.ccavenue_next_ask, "asked about, should the customer not come back")

    def test_a_payment_is_booked_when_ccavenue_confirms_it(self):
        tx = self.order()
        response = self.bring(self.gateway.pay("TOP-7"))
        self.assertEqual((response.status_code, response.headers["Location"]), (303, "/payment/status"))
        self.assertPaid(tx, "109013000001")
        self.assertFalse(tx.ccavenue_next_ask)
        self.assertTrue(tx.is_post_processed)

    def test_the_method_is_the_one_that_was_paid_by(self):
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7"))
        self.assertEqual(tx.payment_method_id.code, "upi")

    def test_a_method_that_is_switched_off_leaves_the_one_that_was_chosen(self):
        self.env.ref("payment.payment_method_upi").active = False
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7"))
        self.assertEqual(tx.payment_method_id.code, "card")

    def test_the_confirmation_is_asked_for_by_order_and_payment(self):
        self.order()
        hidden = self.gateway.pay("TOP-7")
        self.bring(hidden)
        asked = self.gateway.asked[-1].form
        self.assertEqual((asked["command"], asked["access_code"]), ("orderStatusTracker", "AVYY00BB00BB00YYBB"))
        question = self.gateway.find(asked["enc_request"], self.gateway.api_working_key)
        self.assertEqual(question, '{"order_no": "TOP-7", "reference_no": "109013000001"}')

    def test_the_same_answer_again_books_nothing_again(self):
        tx = self.order()
        hidden = self.gateway.pay("TOP-7")
        for _time in range(3):
            self.bring(hidden)
        self.assertPaid(tx, "109013000001")
        self.assertEqual(self.gateway.count("DoWebTrans"), 1)

    def test_replies_one_level_deeper_are_understood(self):
        self.gateway.depth = True
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7"))
        self.assertPaid(tx, "109013000001")

    def test_a_confirmed_order_is_paid_too(self):
        tx = self.order()
        hidden = self.gateway.pay("TOP-7")
        self.gateway.know("TOP-7", "Shipped", "109013000001")
        self.bring(hidden)
        self.assertPaid(tx, "109013000001")

    def test_a_payment_that_fails_says_why(self):
        tx = self.order()
        hidden = self.gateway.pay("TOP-7", "Failure")
        self.gateway.know("TOP-7", "Unsuccessful", "109013000001", order_bank_response="Insufficient funds")
        self.bring(hidden)
        self.assertWaits(tx, "error")
        self.assertEqual(tx.state_message, "The payment did not go through at CCAvenue: Insufficient funds")

    def test_each_word_for_a_failure_is_one(self):
        for number, word in enumerate(("Failure", "Invalid", "Timeout", "Fraud")):
            with self.subTest(word=word):
                tx = self.another(f"F-{number}")
                self.bring(self.gateway.pay(tx.reference, word))
                self.assertWaits(tx, "error")

    def test_a_customer_who_cancels_comes_back_by_the_other_address(self):
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7", "Aborted"), where="cancel")
        self.assertWaits(tx, "cancel")

    def test_a_customer_who_tries_again_and_pays_has_paid(self):
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7", "Failure"))
        self.assertWaits(tx, "error")
        self.bring(self.gateway.pay("TOP-7"))
        self.assertPaid(tx, "109013000002")

    def test_a_customer_who_cancels_in_one_tab_and_pays_in_another_has_paid(self):
        tx = self.order()
        self.bring(self.gateway.pay("TOP-7", "Aborted"), where="cancel")
        self.bring(self.gateway.pay("TOP-7"))
        self.assertPaid(tx, "109013000002")

    def test_a_late_answer_does_not_undo_a_payment(self):
        tx = self.order()
        failed = self.gateway.pay("TOP-7", "Failure")
        self.bring(self.gateway.pay("TOP-7"))
        self.bring(failed)
        self.assertPaid(tx, "109013000002")

    def test_ccavenue_may_report_by_itself(self):
        tx = self.order()
        response = self.bring(self.gateway.pay("TOP-7"), where="notify")
        self.assertEqual((response.status_code, response.text), (200, ""))
        self.assertPaid(tx, "109013000001")

    def test_whoever_opens_the_address_by_hand_sees_the_status_page(self):
        for where in ("return", "cancel"):
            url = self._build_url(f"/payment/ccavenue/{where}/{self.ccavenue.id}")
            self.assertEqual(self.url_open(url, allow_redirects=False).headers["Location"], "/payment/status")

    def test_the_customers_session_is_not_replaced(self):
        """The browser comes from another website without our cookie."""
        self.order()
        url = self._build_url(f"/payment/ccavenue/return/{self.ccavenue.id}")
        with self.allow_requests():
            key = {name: value for name, value in self.opener.cookies.items() if name != "session_id"}
            response = requests.post(
                url, data={"encResp": self.gateway.pay("TOP-7")}, cookies=key, allow_redirects=False, timeout=30
            )
        self.assertEqual(response.status_code, 303)
        self.assertNotIn("session_id", response.cookies)
