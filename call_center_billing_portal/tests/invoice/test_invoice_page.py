"""/my/invoices/<id>: what is charged, what went with it, what was sent."""

from odoo.tests import tagged

from .common import InvoiceCase


@tagged("post_install", "-at_install")
class TestInvoicePage(InvoiceCase):
    def test_what_is_charged_with_the_calls_behind(self):
        page = self.open(self.url_a, self.user_a).text
        line = self.invoice_a.invoice_line_ids.filtered("call_count")[:1]
        self.assertIn(f"{self.url_a}/calls?line={line.id}", page)
        text = self.page_text(self.url_a, self.user_a)
        self.assertIn("Period 05/01/2024 – 05/31/2024", text)
        self.assertIn("What is charged", text)
        self.assertRegex(text, r"Without tax \S* ?1\.43")
        for kind in ("pdf", "xlsx", "csv"):
            self.assertIn(f"{self.url_a}/calls/{kind}", page)

    def test_what_is_disputed_and_what_is_left_to_pay_now(self):
        self.dispute(self.invoice_a)
        text = self.page_text(self.url_a, self.user_a)
        self.assertRegex(text, r"Disputed \S* ?\d+\.\d\d To pay now \S* ?0\.00")
        self.assertIn("Questioned", text)
        self.assertIn("We are looking into", text)

    def test_the_history(self):
        self.invoice_a._call_note_invoice(state="sent", channel="email", recipients="anna@example.com")
        self.pay(self.invoice_a, 0.5)
        text = self.page_text(self.url_a, self.user_a).partition("What was sent, and what happened")[2]
        self.assertRegex(text, r"Payment of \S* ?0\.50")
        self.assertIn("Invoice E-mail, anna@example.com, sent", text)
        self.assertIn("Dated", text)
        self.assertNotIn("anna@example.com", self.page_text(self.url_b, self.user_b))

    def test_reminders_are_in_the_history(self):
        level = self.env["credit.control.policy.level"].search([], limit=1)
        item = self.invoice_a.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        run = self.env["credit.control.run"].create({"date": "2024-07-01", "company_id": self.env.company.id})
        line = {
            "date": "2024-07-01",
            "date_due": "2024-06-30",
            "state": "sent",
            "channel": "letter",
            "invoice_id": self.invoice_a.id,
            "partner_id": self.customer_a.id,
            "amount_due": 1.43,
            "balance_due": 1.43,
            "move_line_id": item.id,
            "policy_level_id": level.id,
            "run_id": run.id,
        }
        self.env["credit.control.line"].create(line)
        text = self.page_text(self.url_a, self.user_a)
        self.assertRegex(text, r"Letter, for \S* ?1\.43")

    def test_who_comes_by_the_link_in_the_mail_sees_no_history_and_no_files(self):
        self.invoice_a._call_note_invoice(state="sent", channel="email", recipients="anna@example.com")
        token = self.invoice_a._portal_ensure_token()
        text = self.page_text(f"{self.url_a}?access_token={token}")
        self.assertIn("What is charged", text)
        self.assertNotIn("anna@example.com", text)
        self.assertNotIn("sent with the invoice", text)

    def test_a_colleague_who_sees_no_calls(self):
        self.user_a.partner_id.call_portal_calls = False
        page = self.open(self.url_a, self.user_a).text
        self.assertNotIn("/calls", page.partition("<main")[2].partition("</main>")[0])

    def test_others_are_turned_away(self):
        for url, user in ((self.url_b, self.user_a), (self.url_a, None), (f"/my/invoices/{'9' * 20}", self.user_a)):
            self.assertTurnedAway(self.open(url, user))

    def test_an_invoice_without_calls_and_a_vendor_bill(self):
        invoice = self.init_invoice("out_invoice", partner=self.customer_a, amounts=[100], post=True)
        self.assertIn("What is charged", self.page_text(f"/my/invoices/{invoice.id}", self.user_a))
        bill = self.init_invoice("in_invoice", partner=self.customer_a, amounts=[100], post=True)
        self.assertNotIn("What is charged", self.page_text(f"/my/invoices/{bill.id}", self.user_a))

    def test_whatever_is_in_the_address(self):
        names = ("access_token", "amount", "payment", "report_type", "pid", "hash", "error")
        self.assertNoBreak(self.url_a, names, self.user_a)

    def test_queries_are_limited(self):
        self.assertLessEqual(self.queries_of(self.url_a, self.user_a), 150)
