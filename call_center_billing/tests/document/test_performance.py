"""The report of campaigns that goes with an invoice."""

import io

from openpyxl import load_workbook
from pypdf import PdfReader

from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestPerformance(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["call.campaign"].create({"name": "Spring", "code": "spring", "partner_id": cls.acme.id})
        lines = [
            line("1.1/1", seconds=100, account="spring", start="2026-11-03 08:00:00"),
            line("1.1/2", seconds=50, account="spring", start="2026-11-03 08:10:00"),
            line("1.1/3", seconds=0, account="spring", start="2026-11-03 08:20:00"),
            line("1.1/4", seconds=30, start="2026-11-04 08:00:00"),
        ]
        batch = cls.source._import_bytes("test.csv", "\n".join(lines).encode())
        calls = cls.env["call.record"].search([("import_id", "=", batch.id)])
        cls.move = calls.statement_id.action_invoice()

    def test_it_counts_what_was_answered_and_what_was_not(self):
        spring, without, whole = self.move._call_performance()
        self.assertEqual(spring[:4], ("Spring", 3, 2, 150))
        self.assertEqual((spring.answered_share, spring.average, spring.after), (667, 75, None))
        self.assertEqual(without[:4], ("No campaign", 1, 1, 30))
        self.assertEqual(whole[:4], ("All", 4, 3, 180))

    def test_it_goes_with_the_invoice_of_those_who_want_it(self):
        self.assertEqual(self.move._call_annex_files(), [])
        self.acme.call_report_wanted = True
        [(name, content, _type)] = self.move._call_annex_files()
        self.assertTrue(name.endswith(".pdf"))
        text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
        for part in ("Performance of campaigns", "Spring", "66.7", "0:02:30", "0:01:15"):
            self.assertIn(part, text)
        self.assertEqual([(name, _type)], self.move._call_annex_names())

    def test_it_is_a_sheet_for_those_who_get_sheets(self):
        self.acme.write({"call_report_wanted": True, "call_annex_format": "xlsx"})
        calls, report = self.move._call_annex_files()
        self.assertEqual([calls[0].split()[0], report[0].split()[0]], ["Calls", "Performance"])
        sheet = load_workbook(io.BytesIO(report[1])).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        self.assertEqual(rows[0][:6], ["Spring", 3, 2, 66.7, 75, 150])

    def test_other_customers_calls_do_not_count(self):
        self._create_customer("Other", "+46850001234")
        self._import(line("1.2/1", a_number="46850001234", start="2026-11-05 08:00:00"))
        self.assertEqual(self.move._call_performance()[-1].calls, 4)

    def test_agents_time_beyond_talk(self):
        from ...models.document.account_move_performance import Performance

        self.assertEqual(Performance("x", 2, 2, 100, 10, 160).after, 60)
        self.assertEqual(Performance("x", 2, 2, 100, 10, 90).after, 0)
        self.assertIsNone(Performance("x", 0, 0, 0, 0, 0).answered_share)
