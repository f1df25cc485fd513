"""What a client reads, takes away, and does not get to see."""

import io
import re
from datetime import datetime, timedelta

from openpyxl import load_workbook

from odoo import fields
from odoo.tests import tagged

from .common import MARCH, ReportCase

VIEWS = ("campaigns", "agents", "hours", "weekdays", "levels", "days", "destinations", "numbers", "data")
HOSTILE = (
    "",
    "%00",
    "9" * 5000,
    "';DROP TABLE x--",
    "\N{ARABIC-INDIC DIGIT TWO}025-03-01",
    "-1",
    "2025-13-45",
    "0001-01-01",
    "9999-12-31",
    "[]",
)


@tagged("post_install", "-at_install")
class TestReportPages(ReportCase):
    def _export(self, kind="csv", view="campaigns", days=MARCH, user=None):
        user = user or self.user_a
        page = self.open(f"/my/reports?view={view}&{days}", user).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
        form = dict(part.split("=") for part in days.split("&"))
        return self.url_open("/my/reports/export", data={**form, "view": view, "kind": kind, "csrf_token": token})

    def test_a_client_reads_how_its_campaigns_did(self):
        self.import_march()
        self.store_queue()
        text = self.page_text(f"/my/reports?{MARCH}", self.user_a)
        for part in ("Campaigns", "=Spring 3 2 66.7 % 0:01:15 0:02:30", "No campaign 1 1 100.0 % 0:00:30", "All 4 3"):
            self.assertIn(part, text)
        self.assertIn("Compared with the time before", text)
        self.assertIn(f"Price of calls {self.currency.symbol}", text.replace("\N{NO-BREAK SPACE}", ""))

    def test_agents_levels_and_data(self):
        self.store_queue()
        self.agree()
        self.store("2025-03-06 10:00:00", 0, 80, service="data", quantity=25_000_000)
        self.assertIn("bo 0 0", self.page_text(f"/my/reports?view=agents&{MARCH}", self.user_a))
        levels = self.page_text(f"/my/reports?view=levels&{MARCH}", self.user_a)
        self.assertIn("are answered within 20 seconds 33.3 % 80.0 % Missed 3", levels)
        data = self.page_text(f"/my/reports?view=data&{MARCH}", self.user_a)
        self.assertIn("1 25.00 MB 0:01:20 2,500 kbit/s", data)

    def test_whoever_has_no_campaigns_reads_what_was_used(self):
        self.import_march()
        page = self.page_text(f"/my/reports?{MARCH}", self.user_b)
        self.assertIn("Use by day", page)
        self.assertNotIn("Agents", page)
        self.assertNotIn("Spring", page)
        numbers = self.page_text(f"/my/reports?view=numbers&{MARCH}", self.user_b)
        self.assertIn(f"{self.B_NUMBER} Customer B's desk 1 0:10:00", numbers)
        self.assertNotIn(self.A_NUMBER, numbers)
        self.assertIn("Sweden, as tested 1", self.page_text(f"/my/reports?view=destinations&{MARCH}", self.user_b))

    def test_where_nothing_was_used_the_page_says_so(self):
        for view in ("days", "data", "numbers"):
            text = self.page_text(f"/my/reports?view={view}&{MARCH}", self.user_b)
            self.assertIn("There is nothing to report of these days", text)

    def test_what_was_called_in_confidence_has_no_name(self):
        calls = self.import_march()
        calls.destination_id.hidden_on_bills = True
        text = self.page_text(f"/my/reports?view=destinations&{MARCH}", self.user_a)
        self.assertIn("Other 3", text)
        self.assertNotIn("Sweden", text)

    def test_the_running_month_says_what_is_used_now(self):
        self.store(fields.Datetime.now(), 0, 60, service="data", quantity=1_500_000)
        self.assertIn("Used this month: 1.50 MB in 1 sessions", self.page_text("/my/reports?view=data", self.user_a))
        live = self.open("/my/reports/live", self.user_a).json()
        self.assertEqual((live["used"], live["sessions"]), ("1.50 MB", "1"))
        self.assertEqual(self.open("/my/reports/live", self.user_b).json()["used"], "0.00 MB")

    # === FILES === #

    def test_files_have_numbers_and_no_formulas(self):
        self.import_march()
        text = self._export().content.decode("utf-8-sig")
        self.assertIn("'=Spring,3,2,66.7,75,150", text)
        self.assertNotIn("\n=Spring", text)
        sheet = load_workbook(io.BytesIO(self._export("xlsx").content)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        self.assertEqual(rows[0][:6], ["=Spring", 3, 2, 66.7, 75, 150])
        self.assertEqual(sheet.cell(2, 1).data_type, "s")
        taken = self.env["call.portal.export"].search([("user_id", "=", self.user_a.id)])
        self.assertEqual(taken.mapped("kind"), ["report", "report"])

    def test_whoever_takes_too_many_is_told_when_the_next_comes(self):
        self.import_march()
        self.company.call_portal_exports_hour = 1
        self.assertEqual(self._export().headers["Content-Type"], "text/csv")
        again = self._export()
        self.assertIn("You have downloaded as much as you may within an hour", again.text)

    def test_a_form_without_a_token_gets_no_file(self):
        self.authenticate("portal_a", "portal_a")
        with self.assertLogs("odoo.http", "WARNING"):
            answer = self.url_open("/my/reports/export", data={"kind": "csv"})
        self.assertEqual(answer.status_code, 400)

    # === THE REPORTS THAT WERE SENT === #

    def test_the_report_that_went_with_an_invoice(self):
        self.import_march()
        move = self.invoice(self.customer_a)
        self.assertIn("No report was sent", self.page_text("/my/reports/archive", self.user_a))
        move._call_make_files()
        self.assertIn(f"{move.name} ", self.page_text("/my/reports/archive", self.user_a))
        file = self.open(f"/my/reports/archive/{move.id}", self.user_a)
        self.assertEqual(file.content, move._call_performance_kept().raw)
        self.assertIn("attachment", file.headers["Content-Disposition"])
        self.assertEqual(self.open(f"/my/reports/archive/{move.id}", self.user_b).status_code, 404)
        self.assertNotIn(move.name, self.page_text("/my/reports/archive", self.user_b))

    # === WHO, AND WHAT IS SENT === #

    def test_others_see_nothing(self):
        for page in ("/my/reports", "/my/reports/archive", "/my/reports/live"):
            self.assertIn("/web/login", self.open(page).headers.get("Location", ""), page)
        self.user_a.partner_id.call_portal_calls = False
        for page in ("/my/reports", "/my/reports/archive", "/my/reports/archive/1", "/my/reports/live"):
            self.assertEqual(self.open(page, self.user_a).status_code, 403, page)

    def test_whatever_stands_in_the_address(self):
        self.import_march()
        self.authenticate("portal_a", "portal_a")
        for name in ("view", "period", "place", "first", "last", "kind"):
            for text in HOSTILE:
                for page in ("/my/reports", "/my/reports/archive", "/my/reports/archive/999999999999"):
                    days = "" if name in ("period", "view") else "period=own&first=2025-03-01&"
                    answer = self.url_open(f"{page}?{days}{name}={text}", allow_redirects=False)
                    self.assertIn(answer.status_code, (200, 303, 400, 404), (page, name, text))

    def test_a_mistake_is_told_beside_what_was_typed(self):
        text = self.open("/my/reports?period=own&first=2025-03-31&last=2025-03-01", self.user_a).text
        self.assertIn("a last day that is not before it", text)
        self.assertIn('value="2025-03-31"', text)

    def test_queries_do_not_grow_with_calls(self):
        self.import_march()
        found = {view: self.queries_of(f"/my/reports?view={view}&{MARCH}", self.user_a) for view in VIEWS}
        start = datetime(2025, 3, 2)
        self.import_calls(*({"at": start + timedelta(hours=hour), "code": "spring"} for hour in range(60)))
        for view, before in found.items():
            self.assertLessEqual(self.queries_of(f"/my/reports?view={view}&{MARCH}", self.user_a), before + 1, view)
            self.assertLessEqual(before, 45, view)
        self.assertLessEqual(self.queries_of("/my/reports/archive", self.user_a), 30)
