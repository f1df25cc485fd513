"""Withdrawn, credited and corrected calls give their units back, and use units again in the order they were made."""

from datetime import date

from ..correction.common import CorrectionCase
from .common import BundleCase


class TestBundleCorrection(BundleCase, CorrectionCase):
    def setUp(self):
        super().setUp()
        self.mine = self._give(self._create_bundle(100, rollover_periods=1))

    def _left(self):
        self.mine.invalidate_recordset()
        return self._grant(self.mine).left

    def test_a_withdrawn_file_gives_back(self):
        first = self._read(("2026-11-22 01:00:00", 80))
        self._read(("2026-11-22 02:00:00", 15))
        first._withdraw("wrong file")
        self.assertEqual(self._left(), 85)
        self.assertSound()
        self.assertEqual(self._paid(self._read(("2026-11-22 01:00:00", 90)))[0], (85, 50_000))
        self._check_sums()

    def test_what_a_later_call_used_comes_to_the_earlier_one(self):
        late = self._read(("2026-11-22 02:00:00", 80))
        early = self._read(("2026-11-22 01:00:00", 90))
        self.assertEqual(self._paid(late) + self._paid(early), [(80, 0), (20, 700_000)])
        correction = self._correct()
        self.assertEqual(correction.line_ids.sorted("started_at").mapped("bundle_units"), [90, 10])
        self.assertEqual(self._paid(late) + self._paid(early), [(80, 0), (20, 700_000)])  # nothing changed yet
        self.assertEqual(self._left(), 0)
        correction.action_approve()
        self.assertEqual(correction.account_ids.mapped("error"), [False])
        self.assertEqual(self._paid(late) + self._paid(early), [(10, 700_000), (90, 0)])
        self.assertIn("the same price", self._calls(early).explanation)
        self.assertSound()
        self._check_sums()
        self.env.invalidate_all()
        again = self._correct()
        self.assertFalse(again.line_ids)

    def test_other_prices_leave_units_where_they_are(self):
        calls = self._calls(self._read(("2026-11-22 01:00:00", 160)))
        self._applied(method="price", new_price=1_200_000)
        self.assertEqual((calls.bundle_units, calls.amount, self._left()), (100, 1_200_000, 0))
        self._applied(method="discount", percent=50)
        self.assertEqual((calls.bundle_units, calls.amount, self._left()), (100, 600_000, 0))
        self.assertSound()
        self._check_sums()

    def test_units_that_other_calls_used_meanwhile_set_the_customer_aside(self):
        self.mine.unlink()
        self._read(("2026-11-22 01:00:00", 90))
        self.mine = self._give(self._create_bundle(100))
        correction = self._correct()
        self.assertEqual(correction.line_ids.bundle_units, 90)
        self._read(("2026-11-22 03:00:00", 40))
        correction.action_approve()
        self.assertIn("Included units were used", correction.account_ids.error)
        self.assertEqual(self._left(), 60)
        self.assertSound()

    def test_a_credited_call_gives_back_what_it_used_in_whole(self):
        batch = self._read(("2026-11-22 01:00:00", 60), ("2026-11-22 02:00:00", 60), ("2026-11-22 03:00:00", 60))
        free, mixed, charged = self._calls(batch)
        self._credit(mixed, how="percent", percent=50)
        self.assertEqual((self._left(), mixed.bundle_units), (0, 40))
        self._credit(free | charged)
        self.assertEqual((self._left(), free.bundle_units, charged.bundle_units), (60, 0, 0))
        self.assertFalse((free | charged).statement_line_id)
        self.assertSound()
        self._check_sums()

    def test_invoiced_calls_change_by_documents(self):
        late = self._calls(self._read(("2026-11-22 02:00:00", 80)))
        self._read(("2026-11-22 02:30:00", 60))
        late.statement_id.action_invoice()
        wrong = self._read(("2026-11-22 01:00:00", 90))
        correction = self._applied()
        self.assertEqual((late.bundle_units, late.net_amount, late.amount), (10, 700_000, 0))
        self.assertEqual(self._paid(wrong), [(90, 0)])
        self.assertEqual(sum(correction.move_ids.mapped("amount_untaxed")), 0.9)
        self.assertIn("the same price", late.explanation)
        self.assertSound()
        self._check_sums()

    def test_units_carried_over_are_given_back_to_where_they_came_from(self):
        self.mine.unlink()
        self.mine = self._give(self._create_bundle(100, rollover_periods=1), start=date(2026, 10, 1))
        batch = self._read(("2026-11-22 01:00:00", 150))
        before = [(row.used, row.carried) for row in self.mine.grant_ids]
        self.assertIn((50, 100), before)
        batch._withdraw("wrong file")
        self.mine.invalidate_recordset()
        self.assertEqual({(row.used, row.carried) for row in self.mine.grant_ids}, {(0, 0)})
        self.assertSound()
