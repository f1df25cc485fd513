"""/my/statements/account: the statement of account for days that the customer chooses."""

from odoo import fields
from odoo.tests import tagged

from .common import InvoiceCase

ADDRESS = "/my/statements/account"


@tagged("post_install", "-at_install")
class TestAccountStatementPage(InvoiceCase):
    def _year(self):
        today = fields.Date.context_today(self.invoice_a)
        return f"from={today.replace(month=1, day=1)}&to={today}"

    def test_entries_and_balances(self):
        self.pay(self.invoice_a, 0.5)
        text = self.page_text(f"{ADDRESS}?{self._year()}", self.user_a)
        self.assertIn(self.invoice_a.name, text)
        self.assertIn("Invoice, 05/01/2024 – 05/31/2024", text)
        total, left = self.invoice_a.amount_total, self.invoice_a.amount_residual
        self.assertRegex(text, rf"{self.invoice_a.name} Invoice, .*\S* ?{total:.2f} \S* ?{left:.2f}")
        self.assertRegex(text, rf"Owed after \S+ \S* ?{left:.2f}")

    def test_files(self):
        # tests get the HTML that a PDF is drawn from
        for kind, within in (("pdf", b"Customer A"), ("xlsx", b"PK")):
            response = self.open(f"{ADDRESS}/{kind}?{self._year()}", self.user_a)
            self.assertEqual(response.status_code, 200, kind)
            self.assertIn(within, response.content, kind)
            self.assertIn(f".{kind}", response.headers["Content-Disposition"])
        self.assertEqual(self.env["call.portal.export"].search_count([("kind", "=", "statement")]), 2)

    def test_files_are_limited(self):
        self.env.company.call_portal_exports_hour = 1
        self.assertEqual(self.open(f"{ADDRESS}/xlsx", self.user_a).status_code, 200)
        response = self.open(f"{ADDRESS}/xlsx", self.user_a)
        self.assertEqual(response.status_code, 422)
        self.assertIn("as much as you may", response.text)

    def test_mistakes_are_told_and_what_was_typed_stays(self):
        for query, told in (
            ("from=2024-05-09&to=2024-05-01", "before the first one"),
            ("from=2020-01-01&to=2024-05-01", "366 days at most"),
            ("from=hello&to=2024-05-01", "Write days like"),
            ("from=0001-01-01&to=2024-05-01", "Write days like"),
        ):
            for page in (ADDRESS, f"{ADDRESS}/pdf"):
                response = self.open(f"{page}?{query}", self.user_a)
                self.assertEqual(response.status_code, 422, query)
                self.assertIn(told, response.text)
                self.assertIn(f'value="{query[5:].partition("&")[0]}"', response.text)
        self.assertIn("as PDF or XLSX", self.open(f"{ADDRESS}/exe", self.user_a).text)

    def test_of_others_there_is_nothing(self):
        self.invoice_a.payment_reference = "Mine alone"
        text = self.page_text(f"{ADDRESS}?{self._year()}", self.user_b)
        self.assertRegex(text, rf"Owed after \S+ \S* ?{self.invoice_b.amount_total:.2f}")
        for page in (ADDRESS, f"{ADDRESS}/pdf"):
            self.assertIn("/web/login", self.open(page).headers["Location"])

    def test_whatever_is_in_the_address(self):
        self.assertNoBreak(ADDRESS, ("from", "to"), self.user_a)

    def test_queries_are_limited(self):
        self.assertLessEqual(self.queries_of(f"{ADDRESS}?{self._year()}", self.user_a), 60)
