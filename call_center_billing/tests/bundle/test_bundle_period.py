"""Periods of bundles: made in time, cut by days, carried over; and the bundles of plans."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import ValidationError

from ..plan.common import COIN, PlanCase
from .common import BundleCase


class TestBundlePeriod(BundleCase, PlanCase):
    def _periods(self, entitlement):
        entitlement.invalidate_recordset()
        rows = entitlement.grant_ids.sorted("date_from")
        return [(f"{row.date_from}", f"{row.date_to}", f"{row.expires_on}", row.granted) for row in rows]

    def test_first_and_last_periods_are_cut_by_days(self):
        with freeze_time("2026-02-15 12:00:00"):
            mine = self._give(self._create_bundle(2_800, rollover_periods=1), start=date(2026, 2, 15))
            self.assertEqual(
                self._periods(mine),
                [("2026-02-15", "2026-03-01", "2026-04-01", 1_400), ("2026-03-01", "2026-04-01", "2026-05-01", 2_800)],
            )
            mine.date_end = date(2026, 3, 11)
        self.assertEqual(
            self._periods(mine),
            [("2026-02-15", "2026-03-01", "2026-03-11", 1_400), ("2026-03-01", "2026-03-11", "2026-03-11", 903)],
        )

    def test_a_bundle_that_is_not_cut_and_one_of_many(self):
        whole = self._give(self._create_bundle(2_800, prorate=False), start=date(2026, 11, 15), quantity=3)
        self.assertEqual(self._grant(whole).granted, 8_400)

    def test_a_month_that_was_used_is_cut_to_no_less_than_that(self):
        mine = self._give(self._create_bundle(300))
        self._read(("2026-11-20 10:00:00", 280))
        mine.date_end = date(2026, 11, 22)
        self.assertEqual(self._periods(mine), [("2026-11-01", "2026-11-22", "2026-11-22", 280)])
        self.assertSound()

    def test_the_next_periods_are_made_before_they_begin(self):
        with freeze_time("2026-09-10 12:00:00"):
            mine = self._give(self._create_bundle(100), start=date(2026, 9, 1))
        for _time in range(2):
            self.env["call.bundle.entitlement"]._cron_grants()
        self.assertEqual([row[0] for row in self._periods(mine)], [f"2026-{month:02d}-01" for month in (9, 10, 11, 12)])

    def test_units_are_carried_over_up_to_the_cap_and_expire(self):
        bundle = self._create_bundle(100, rollover_periods=1, rollover_cap=40)
        mine = self._give(bundle, start=date(2026, 9, 1))
        self.assertEqual(self._paid(self._read(("2026-10-05 10:00:00", 150)))[0][0], 140)
        self.assertEqual(self._paid(self._read(("2026-11-05 10:00:00", 150)))[0][0], 100)
        self.assertEqual(self._paid(self._read(("2026-09-20 10:00:00", 150)))[0][0], 60)  # came late
        rows = mine.grant_ids.sorted("date_from")
        self.assertEqual([(row.used, row.carried) for row in rows][:3], [(100, 0), (100, 40), (100, 0)])
        self.assertSound()

    def test_bundles_of_a_plan_begin_pause_and_end_with_it(self):
        bundle = self._create_bundle(100)
        plan = self._create_plan(("recurring", 10, {}), terms={"bundle_ids": [(6, 0, bundle.ids)]})
        with freeze_time("2026-10-20 12:00:00"):
            subscription = self._subscribe(plan, date(2026, 10, 1))
        mine = subscription.entitlement_ids
        self.assertEqual((mine.bundle_id, mine.date_start, mine.date_end), (bundle, date(2026, 10, 1), False))
        with freeze_time("2026-11-11 12:00:00"):
            subscription.state = "paused"
        self.assertEqual((mine.date_end, self._grant(mine, date(2026, 11, 2)).granted), (date(2026, 11, 11), 33))
        with freeze_time("2026-11-16 12:00:00"):
            subscription.state = "active"
        again = subscription.entitlement_ids - mine
        self.assertEqual((again.date_start, self._grant(again).granted), (date(2026, 11, 16), 50))
        subscription.write({"state": "cancelled", "date_end": date(2026, 12, 1)})
        self.assertEqual((mine.date_end, again.date_end), (date(2026, 11, 11), date(2026, 12, 1)))

    def test_anniversary_periods(self):
        terms = {"bundle_ids": [(6, 0, self._create_bundle(100).ids)]}
        plan = self._create_plan(("recurring", 10, {}), terms=terms, alignment="anniversary")
        with freeze_time("2026-01-31 12:00:00"):
            mine = self._subscribe(plan, date(2026, 1, 31)).entitlement_ids
        self.assertEqual(
            [row[:2] for row in self._periods(mine)][:2], [("2026-01-31", "2026-02-28"), ("2026-02-28", "2026-03-31")]
        )

    def test_a_bundle_that_is_sold_alone_is_charged_once_a_period(self):
        with freeze_time("2026-10-16 12:00:00"):
            bundle = self._create_bundle(3_100, price=31 * COIN, product_id=self.fee.id)
            mine = self._give(bundle, start=date(2026, 10, 16), quantity=2)
        with freeze_time("2026-11-01 12:00:00"):
            for _time in range(2):
                self.env["call.bundle.entitlement"]._cron_grants()
        charges = mine.grant_ids.charge_id
        self.assertEqual(self._told(charges), [("2026-10-16", "2026-11-01", 32.0), ("2026-11-01", "2026-12-01", 62.0)])
        self.assertEqual(set(charges.mapped("state")), {"placed"})

    def test_bundles_are_the_account_s(self):
        contact = self.env["res.partner"].create({"name": "Ann", "parent_id": self.acme.id})
        with self.assertRaisesRegex(ValidationError, "bundles are the account's"):
            self._give(self._create_bundle(100), contact)

    def test_what_is_left_is_told(self):
        self._give(self._create_bundle(7_200, name="Minutes"))
        self._read(("2026-11-22 10:00:00", 60))
        [row] = self.acme._call_bundles()
        self.assertEqual((row["granted"], row["used"], row["left"], row["left_text"]), (7_200, 60, 7_140, "1:59:00"))
        self.assertEqual(self.acme.call_bundle_text, "Minutes: 1:59:00")

    def test_most_and_all_of_a_bundle_is_told_once(self):
        mine = self._give(self._create_bundle(100))
        for minute, seconds in enumerate((70, 15, 5, 30)):
            self._read((f"2026-11-22 10:0{minute}:00", seconds))
        notices = self.env["call.notice"].search([("partner_id", "=", self.acme.id)])
        codes = notices.event_id.mapped("code")
        self.assertEqual(sorted(codes), ["bundle_100", "bundle_80"])
        self.assertEqual(len(notices), 2)
        self.assertEqual(set(notices.mapped("key")), {str(self._grant(mine).id)})
