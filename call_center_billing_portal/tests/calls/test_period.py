"""Months as the customer's clock has them."""

from datetime import datetime

from odoo.tests import BaseCase, tagged

from ...period import month_bounds


@tagged("post_install", "-at_install")
class TestPeriod(BaseCase):
    def test_a_month_begins_at_local_midnight(self):
        bounds = month_bounds(datetime(2026, 7, 15, 12), "Europe/Stockholm")
        self.assertEqual(bounds, (datetime(2026, 6, 30, 22), datetime(2026, 7, 31, 22)))

    def test_a_month_with_a_change_of_the_clock_has_different_ends(self):
        bounds = month_bounds(datetime(2026, 10, 15, 12), "Europe/Stockholm")
        self.assertEqual(bounds, (datetime(2026, 9, 30, 22), datetime(2026, 10, 31, 23)))

    def test_the_last_hours_of_a_month_in_utc_can_be_the_next_month_here(self):
        self.assertEqual(
            month_bounds(datetime(2026, 10, 31, 23, 30), "Asia/Kolkata")[0], datetime(2026, 10, 31, 18, 30)
        )
        self.assertEqual(month_bounds(datetime(2026, 10, 31, 23, 30), "America/New_York")[0], datetime(2026, 10, 1, 4))

    def test_the_month_before_january_is_december(self):
        self.assertEqual(
            month_bounds(datetime(2026, 1, 31), "UTC", back=1), (datetime(2025, 12, 1), datetime(2026, 1, 1))
        )

    def test_one_month_ends_where_the_next_begins(self):
        now = datetime(2026, 12, 31, 23, 59)
        self.assertEqual(month_bounds(now, "Asia/Tokyo", back=1)[1], month_bounds(now, "Asia/Tokyo")[0])
