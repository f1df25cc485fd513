"""Channels, calls a second, spend a day, dear numbers, destinations, different numbers: of one and of all."""

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.admission import call_admission_total
from .api_common import ApiCase


@tagged("post_install", "-at_install")
class TestLimits(ApiCase):
    def setUp(self):
        super().setUp()
        self.source.admission_seconds = 60
        self.other = self._create_customer("Other", "+46850001234")
        call_admission_total.spent._kept.clear()

    def _reason(self, **parameters):
        return self._authorize(**parameters)["reason"]

    def _reasons(self, count, **parameters):
        return [self._reason(**parameters) for _call in range(count)]

    def test_calls_at_once(self):
        self.acme.call_max_channels = 2
        self.assertEqual(self._reasons(3), ["ok", "ok", "channel_limit"])
        hold = self.env["call.hold"].search([("partner_id", "=", self.acme.id)], limit=1)
        self._told("end", call_id=hold.call_id, talk_seconds=1)
        self.assertEqual(self._reason(), "ok")

    def test_the_stricter_of_account_and_company_holds(self):
        self.company.call_max_channels = 1
        self.acme.call_max_channels = 2
        self.assertEqual(self._reasons(2), ["ok", "channel_limit"])
        self.assertEqual(self._reason(a_number="+46850001234"), "ok")

    def test_all_accounts_together(self):
        self.company.call_total_channels = 2
        self.assertEqual([self._reason(), self._reason(a_number="+46850001234")], ["ok", "ok"])
        self.assertEqual([self._reason(), self._reason(a_number="+46850001234")], ["channel_limit"] * 2)

    def test_new_calls_in_a_second(self):
        self.acme.call_max_rate = 1
        self._authorize("5.1")
        self.env.cr.execute("UPDATE call_hold SET begun_at = begun_at + interval '1 minute' WHERE call_id = '5.1'")
        self.assertEqual(self._reason(), "rate_limit")
        self._grow_older("5.1", 120)
        self.assertEqual(self._reason(), "ok")

    def test_new_calls_in_a_second_of_everybody(self):
        self.company.call_total_rate = 1
        self._authorize("5.1")
        self.env.cr.execute("UPDATE call_hold SET begun_at = begun_at + interval '1 minute' WHERE call_id = '5.1'")
        self.assertEqual(self._reason(a_number="+46850001234"), "rate_limit")

    def test_spend_a_day_counts_what_is_in_progress_and_what_is_charged(self):
        self.acme.write({"call_day_limit": 1.5, "call_credit_policy": "unlimited"})
        first, second = self._authorize("6.1"), self._authorize("6.2")
        self.assertEqual((first["max_seconds"], second["max_seconds"]), (60, 60))
        self.assertEqual(self._authorize("6.3")["max_seconds"], 30)
        self.assertEqual(self._reason(), "day_limit")
        self._told("end", call_id="6.1", talk_seconds=30)
        self.assertEqual(self._authorize("6.4")["max_seconds"], 30)

    def test_spend_a_day_of_everybody(self):
        self.company.call_total_day_limit = 1
        self.assertEqual(self._reason(), "ok")
        call_admission_total.spent._kept.clear()
        self.assertEqual(self._authorize(a_number="+46850001234")["max_seconds"], 40)
        call_admission_total.spent._kept.clear()
        self.assertEqual(self._reason(), "day_limit")

    def test_dear_numbers(self):
        self.acme.call_price_cap = 599_999
        self.assertEqual(self._reason(), "price_cap")
        self.acme.call_price_cap = 600_000
        self.assertEqual(self._reason(), "ok")
        self.company.call_price_cap = 500_000
        self.assertEqual(self._reason(), "price_cap")
        self.env["call.discount"].create({"partner_id": self.acme.id, "percent": 50, "date_from": "2026-01-01"})
        self.assertEqual(self._reason(), "ok")

    def test_destinations(self):
        self.acme.call_blocked_destination_ids = self.mobile
        self.assertEqual(self._reason(), "destination_blocked")
        self.assertEqual(self._reason(a_number="+46850001234"), "ok")
        self.company.call_blocked_destination_ids = self.mobile
        self.assertEqual(self._reason(a_number="+46850001234"), "destination_blocked")

    def test_different_numbers_a_day(self):
        self.acme.call_distinct_limit = 2
        numbers = ["+46701110001", "+46701110002", "+46701110003", "+46701110001"]
        self.assertEqual([self._reason(b_number=number) for number in numbers], ["ok", "ok", "distinct_limit", "ok"])

    def test_a_limit_is_not_negative(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.env.cr.savepoint():
            self.acme.call_max_channels = -1
            self.env.flush_all()

    def test_who_may_set_limits(self):
        self.acme.with_user(self._create_user("clerk")).call_max_channels = 3
        sales = self.acme.with_user(self._create_user("sales"))
        self.assertEqual(sales.call_max_channels, 3)
        with self.assertRaises(AccessError):
            sales.call_max_channels = 9
        with self.assertRaises(AccessError):
            sales.call_blocked_destination_ids = self.mobile
