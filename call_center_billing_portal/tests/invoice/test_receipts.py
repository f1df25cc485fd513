"""/my/receipts: payments with their receipts."""

from odoo.tests import tagged

from .common import InvoiceCase


@tagged("post_install", "-at_install")
class TestReceipts(InvoiceCase):
    def setUp(self):
        super().setUp()
        self.payment_a = self.pay(self.invoice_a, 0.5)
        self.payment_b = self.pay(self.invoice_b)

    def test_payments_and_what_they_paid(self):
        text = self.page_text("/my/receipts", self.user_a)
        self.assertIn(self.payment_a.name, text)
        self.assertRegex(text, rf"{self.invoice_a.name} : \S* ?0\.50")
        self.assertNotIn(self.payment_b.name, text)

    def test_a_receipt(self):
        response = self.open(f"/my/receipts/{self.payment_a.id}/pdf", self.user_a)
        # tests get the HTML that a PDF is drawn from
        self.assertIn(self.payment_a.name, response.text)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")

    def test_of_others_there_is_nothing(self):
        for wrong in (self.payment_b.id, "x", "0", "-1", "9" * 30):
            self.assertEqual(self.open(f"/my/receipts/{wrong}/pdf", self.user_a).status_code, 404, wrong)
        # Odoo may lead digits of other scripts to the address in our own first
        self.assertIn(self.open("/my/receipts/%D9%A3/pdf", self.user_a).status_code, (301, 404))
        for url in ("/my/receipts", f"/my/receipts/{self.payment_a.id}/pdf"):
            self.assertIn("/web/login", self.open(url).headers["Location"])

    def test_a_payment_that_was_taken_back_has_none(self):
        self.payment_a.action_draft()
        self.payment_a.action_cancel()
        self.assertIn("There are no payments yet", self.page_text("/my/receipts", self.user_a))
        self.assertEqual(self.open(f"/my/receipts/{self.payment_a.id}/pdf", self.user_a).status_code, 404)

    def test_whatever_is_in_the_address(self):
        self.assertNoBreak("/my/receipts", ("place",), self.user_a)

    def test_queries_do_not_grow_with_the_payments(self):
        few = self.queries_of("/my/receipts", self.user_a)
        for _time in range(3):
            self.pay(self.invoice_a, 0.1)
        self.assertLessEqual(self.queries_of("/my/receipts", self.user_a), few + 4)
        self.assertLessEqual(few, 50)
