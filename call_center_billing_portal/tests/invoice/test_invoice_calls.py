"""/my/invoices/<id>/calls, and as files."""

from unittest.mock import patch

from odoo.tests import tagged

from ...controllers.invoice_calls import InvoiceCallsPage
from ...models.invoice import account_move_calls
from .common import JUNE, InvoiceCase


@tagged("post_install", "-at_install")
class TestInvoiceCalls(InvoiceCase):
    def setUp(self):
        super().setUp()
        self.import_calls({"at": JUNE, "seconds": 64})
        self.url_a, self.url_b = (f"/my/invoices/{move.id}/calls" for move in (self.invoice_a, self.invoice_b))

    def test_the_calls_of_the_invoice_are_shown_by_number(self):
        text = self.page_text(self.url_a, self.user_a)
        self.assertIn(f"Calls on {self.invoice_a.name}", text)
        self.assertIn("Calls 2. Times are those of UTC", text)
        self.assertRegex(text, r"\+46811111111 Fax 1 0:01:02 \S* ?0\.72")
        self.assertRegex(text, r"\+46812345678 Customer A's desk 1 0:01:01 \S* ?0\.71")
        for others in ("63 s billed", "64 s billed"):
            self.assertNotIn(others, text)

    def test_the_calls_of_one_number(self):
        text = self.page_text(f"{self.url_a}?number=%2B46811111111", self.user_a)
        self.assertIn("Calls 1 from +46811111111 Fax", text)
        self.assertIn("62 s billed", text)
        self.assertNotIn("61 s billed", text)
        for number in (self.B_NUMBER.replace("+", "%2B"), "x", "%00"):
            self.assertEqual(self.open(f"{self.url_a}?number={number}", self.user_a).status_code, 404, number)

    def test_the_calls_behind_a_line(self):
        line = self.invoice_a.invoice_line_ids.filtered("call_count")[:1]
        text = self.page_text(f"{self.url_a}?line={line.id}", self.user_a)
        self.assertIn("Behind the line", text)
        self.assertIn("All calls of the invoice", text)
        other = self.invoice_b.invoice_line_ids[:1]
        for wrong in (other.id, "x", -1, "9" * 30, "%D9%A3"):
            self.assertEqual(self.open(f"{self.url_a}?line={wrong}", self.user_a).status_code, 404, wrong)

    def test_pages_follow_one_another_and_keep_the_token(self):
        token = self.invoice_a._portal_ensure_token()
        with patch.object(InvoiceCallsPage, "_items_per_page", 1):
            first = self.open(f"{self.url_a}?access_token={token}").text
            older = first.partition('rel="next"')[2].partition('href="')[2].partition('"')[0].replace("&amp;", "&")
            self.assertIn(token, older)
            texts = [self.page_text(f"{self.url_a}?access_token={token}"), self.page_text(older)]
        shown = [{seconds for seconds in (61, 62) if f"{seconds} s billed" in text} for text in texts]
        self.assertEqual(sorted(map(list, shown)), [[61], [62]])

    def test_too_many_calls_are_not_added_up(self):
        with patch("odoo.addons.call_center_billing_portal.controllers.calls_behind.MOST_ADDED", 1):
            text = self.page_text(self.url_a, self.user_a)
        self.assertIn("Calls 2.", text)
        self.assertIn("too many calls to add them up", text)
        self.assertIn("61 s billed", text)
        self.assertGreater(account_move_calls.MOST_ADDED, 10_000)

    def test_a_late_call_is_on_the_list(self):
        self.import_calls({"at": JUNE.replace(month=5), "seconds": 66})
        statement = self.customer_a.call_statement_ids.filtered(lambda each: each.state == "open")
        self.assertTrue(statement)
        invoice = statement.sorted("date_from")[-1:].action_invoice(post=True)
        calls = self.env["call.record"].search(invoice._get_portal_calls_domain())
        found = self.env["call.record"].search(invoice._call_statement_lines()._portal_calls_domain())
        self.assertEqual(found, calls)

    def test_a_call_that_was_credited_shows_what_is_charged_in_the_end(self):
        call = self.env["call.record"].search(self.invoice_a._get_portal_calls_domain(), limit=1)
        self.assertNotIn("corrected", self.page_text(self.url_a, self.user_a))
        wizard = self.env["call.record.credit"].create({"call_ids": [(6, 0, call.ids)], "reason": "Bad line"})
        correction = self.env["call.correction"].browse(wizard.action_credit()["res_id"])
        self.assertEqual(correction.state, "done")
        text = self.page_text(self.url_a, self.user_a)
        self.assertIn("corrected to", text)
        self.assertIn("Corrected since by $ -0.7", text.replace("\xa0", " "))

    def test_files_of_the_calls(self):
        for kind, start in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
            response = self.open(f"{self.url_a}/{kind}", self.user_a)
            self.assertEqual(response.status_code, 200, kind)
            self.assertTrue(response.content.startswith(start), kind)
        self.assertEqual(self.env["call.portal.export"].search_count([("kind", "=", "invoice"), ("rows", "=", 2)]), 3)
        self.assertEqual(self.open(f"{self.url_a}/exe", self.user_a).status_code, 404)
        self.assertTurnedAway(self.open(f"{self.url_b}/csv", self.user_a))
        self.assertIn("/web/login", self.open(f"{self.url_a}/csv").headers["Location"])

    def test_files_are_limited_at_either_address(self):
        self.env.company.call_portal_exports_hour = 1
        self.assertEqual(self.open(f"{self.url_a}/csv", self.user_a).status_code, 200)
        response = self.open(f"{self.url_a}/csv", self.user_a)
        self.assertEqual(response.status_code, 422)
        self.assertIn("as much as you may", response.text)
        other = self.open(f"/call_center_billing/invoice/{self.invoice_a.id}/calls.csv", self.user_a)
        self.assertEqual(other.status_code, 303)
        self.assertTrue(other.headers["Location"].endswith(f"{self.url_a}/csv"))

    def test_a_file_that_went_with_the_invoice(self):
        values = {"name": "Performance.xlsx", "raw": b"x", "res_model": "account.move", "res_id": self.invoice_a.id}
        self.invoice_a.call_attachment_ids = self.env["ir.attachment"].create(values)
        address = self.url_a.replace("/calls", f"/files/{self.invoice_a.call_attachment_ids.id}")
        self.assertEqual(self.open(address, self.user_a).content, b"x")
        for wrong in (address.replace(self.url_a[:-6], self.url_b[:-6]), f"{address}9", f"{address}{'9' * 20}"):
            self.assertEqual(self.open(wrong, self.user_a).status_code, 404, wrong)
        self.assertEqual(self.open(address, self.user_b).status_code, 404)

    # === WHO MAY === #

    def test_others_are_turned_away(self):
        token_b = self.invoice_b._portal_ensure_token()
        employee = self._create_user("employee", "base.group_user")
        for url, user in (
            (self.url_b, self.user_a),
            (self.url_a, None),
            (self.url_a, employee),
            (f"{self.url_a}?access_token={token_b}", self.user_b),
            (f"{self.url_a}?access_token=%F0%9F%98%80", self.user_b),
            ("/my/invoices/999999999/calls", self.user_a),
            (f"/my/invoices/{'9' * 20}/calls", self.user_a),
        ):
            self.assertTurnedAway(self.open(url, user))

    def test_a_wrong_token_opens_nothing(self):
        self.invoice_a.access_token = False
        for token in ("", "False", "None", "x"):
            self.assertTurnedAway(self.open(f"{self.url_a}?access_token={token}"))

    def test_the_token_of_the_invoice_opens_its_calls_and_no_files(self):
        text = self.page_text(f"{self.url_a}?access_token={self.invoice_a._portal_ensure_token()}")
        self.assertIn("Calls 2.", text)
        self.assertNotIn("as a file", text)

    def test_a_draft_is_no_business_of_the_customer(self):
        statement = self.customer_a.call_statement_ids.filtered(lambda item: item.state == "open")
        draft = statement.action_invoice(post=False)
        self.assertTurnedAway(self.open(f"/my/invoices/{draft.id}/calls", self.user_a))

    def test_a_colleague_who_sees_no_calls(self):
        self.user_a.partner_id.call_portal_calls = False
        for url in (self.url_a, f"{self.url_a}/csv"):
            self.assertEqual(self.open(url, self.user_a).status_code, 403, url)

    def test_an_invoice_without_calls_says_so(self):
        invoice = self.init_invoice("out_invoice", partner=self.customer_a, amounts=[100], post=True)
        self.assertIn("This invoice charges no calls", self.page_text(f"/my/invoices/{invoice.id}/calls", self.user_a))

    def test_whatever_is_in_the_address(self):
        for names in (("place", "access_token"), ("line",), ("number",)):
            self.assertNoBreak(self.url_a, names, self.user_a)

    def test_queries_do_not_grow_with_the_calls(self):
        few = self.queries_of(self.url_a, self.user_a)
        self.assertLessEqual(few, 45)
        at = JUNE.replace(day=5)
        self.import_calls(*({"at": at, "seconds": 60 + number} for number in range(30)))
        invoice = self.invoice(self.customer_a)
        self.assertLessEqual(self.queries_of(f"/my/invoices/{invoice.id}/calls", self.user_a), few + 2)
