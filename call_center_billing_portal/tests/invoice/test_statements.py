"""/my/statements: periods and the calls in them."""

from odoo import fields
from odoo.tests import tagged

from .common import JUNE, InvoiceCase


@tagged("post_install", "-at_install")
class TestStatements(InvoiceCase):
    def setUp(self):
        super().setUp()
        self.statement_a = self.invoice_a.call_statement_ids
        self.statement_b = self.invoice_b.call_statement_ids
        self.address = f"/my/statements/{self.statement_a.id}"

    def test_periods_and_how_far_they_are_billed(self):
        now = fields.Datetime.now()
        self.import_calls({"at": now}, {"at": JUNE})
        text = self.page_text("/my/statements", self.user_a)
        self.assertIn("Running", text)
        self.assertIn("Will be billed soon", text)
        self.assertRegex(text, r"05/01/2024 – 05/31/2024 .*Billed: ")
        self.assertIn(self.invoice_a.name, text)
        self.assertRegex(text, r"2 0:02:03 \S* ?1\.43")

    def test_one_period_with_its_lines(self):
        text = self.page_text(self.address, self.user_a)
        self.assertIn("05/01/2024 – 05/31/2024", text)
        self.assertRegex(text, r"In all \S* ?1\.43 without tax")
        line = self.statement_a.line_ids[:1]
        self.assertIn(f"{self.address}/calls?line={line.id}", self.open(self.address, self.user_a).text)

    def test_the_calls_of_a_period(self):
        text = self.page_text(f"{self.address}/calls", self.user_a)
        self.assertIn("61 s billed", text)
        self.assertNotIn("63 s billed", text)
        line = self.statement_a.line_ids[:1]
        self.assertIn("Behind the line", self.page_text(f"{self.address}/calls?line={line.id}", self.user_a))
        other = self.statement_b.line_ids[:1]
        self.assertEqual(self.open(f"{self.address}/calls?line={other.id}", self.user_a).status_code, 404)

    def test_of_others_there_is_nothing(self):
        for url in (f"/my/statements/{self.statement_b.id}", f"/my/statements/{self.statement_b.id}/calls"):
            self.assertEqual(self.open(url, self.user_a).status_code, 404, url)
            self.assertIn("/web/login", self.open(url).headers["Location"])
        self.assertNotIn("63 s", self.page_text("/my/statements", self.user_a))
        self.user_a.partner_id.call_portal_calls = False
        self.assertEqual(self.open(f"{self.address}/calls", self.user_a).status_code, 403)
        self.assertNotIn(
            "/calls", self.open(self.address, self.user_a).text.partition("<main")[2].partition("</main")[0]
        )

    def test_without_any(self):
        _customer, user = self._create_customer("Customer C", "portal_c", "+46877777777")
        self.assertIn("There are no statements yet", self.page_text("/my/statements", user))

    def test_whatever_is_in_the_address(self):
        self.assertNoBreak("/my/statements", ("place",), self.user_a)
        self.assertNoBreak(f"{self.address}/calls", ("place", "line", "number"), self.user_a)
        for wrong in ("x", "0", "-1", "9" * 30):
            status = self.open(f"/my/statements/{wrong}", self.user_a).status_code
            self.assertIn(status, (400, 404), wrong)

    def test_queries_do_not_grow(self):
        few = self.queries_of("/my/statements", self.user_a)
        for month in (6, 7, 8):
            self.import_calls({"at": JUNE.replace(month=month)})
        self.assertLessEqual(self.queries_of("/my/statements", self.user_a), few + 2)
        self.assertLessEqual(few, 45)
        self.assertLessEqual(self.queries_of(self.address, self.user_a), 45)

    def test_the_home_page_leads_there(self):
        self.assertIn('href="/my/statements"', self.open("/my", self.user_a).text)
