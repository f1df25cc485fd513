"""Somebody is told of a customer who suddenly spends far more than usual."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ...models.admission.call_unusual import UNUSUAL_ACTIVITY
from .common import BalanceCase


@tagged("post_install", "-at_install")
class TestUnusual(BalanceCase):
    def setUp(self):
        super().setUp()
        self.company.write({"call_unusual_factor": 5, "call_unusual_floor": 3})
        self.midnight = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)

    def _spend(self, minutes, days_ago=0, **vals):
        start = f"{self.midnight - timedelta(days=days_ago):%Y-%m-%d %H:%M:%S}"
        self._used(seconds=60 * minutes, start=start, **vals)

    def _told(self):
        self.env["call.admission"]._cron_unusual()
        return self.acme.activity_search([UNUSUAL_ACTIVITY])

    def test_a_day_that_is_far_above_the_usual(self):
        for day in range(1, 29):
            self._spend(5, day)
        self._spend(24)
        self.assertFalse(self._told())
        self._spend(2)
        activity = self._told()
        self.assertIn("15.60", activity.summary)
        self.assertIn("3.00", activity.note)

    def test_a_new_customer_who_spends_much(self):
        self._spend(10)
        self.assertTrue(self._told())

    def test_little_is_never_unusual(self):
        self._spend(4)
        self.assertFalse(self._told())

    def test_once_a_day(self):
        self._spend(10)
        self._told()
        self.assertEqual(len(self._told()), 1)
        self._told().action_feedback()
        self.assertFalse(self._told())

    def test_who_does_not_want_to_know(self):
        self.company.call_unusual_factor = 0
        self._spend(100)
        self.assertFalse(self._told())
