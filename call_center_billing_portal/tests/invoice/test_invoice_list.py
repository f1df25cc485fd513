"""/my/invoices."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import JUNE, InvoiceCase


@tagged("post_install", "-at_install")
class TestInvoiceList(InvoiceCase):
    def _due_in(self, days):
        self.invoice_a.invoice_date_due = fields.Date.context_today(self.invoice_a) + timedelta(days=days)

    def test_period_calls_and_state(self):
        text = self.page_text("/my/invoices", self.user_a)
        self.assertIn(f"{self.invoice_a.name} 05/01/2024 – 05/31/2024 Calls: 2", text)
        self.assertNotIn(self.invoice_b.name if self.invoice_b.name != self.invoice_a.name else "@", text)
        self.assertIn("Pay what is open", text)

    def test_each_state_is_told_in_words(self):
        self._due_in(5)
        self.assertIn("To pay", self.page_text("/my/invoices", self.user_a).partition("State")[2])
        self._due_in(-1)
        self.assertIn("1 day overdue", self.page_text("/my/invoices", self.user_a))
        self._due_in(-3)
        self.assertIn("3 days overdue", self.page_text("/my/invoices", self.user_a))
        self._due_in(5)
        self.pay(self.invoice_a, 0.5)
        self.assertIn("Partly paid", self.page_text("/my/invoices", self.user_a))
        self.pay(self.invoice_a)
        text = self.page_text("/my/invoices", self.user_a)
        self.assertIn("Paid", text)
        self.assertNotIn("Pay what is open", text)

    def test_what_is_disputed(self):
        self.dispute(self.invoice_a)
        text = self.page_text("/my/invoices", self.user_a)
        self.assertIn("are disputed, and not asked for now", text)
        self.assertIn("We are looking into what you have questioned", text)

    def test_credit_notes(self):
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=self.invoice_a.ids
        )
        reversal = wizard.create({"journal_id": self.invoice_a.journal_id.id, "reason": "Wrong"})
        note = self.env["account.move"].browse(reversal.reverse_moves()["res_id"])
        note.action_post()
        text = self.page_text("/my/invoices", self.user_a)
        self.assertIn(f"{note.name} Credit note", text)

    def test_filters(self):
        self._due_in(5)
        self.assertIn(self.invoice_a.name, self.page_text("/my/invoices?filterby=open", self.user_a))
        text = self.page_text("/my/invoices?filterby=overdue", self.user_a)
        self.assertIn("There are no such invoices. Show all invoices", text)
        self._due_in(-5)
        self.assertIn(self.invoice_a.name, self.page_text("/my/invoices?filterby=overdue", self.user_a))
        self.assertNotIn("Your answer", text)

    def test_bills_to_us_are_listed_as_odoo_does(self):
        self.assertEqual(
            self.open("/my/invoices?filterby=bills&sortby=x&date_begin=x&date_end=y", self.user_a).status_code, 200
        )

    def test_isolation(self):
        customer, user = self._create_customer("Customer C", "portal_c", "+46877777777")
        self.assertIn("There are no invoices yet", self.page_text("/my/invoices", user))
        sibling = self._create_user(
            "sibling",
            "base.group_portal",
            partner_id=self.env["res.partner"].create({"name": "Sibling", "parent_id": self.customer_a.id}).id,
        )
        self.assertIn("Calls: 2", self.page_text("/my/invoices", sibling))
        sibling.partner_id.call_portal_bills = False
        for url in ("/my/invoices", "/my/statements", "/my/receipts", "/my/statements/account"):
            self.assertEqual(self.open(url, sibling).status_code, 403, url)
        response = self.open(self.url_a, sibling)  # a link with a token would open it
        self.assertEqual((response.status_code, response.headers["Location"].rpartition("/")[2]), (303, "my"))
        self.assertIn("/web/login", self.open("/my/invoices").headers["Location"])
        self.assertTrue(customer)

    def test_whatever_is_in_the_address(self):
        names = ("place", "filterby", "sortby", "date_begin", "page")
        self.assertNoBreak("/my/invoices", names, self.user_a)
        for page in ("/my/invoices/page/0", f"/my/invoices/page/{'9' * 30}", "/my/invoices/page/3?filterby=bills"):
            self.assertEqual(self.open(page, self.user_a).status_code, 200, page)

    def test_queries_do_not_grow_with_the_invoices(self):
        few = self.queries_of("/my/invoices", self.user_a)
        for month in (6, 7, 8):
            self.import_calls({"at": JUNE.replace(month=month)})
            self.invoice(self.customer_a)
        self.assertLessEqual(self.queries_of("/my/invoices", self.user_a), few + 4)
        self.assertLessEqual(few, 70)
