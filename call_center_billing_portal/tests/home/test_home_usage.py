"""The chart of the running period: its days are those of the statement, however many calls there are."""

from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

# polars' modules are imported before any clock is stopped
from odoo.addons.call_center_billing.models.mediation.bulk import store as _store  # noqa: F401

from ...models.home import call_usage_day
from .common import HomeCase

NOW = datetime(2026, 11, 11, 12)


def november(day, hour=9):
    return datetime(2026, 11, day, hour)


@tagged("post_install", "-at_install")
class TestHomeUsage(HomeCase):
    def setUp(self):
        super().setUp()
        with freeze_time(NOW):
            self.import_calls(
                {"seconds": 90, "at": november(1)},
                {"seconds": 240, "at": november(2)},
                {"seconds": 240, "at": november(2, hour=23)},
                {"seconds": 60, "at": november(11)},
                {"seconds": 60, "at": november(11), "a": self.B_NUMBER},
            )

    def usage(self):
        with freeze_time(NOW):
            return self.customer_a._prepare_portal_usage()

    def keep(self):
        """The hourly task."""
        self.env.ref("call_center_billing_portal.call_usage_day_cron").method_direct_trigger()
        self.env.invalidate_all()

    def test_days_and_the_projection(self):
        usage = self.usage()
        self.assertEqual((usage["calls"], usage["talk_time"]), (4, "0:10:30"))
        self.assertIn("6.70", usage["used"])
        rows = [("11/11/2026", 1), ("11/02/2026", 2), ("11/01/2026", 1)]
        self.assertEqual([(row["day"], row["calls"]) for row in usage["rows"]], rows)
        # 6.00 on ten days that are over: 0.60 a day for the twenty that are left, today among them
        self.assertEqual(usage["days_over"], 10)
        self.assertIn("18.00", usage["projected"])
        self.assertIn("0.60", usage["per_day"])
        self.assertEqual(len(usage["bars"]), 30)
        self.assertEqual([bar.height for bar in usage["bars"][:3]], [20, 100, 0])
        self.assertEqual({bar.ahead for bar in usage["bars"][11:]}, {True})

    def test_days_begin_at_midnight_by_the_account_s_clock(self):
        self.customer_a.call_timezone = "Europe/Stockholm"
        self.assertEqual([row["day"][:5] for row in self.usage()["rows"]], ["11/11", "11/03", "11/02", "11/01"])

    def test_nothing_is_projected_on_the_first_day(self):
        with freeze_time("2026-11-01 12:00:00"):
            usage = self.customer_a._prepare_portal_usage()
        self.assertIsNone(usage["projected"])

    def test_a_period_without_calls_says_so(self):
        with freeze_time("2026-12-05 12:00:00"):
            usage = self.customer_a._prepare_portal_usage()
        self.assertEqual((usage["calls"], usage["rows"], usage["first"]), (0, [], "12/01/2026"))
        self.assertFalse(any(bar.height for bar in usage["bars"]))
        user = self._create_customer("Quiet", "portal_quiet", "+46811110000")[1]
        self.assertIn("No calls yet in this period.", self.home(user))

    def test_calls_of_an_earlier_period_are_beside_the_chart(self):
        statement = self.customer_a.call_statement_ids
        self.env.cr.execute(
            "UPDATE call_record SET started_at = started_at - interval '1 month' WHERE statement_id = %s"
            " AND talk_seconds = 90",
            [statement.id],
        )
        usage = self.usage()
        self.assertEqual((usage["calls"], usage["beside"]["calls"], len(usage["rows"])), (4, 1, 2))
        self.assertIn("1.00", usage["beside"]["used"])

    def test_of_many_calls_the_days_are_kept(self):
        """And what is not kept yet is said, so that nothing is missing from the sums."""
        with patch.object(call_usage_day, "LARGE", 1), freeze_time(NOW):
            usage = self.customer_a._prepare_portal_usage()
            self.assertEqual((usage["calls"], usage["beside"]["calls"]), (4, 3), "only today is read")
            self.keep()
            whole = self.customer_a._prepare_portal_usage()
            self.import_calls({"seconds": 60, "at": november(3)}, {"seconds": 60, "at": november(11)})
            after = self.customer_a._prepare_portal_usage()
            self.keep()
            again = self.customer_a._prepare_portal_usage()
        self.assertEqual(whole, self.usage() | whole, "the same as if all were read")
        self.assertIsNone(whole["beside"])
        self.assertEqual((after["calls"], after["beside"]["calls"], after["rows"][0]["calls"]), (6, 1, 2))
        self.assertEqual((again["beside"], len(again["rows"])), (None, 4))

    def test_kept_days_follow_calls_that_change(self):
        with patch.object(call_usage_day, "LARGE", 1), freeze_time(NOW):
            self.keep()
            kept = self.env["call.usage.day"].search([("statement_id", "=", self.customer_a.call_statement_ids.id)])
            before = kept.ids
            self.keep()
            self.assertEqual(kept.search([("id", "in", before)]).ids, before, "nothing has changed")
            kept[0].amount += 1
            self.keep()
            self.assertFalse(kept.exists())

    def test_the_page_asks_as_often_with_many_calls_as_with_few(self):
        self.import_calls({})
        few = self.queries_of("/my", self.user_a)
        self.import_calls(*({"seconds": 30 + number} for number in range(40)))
        self.assertLessEqual(self.queries_of("/my", self.user_a), few)
        self.assertLessEqual(few, 65)
        self._bill(20, days=-3)
        self._bill(20, days=3)
        self.assertLessEqual(self.queries_of("/my", self.user_a), 80)
