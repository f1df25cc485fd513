"""How reports look, on a computer and on a telephone."""

from odoo.tests import tagged

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

    def test_the_running_month_of_an_empty_account(self):
        self.look("/my/reports", "/my/reports?view=data", "/my/reports/archive", login="portal_b", widths=(390,))
