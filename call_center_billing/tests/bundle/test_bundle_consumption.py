"""Calls use included units in the order they were made, whatever brings them."""

import random
from datetime import date

from odoo.exceptions import ValidationError

from ...models.mediation.bulk.bulk_pipeline import BulkPipeline
from ...models.mediation.pipeline import Pipeline
from ..common import line
from .common import BundleCase


class TestBundleConsumption(BundleCase):
    def test_calls_use_units_in_the_order_they_were_made(self):
        mine = self._give(self._create_bundle(100))
        batch = self._read(("2026-11-22 12:00:00", 60), ("2026-11-22 10:00:00", 70), ("2026-11-22 11:00:00", 20))
        self.assertEqual(self._paid(batch), [(70, 0), (20, 0), (10, 500_000)])
        self.assertEqual(self._grant(mine).left, 0)
        self.assertSound()

    def test_the_explanation_tells_which_bundle_gave_what(self):
        self._give(self._create_bundle(40, name="Small"))
        call = self._calls(self._read(("2026-11-22 12:00:00", 60)))
        self.assertIn("Bundle “Small” gave 0:00:40.", call.explanation)
        self.assertIn("Rated again just now: the same price.", call.explanation)
        self.assertEqual((call.billed_seconds, call.amount), (20, 200_000))

    def test_both_ways_of_reading_use_the_same(self):
        chance = random.Random(7)
        other = self._create_customer("Two", "+46812345679")
        bundle = self._create_bundle(2_000, rollover_periods=1, rollover_cap=300)
        mine, theirs = (self._give(bundle, who, date(2026, 10, 1)) for who in (self.acme, other))
        calls = [
            (
                f"2026-{chance.choice((10, 11))}-{chance.randint(1, 20):02d} 10:{chance.randint(0, 59):02d}:00",
                index % 61,
            )
            for index in range(200)
        ]
        results = []
        for kind, number in ((Pipeline, "46812345678"), (BulkPipeline, "46812345679")):
            rows = [
                line(f"{1780000000 + index}.{number}/{index}", number, start=start, seconds=seconds)
                for index, (start, seconds) in enumerate(calls)
            ]
            batch = self.env["call.import"].create({"source_id": self.source.id, "name": "calls.csv"})
            kind(batch).run(["\n".join([*rows, rows[3], "garbage"]).encode()])
            self.assertEqual((batch.stored_count, batch.duplicate_count, batch.refused_count), (200, 1, 1))
            found = self.env["call.record"].search([("import_id", "=", batch.id)], order="identity")
            results.append([(call.started_at, call.bundle_units, call.amount, call.state) for call in found])
            again = self.env["call.import"].create({"source_id": self.source.id, "name": "again.csv"})
            kind(again).run(["\n".join(rows).encode()])
            self.assertEqual((again.stored_count, again.duplicate_count), (0, 200))
        self.assertEqual(*results)
        self.assertEqual(mine.grant_ids.mapped("used"), theirs.grant_ids.mapped("used"))
        self.assertTrue(all(row.used > 0 for row in self._grant(mine)))
        self.assertSound()

    def test_accounts_without_bundles_pay_as_ever(self):
        self._give(self._create_bundle(100), self._create_customer("Two", "+46812345679"))
        self.assertEqual(self._paid(self._read(("2026-11-22 12:00:00", 60))), [(0, 600_000)])

    def test_all_numbers_of_an_account_share(self):
        self.env["call.number"].create(
            {"number": "+46812345699", "partner_id": self.acme.id, "valid_from": "2026-01-01 00:00:00"}
        )
        self._give(self._create_bundle(100))
        batch = self._read(("2026-11-22 10:00:00", 70), ("2026-11-22 11:00:00", 70, {"a_number": "46812345699"}))
        self.assertEqual([paid for paid, _amount in self._paid(batch)], [70, 30])

    def test_units_of_a_period_come_with_its_first_call(self):
        mine = self._give(self._create_bundle(100), start=date(2026, 9, 1))
        self.env.cr.execute("DELETE FROM call_bundle_grant")
        mine.invalidate_recordset()
        self.assertEqual(self._paid(self._read(("2026-10-03 12:00:00", 60))), [(60, 0)])
        mine.invalidate_recordset()
        self.assertEqual(self._grant(mine, date(2026, 10, 3)).used, 60)

    def test_priority_and_time_by_the_customer_s_clock(self):
        """12:30 UTC is 13:30 in Stockholm; 22 November is a Sunday."""
        weekdays = dict.fromkeys(("saturday", "sunday"), False)
        first = self._give(self._create_bundle(50, sequence=1, hour_from=13, hour_to=14, **weekdays))
        second = self._give(self._create_bundle(30, sequence=2))
        self.assertEqual(self._paid(self._read(("2026-11-20 12:30:00", 60))), [(60, 0)])
        self.assertEqual([self._grant(first).used, self._grant(second).used], [50, 10])
        self.assertEqual(self._paid(self._read(("2026-11-20 13:30:00", 15))), [(15, 0)])
        self.assertEqual(self._paid(self._read(("2026-11-22 12:30:00", 15))), [(5, 100_000)])

    def test_a_bundle_of_calls_and_one_of_whole_minutes(self):
        calls = self._give(self._create_bundle(1, unit="call", sequence=1))
        minutes = self._give(self._create_bundle(600, increment=60, sequence=2))
        batch = self._read(("2026-11-22 10:00:00", 3_600), ("2026-11-22 12:00:00", 61))
        self.assertEqual(self._paid(batch), [(3_600, 0), (61, 0)])
        self.assertEqual([self._grant(calls).used, self._grant(minutes).used], [1, 120])
        self.assertSound()

    def test_only_what_is_named_is_paid_for(self):
        bundle = self._create_bundle(100, classes=("local", "free"))
        self._give(bundle)
        self.assertEqual(self._paid(self._read(("2026-11-22 10:00:00", 60))), [(0, 600_000)])
        bundle.write({"scope_ids": [(0, 0, {"destination_id": self.mobile.id})]})
        self.assertEqual(self._paid(self._read(("2026-11-22 11:00:00", 60))), [(60, 0)])

    def test_first_seconds_that_the_rate_does_not_charge_use_no_units(self):
        self._publish(self.card, free_seconds=10)
        mine = self._give(self._create_bundle(100))
        self.assertEqual(self._paid(self._read(("2026-11-22 10:00:00", 60))), [(50, 0)])
        self.assertEqual(self._grant(mine).used, 50)

    def test_a_call_that_gets_its_customer_later_uses_units_then(self):
        self._give(self._create_bundle(100))
        batch = self._read(("2026-11-22 10:00:00", 60, {"a_number": "46850001111"}))
        self.env["call.number"].create(
            {"number": "+46850001111", "partner_id": self.acme.id, "valid_from": "2026-01-01 00:00:00"}
        )
        self._calls(batch).action_redo()
        self.assertEqual(self._paid(batch), [(60, 0)])
        self.assertSound()

    def test_bad_bundles_are_refused_with_the_reason(self):
        for vals, reason in (
            ({"classes": ()}, "pays for nothing"),
            ({"units": -5}, "more than 0 units"),
            ({"rollover_cap": -1}, "0 or more units"),
            ({"service": "data"}, "not counted in"),
            ({"hour_to": 0.0}, "covers no time"),
            ({"price": 1_000_000}, "choose the article"),
        ):
            with self.subTest(vals), self.assertRaisesRegex(ValidationError, reason):
                self._create_bundle(**vals)

    def test_what_customers_hold_keeps_its_meaning(self):
        bundle = self._create_bundle(100)
        mine = self._give(bundle)
        with self.assertRaisesRegex(ValidationError, "Make another one"):
            bundle.unit = "call"
        with self.assertRaisesRegex(ValidationError, "let this bundle end"):
            mine.quantity = 2
