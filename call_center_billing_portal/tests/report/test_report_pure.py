"""Periods, charts and texts of reports, without a page."""

import doctest
from datetime import date

from odoo.tests import BaseCase, tagged

from ... import report_chart, report_period
from ...models.report import call_report, call_report_day, table
from ...report_period import choose


@tagged("post_install", "-at_install")
class TestReportPure(BaseCase):
    def test_examples(self):
        for module in (report_chart, report_period, table, call_report, call_report_day):
            with self.subTest(module.__name__):
                self.assertEqual(doctest.testmod(module).failed, 0)

    def test_the_running_month_is_compared_with_the_same_days(self):
        found = choose(date(2026, 3, 31), "month")
        self.assertEqual(found[1:], (date(2026, 3, 1), date(2026, 4, 1), date(2026, 2, 1), date(2026, 3, 1)))
        found = choose(date(2026, 3, 10), "anything")
        self.assertEqual((found.past_first, found.past_last), (date(2026, 2, 1), date(2026, 2, 10)))

    def test_three_months_over_the_turn_of_the_year(self):
        found = choose(date(2026, 2, 10), "quarter")
        self.assertEqual(found[1:], (date(2025, 11, 1), date(2026, 2, 1), date(2025, 8, 1), date(2025, 11, 1)))

    def test_days_of_ones_own(self):
        found = choose(date(2026, 2, 10), "own", "2026-01-05", "2026-01-05")
        self.assertEqual((found.first, found.last, found.past_first), (date(2026, 1, 5),) * 2 + (date(2026, 1, 4),))
        for days in (("2026-01-05", "2026-01-04"), ("2025-01-01", "2026-01-02"), ("", ""), ("2026-1-5", "2026-1-5")):
            with self.assertRaises(ValueError, msg=days):
                choose(date(2026, 2, 10), "own", *days)
