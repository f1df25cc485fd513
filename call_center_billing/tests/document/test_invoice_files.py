"""Lists of calls as files: what is in them, how they are sent, who may have them."""

import csv
import io

from openpyxl import load_workbook

from odoo.tests import HttpCase, new_test_user, tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestInvoiceFiles(BillingCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.acme.email = "acme@example.com"
        lines = [line("1.1/1", seconds=61, start="2026-11-03 08:00:00"), line("1.1/2", start="2026-11-03 09:00:00")]
        batch = cls.source._import_bytes("test.csv", "\n".join(lines).encode())
        cls.calls = cls.env["call.record"].search([("import_id", "=", batch.id)], order="id")
        cls.move = cls.calls.statement_id.action_invoice()

    def _csv(self, move=None):
        _name, content, _type = (move or self.move)._call_list_file("csv")
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))

    def test_the_csv_has_every_call_and_ties_to_the_invoice(self):
        head, *rows = self._csv()
        self.assertEqual(head[0], "From")
        calls, sums = rows[:2], rows[2:]
        self.assertEqual([row[2] for row in calls], ["2026-11-03 09:00:00", "2026-11-03 10:00:00"])
        self.assertEqual(calls[0][0], "'+46812345678")  # a spreadsheet would compute what begins with a plus
        self.assertEqual([(row[0], row[9]) for row in sums][0], ("All calls: 2", "1.21"))
        exact, invoiced, rounding = (float(row[9]) for row in sums)
        self.assertAlmostEqual(exact + rounding, invoiced)
        self.assertAlmostEqual(invoiced, self.move.amount_untaxed)

    def test_the_csv_is_as_the_customers_language_writes_numbers(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        self.acme.lang = "sv_SE"
        content = self.move._call_list_file("csv")[1].decode("utf-8-sig")
        self.assertIn(";0,61;", content)

    def test_nothing_becomes_a_formula(self):
        self.env["call.number"].search([("partner_id", "=", self.acme.id)]).label = "=HYPERLINK(1)"
        self.mobile.name = "@SUM(A1)"
        self.assertIn("'=HYPERLINK(1)", self._csv()[1])
        self.assertIn("'@SUM(A1)", self._csv()[1])
        book = load_workbook(io.BytesIO(self.move._call_list_file("xlsx")[1]))
        cells = [cell for row in book.active.iter_rows() for cell in row]
        self.assertNotIn("f", {cell.data_type for cell in cells})
        self.assertIn("=HYPERLINK(1)", [cell.value for cell in cells])

    def test_the_workbook_has_amounts_that_can_be_added(self):
        sheet = load_workbook(io.BytesIO(self.move._call_list_file("xlsx")[1])).active
        amounts = [row[9].value for row in sheet.iter_rows(min_row=2, max_row=3)]
        self.assertAlmostEqual(sum(amounts), 1.21)

    def test_files_are_sent_with_the_invoice(self):
        self.acme.call_annex_format = "xlsx"
        send = self.env["account.move.send"]
        names = [data["name"] for data in send._get_placeholder_mail_attachments_data(self.move)]
        expected = f"Calls {self.move.name.replace('/', '_')}.xlsx"
        self.assertIn(expected, names)
        send._generate_and_send_invoices(self.move, sending_methods=["email"])
        self.assertEqual(self.move.call_attachment_ids.mapped("name"), [expected])
        message = self.move.message_ids.filtered("attachment_ids")[:1]
        self.assertIn(expected, message.attachment_ids.mapped("name"))
        kept = self.move.call_attachment_ids
        send._generate_and_send_invoices(self.move, sending_methods=["email"])
        self.assertEqual(self.move.call_attachment_ids, kept)

    def test_pages_of_the_invoice_are_no_file(self):
        self.assertEqual(self.move._call_annex_files(), [])
        self.acme.call_annex_format = "csv"
        self.acme.call_invoice_detail = "destination"
        self.assertEqual(self.move._call_annex_files(), [])

    def test_too_many_calls_go_into_a_file(self):
        self.calls.statement_line_id.call_count = 60_000
        self.move.invalidate_recordset(["call_count"])
        self.assertEqual(self.move._call_annex_kind(), "xlsx")
        self.calls.statement_line_id.call_count = 2_000_000
        self.move.invalidate_recordset(["call_count"])
        self.assertEqual(self.move._call_annex_kind(), "csv")

    def test_only_who_may_see_the_invoice_gets_its_calls(self):
        other = self._create_customer("Other")
        new_test_user(self.env, "acme_portal", "base.group_portal", partner_id=self.acme.id, password="acme_portal")
        new_test_user(self.env, "other_portal", "base.group_portal", partner_id=other.id, password="other_portal")
        self._create_user("clerk")
        url = f"/call_center_billing/invoice/{self.move.id}/calls.csv"
        answers = {}
        for login in ("acme_portal", "other_portal", "ccb_clerk"):
            self.authenticate(login, login)
            answers[login] = self.url_open(url)
        self.assertEqual([answers[login].status_code for login in answers], [200, 404, 200])
        self.assertNotIn("46701110001", answers["ccb_clerk"].text)
        self.assertEqual(self.url_open(url.replace(".csv", ".exe")).status_code, 404)

    def test_another_customer_cannot_read_what_was_sent(self):
        self.acme.call_annex_format = "csv"
        self.move._call_make_files()
        other = self._create_customer("Other")
        user = new_test_user(self.env, "other_portal", "base.group_portal", partner_id=other.id)
        self.assertFalse(self.move.call_attachment_ids.with_user(user)._filtered_access("read"))
