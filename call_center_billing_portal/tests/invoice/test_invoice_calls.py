"""/my/invoices/<id>/calls."""

from datetime import datetime
from unittest.mock import patch

from odoo.tests import tagged

from ...controllers.calls_table import CallsTable
from ..common import CallPortalCase

MAY = datetime(2024, 5, 4, 12)
JUNE = datetime(2024, 6, 4, 12)


@tagged("post_install", "-at_install")
class TestInvoiceCalls(CallPortalCase):
    def setUp(self):
        super().setUp()
        self.env["call.number"].create(
            {"number": "+46811111111", "partner_id": self.customer_a.id, "valid_from": "2020-01-01", "label": "Fax"}
        )
        self.import_calls(
            {"at": MAY, "seconds": 61},
            {"at": MAY, "seconds": 62, "a": "+46811111111"},
            {"at": MAY, "seconds": 63, "a": self.B_NUMBER},
        )
        self.invoice_a = self.invoice(self.customer_a)
        self.invoice_b = self.invoice(self.customer_b)
        self.import_calls({"at": JUNE, "seconds": 64})
        self.url_a = f"/my/invoices/{self.invoice_a.id}/calls"
        self.url_b = f"/my/invoices/{self.invoice_b.id}/calls"

    def assertTurnedAway(self, response):
        """Sent to the home page, as for an invoice that is not there."""
        self.assertEqual(response.status_code, 303)
        self.assertTrue(response.headers["Location"].endswith("/my"), response.headers["Location"])

    def test_the_calls_of_the_invoice_are_shown_by_number(self):
        text = self.page_text(self.url_a, self.user_a)
        self.assertIn(f"Calls on {self.invoice_a.name}", text)
        self.assertIn("Calls 2 Talk time 0:02:03", text)
        self.assertLess(text.index("From +46811111111 Fax"), text.index("62 s billed"))
        self.assertLess(text.index("62 s billed"), text.index("From +46812345678 Customer A's desk"))
        self.assertLess(text.index("From +46812345678 Customer A's desk"), text.index("61 s billed"))

    def test_calls_of_other_invoices_and_customers_are_not_shown(self):
        text = self.page_text(self.url_a, self.user_a)
        self.assertNotIn("63 s billed", text)
        self.assertNotIn("64 s billed", text)

    def test_the_prices_sum_up_to_the_invoice(self):
        self.assertRegex(self.page_text(self.url_a, self.user_a), r"Price \S* ?1\.43\b")
        self.assertAlmostEqual(self.invoice_a.amount_untaxed, 1.43)

    def test_pages_of_an_invoices_calls_keep_the_token(self):
        token = self.invoice_a._portal_ensure_token()
        with patch.object(CallsTable, "_items_per_page", 1):
            first = self.open(f"{self.url_a}?access_token={token}").text
            second = self.page_text(f"{self.url_a}/page/2?access_token={token}")
        self.assertIn(f"{self.url_a}/page/2?access_token={token}", first)
        self.assertIn("61 s billed", second)
        self.assertNotIn("62 s billed", second)

    def test_a_call_that_was_credited_shows_what_is_charged_in_the_end(self):
        call = self.env["call.record"].search(self.invoice_a._get_portal_calls_domain(), limit=1)
        self.assertNotIn("corrected", self.page_text(self.url_a, self.user_a))
        wizard = self.env["call.record.credit"].create({"call_ids": [(6, 0, call.ids)], "reason": "Bad line"})
        correction = self.env["call.correction"].browse(wizard.action_credit()["res_id"])
        self.assertEqual(correction.state, "done")
        for url in (self.url_a, "/my/calls"):
            text = self.page_text(url, self.user_a)
            self.assertIn("corrected to", text)
            self.assertIn("Corrected since by $ -0.7", text.replace("\xa0", " "))

    def test_another_customer_is_turned_away(self):
        for url in (self.url_b, f"{self.url_b}/page/1", f"{self.url_b}/page/2"):
            self.assertTurnedAway(self.open(url, self.user_a))

    def test_who_is_not_logged_in_is_turned_away(self):
        self.assertTurnedAway(self.open(self.url_a))

    def test_a_wrong_token_opens_nothing(self):
        self.invoice_a._portal_ensure_token()
        token_b = self.invoice_b._portal_ensure_token()
        for token in ("", "x", token_b):
            self.assertTurnedAway(self.open(f"{self.url_a}?access_token={token}"))
            self.assertTurnedAway(self.open(f"{self.url_a}?access_token={token}", self.user_b))

    def test_no_token_opens_nothing_while_the_invoice_has_none(self):
        self.invoice_a.access_token = False
        for token in ("", "False", "None"):
            self.assertTurnedAway(self.open(f"{self.url_a}?access_token={token}"))

    def test_the_token_of_the_invoice_opens_its_calls(self):
        self.assertIn("Calls 2 ", self.page_text(f"{self.url_a}?access_token={self.invoice_a._portal_ensure_token()}"))

    def test_an_invoice_that_is_not_there_is_turned_away(self):
        self.assertTurnedAway(self.open("/my/invoices/999999999/calls", self.user_a))

    def test_an_employee_without_rights_on_invoices_is_turned_away(self):
        employee = self._create_user("employee", "base.group_user")
        self.assertTurnedAway(self.open(self.url_a, employee))

    def test_a_draft_is_no_business_of_the_customer(self):
        draft = self.customer_a.call_statement_ids.filtered(lambda item: item.state == "open").action_invoice(
            post=False
        )
        self.assertTurnedAway(self.open(f"/my/invoices/{draft.id}/calls", self.user_a))

    def test_the_page_of_an_invoice_leads_to_its_calls(self):
        page = self.open(f"/my/invoices/{self.invoice_a.id}", self.user_a).text
        self.assertIn(f"{self.url_a}?access_token=", page)
        self.assertIn("Calls (2)", " ".join(page.split()))

    def test_the_page_of_an_invoice_without_calls_does_not(self):
        invoice = self.init_invoice("out_invoice", partner=self.customer_a, amounts=[100], post=True)
        self.assertNotIn("o_invoice_calls", self.open(f"/my/invoices/{invoice.id}", self.user_a).text)
        self.assertIn("This invoice charges no calls", self.page_text(f"/my/invoices/{invoice.id}/calls", self.user_a))
