"""Months that are over, and what of a fee belongs to each."""

from datetime import date

from odoo.tests import BaseCase

from ...plan_months import by_month, complete_months, following


class TestPlanMonths(BaseCase):
    def test_the_last_months_that_are_over(self):
        today = date(2026, 3, 1)
        self.assertEqual(
            complete_months(today, date(2020, 1, 1), 3), [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
        )
        self.assertEqual(complete_months(today, date(2026, 2, 28), 3), [date(2026, 2, 1)])
        self.assertEqual(complete_months(today, date(2026, 3, 1), 3), [])
        self.assertEqual(following(date(2025, 12, 31)), date(2026, 1, 1))

    def test_shares_of_a_fee_come_to_the_whole(self):
        shares = by_month(date(2025, 12, 20), date(2026, 3, 2), 100_000_001)
        self.assertEqual(list(shares), [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)])
        self.assertEqual(sum(shares.values()), 100_000_001)
        self.assertEqual(by_month(date(2026, 2, 28), date(2026, 3, 1), -7), {date(2026, 2, 1): -7})
        self.assertEqual(by_month(date(2026, 2, 5), date(2026, 2, 5), 9), {date(2026, 2, 1): 9})
        self.assertEqual(sum(by_month(date(2026, 1, 15), date(2026, 2, 15), -10_000_001).values()), -10_000_001)
