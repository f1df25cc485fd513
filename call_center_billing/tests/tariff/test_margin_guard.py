"""The margin guard: what is sold below cost, found when prices or costs are published."""

from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GuardCase


@tagged("post_install", "-at_install")
class TestMarginGuard(GuardCase):
    def test_what_earns_enough_raises_no_alert(self):
        self._publish_prices({"467": 375_000})  # 20 % exactly
        self.assertFalse(self._alerts())

    def test_a_loss_and_a_small_margin_are_told_apart_and_in_numbers(self):
        version = self._publish_prices({"467": 374_000, "4670": 299_999, "4673": 300_000})
        self.assertEqual(self._found(), {"467": "low", "4670": "low", "4673": "low"})
        alert = self._alerts(prefix="4670")
        self.assertEqual((alert.price, alert.cost, alert.margin), (300_000, 300_000, 0))

        self.assertEqual(alert.version_id, version)

    def test_a_dearer_part_of_a_destination_is_found_under_its_own_prefix(self):
        self._publish_prices({"467": 300_000, "46709": 2_000_000}, self.carrier)
        alert = self._alerts()
        self.assertEqual((alert.prefix, alert.kind), ("46709", "loss"))
        self.assertEqual((alert.price, alert.cost, alert.margin), (600_000, 2_000_000, -1_400_000))
        self.assertEqual(round(alert.margin_percent, 2), -233.33)
        self.assertEqual((alert.rate_id.prefix, alert.cost_rate_id.prefix), ("467", "46709"))
        self.assertIn("prefix 467", alert.explanation)
        self.assertIn("prefix 46709", alert.explanation)

    def test_a_destination_that_no_carrier_prices_is_told_of(self):
        self._publish_prices({"467": 600_000, "49": 600_000, "=112": 0})
        self.assertEqual(self._found(), {"49": "unknown", "=112": "unknown"})
        self.assertEqual(self.card.margin_alert_count, 2)

    def test_what_is_not_sold_is_nobodys_business(self):
        self._publish_prices({"467": 300_000, "88": 9_000_000}, self.carrier)
        self.assertFalse(self._alerts())

    def test_the_dearest_of_several_carriers_counts(self):
        second = self._create_cost_card("Second", {"467": 590_000, "49": 100_000})
        self.card.guard_cost_card_ids |= second
        self._publish_prices({"467": 600_000, "49": 600_000})
        alert = self._alerts()
        self.assertEqual((alert.prefix, alert.kind, alert.cost_card_id), ("467", "low", second))

    def test_fees_and_steps_count_as_a_call_of_the_guards_length_has_them(self):
        self._publish_prices({"467": {"price": 60_000, "connection_fee": 500_000}})
        self.assertFalse(self._alerts())
        self.card.guard_seconds = 600
        self.card.action_check_margins()
        alert = self._alerts()
        self.assertEqual((alert.kind, alert.price, alert.cost), ("loss", 1_100_000, 3_000_000))

    def test_each_time_band_is_looked_at(self):
        version = self._draft(self.card, {"467": 600_000})
        vals = {"name": "Night", "hour_from": 22, "hour_to": 6, "percent": 40, "saturday": True, "sunday": True}
        version.band_ids = [(0, 0, vals)]
        version.action_publish()
        alert = self._alerts()
        self.assertEqual((alert.kind, alert.price, alert.cost), ("loss", 240_000, 300_000))
        self.assertTrue(alert.moment.hour >= 22 or alert.moment.hour < 6)

    def test_a_band_of_the_carrier_counts_too_and_so_does_a_holiday(self):
        calendar = self.env["resource.calendar"].create({"name": "Holidays", "tz": "UTC"})
        feast = fields.Datetime.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=60)
        leave = {
            "name": "Feast",
            "date_from": feast,
            "date_to": feast + timedelta(hours=23),
            "calendar_id": calendar.id,
        }
        self.env["resource.calendar.leaves"].create(leave)
        days = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), False)
        version = self._draft(self.carrier, {"467": 300_000}, calendar_id=calendar.id)
        version.band_ids = [(0, 0, {"name": "Feast", "holiday": True, "percent": 300, **days})]
        version.action_publish()
        alert = self._alerts()
        self.assertEqual((alert.kind, alert.cost, alert.moment.date()), ("loss", 900_000, feast.date()))

    def test_rates_for_some_callers_or_some_time_are_looked_at(self):
        abroad = self.env["call.caller.class"].create({"name": "Callers abroad", "prefixes": "47, 45"})
        later = fields.Datetime.now() + timedelta(days=30)
        version = self._draft(
            self.carrier,
            {"467": 300_000, "4670": {"price": 300_000, "valid_to": later}},
        )
        version.rate_ids = [
            (0, 0, {"prefix": "467", "destination_id": self.mobile.id, "price": 800_000, "caller_class_id": abroad.id}),
            (0, 0, {"prefix": "4670", "destination_id": self.mobile.id, "price": 900_000, "valid_from": later}),
        ]
        version.action_publish()
        by_caller, by_time = self._alerts(prefix="467"), self._alerts(prefix="4670")
        self.assertEqual((by_caller.kind, by_caller.cost), ("loss", 800_000))
        self.assertIn(by_caller.a_number, ("+47", "+45"))
        self.assertEqual((by_time.cost, by_time.moment), (900_000, later))

    def test_highest_prices_and_fees_are_kept_also_without_a_cost_card(self):
        limits = {"guard_cost_card_ids": [(5,)], "maximum_price": 1_000_000, "maximum_fee": 390_000}
        self.card.write(limits)
        self._publish_prices(
            {
                "467": {"price": 1_000_000, "connection_fee": 390_000},
                "4670": {"price": 1_000_001},
                "4673": {"price": 0, "connection_fee": 400_000},
                "46900": {"price": 5_000_000, "connection_fee": 5_000_000},
                "46939": {"price": 9_000_000, "unit": "call"},
            }
        )
        found = sorted((alert.prefix, alert.kind, alert.margin) for alert in self._alerts())
        expected = [("4670", "price", -1), ("4673", "fee", -10_000), ("46900", "fee", -4_610_000)]
        self.assertEqual(found, [*expected, ("46900", "price", -4_000_000)])

    def test_costs_in_another_currency_are_converted(self):
        foreign = self.env.ref("base.EUR" if self.card.currency_id.name != "EUR" else "base.USD")
        foreign.active = True
        foreign.rate_ids.unlink()
        rate = {"currency_id": foreign.id, "name": "2026-01-01", "rate": 0.1, "company_id": self.company.id}
        self.env["res.currency.rate"].create(rate)
        carrier = self.env["call.rate.card"].create({"name": "Far", "kind": "cost", "currency_id": foreign.id})
        self.card.guard_cost_card_ids = carrier
        self._publish_prices({"467": 70_000}, carrier, valid_from="2026-01-01")
        alert = self._alerts()
        self.assertEqual((alert.kind, alert.cost, alert.margin), ("loss", 700_000, -100_000))

    def test_a_guard_that_is_off_finds_nothing_and_closes_what_it_found(self):
        self._publish_prices({"467": 100_000})
        self.assertEqual(self._found(), {"467": "loss"})
        self.card.guard_mode = "off"
        self.card.action_check_margins()
        self.assertEqual((self._found(), self._found("closed")), ({}, {"467": "loss"}))

    def test_the_cards_and_limits_make_sense(self):
        with self.assertRaisesRegex(ValidationError, "has selling prices"), self.cr.savepoint():
            self.card.guard_cost_card_ids = self.card.copy()
        with self.assertRaisesRegex(ValidationError, "takes this card for its cost"), self.cr.savepoint():
            self.carrier.kind = "selling"
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.cr.savepoint():
            self.card.minimum_margin = 101
            self.env.flush_all()
