"""How reports look, on a computer and on a telephone."""

from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from ...controllers import report
from ..look import LookCase
from .common import MARCH, ReportCase


@tagged("post_install", "-at_install")
class TestReportLook(ReportCase, LookCase):
    def test_a_clients_reports(self):
        self.import_march()
        self.store_queue()
        self.agree()
        self.store("2025-03-06 10:00:00", 0, 80, service="data", quantity=25_000_000)
        self.invoice(self.customer_a)._call_make_files()
        pages = [f"/my/reports?view={view}&{MARCH}" for view in ("campaigns", "agents", "hours", "levels", "data")]
        self.look(*pages, "/my/reports/archive", login="portal_a")

    def test_days_of_ones_own(self):
        self.store_queue()
        self.start_tour("/my/reports", "call_report_days", login="portal_a")

    def test_the_running_month_is_brought_up_to_date(self):
        self.store(fields.Datetime.now(), 0, 60, service="data", quantity=1_500_000, partner_id=self.customer_b.id)
        with patch.object(report, "SECONDS", 1):
            self.start_tour("/my/reports?view=data", "call_report_live", login="portal_b")

    def test_the_running_month_of_an_empty_account(self):
        self.look("/my/reports", "/my/reports?view=data", "/my/reports/archive", login="portal_b", widths=(390,))
