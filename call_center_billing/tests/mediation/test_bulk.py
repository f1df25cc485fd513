"""A file that is read a block at a time ends as one that is read call by call."""

import random
from unittest.mock import patch

from odoo import fields

from ...models.mediation.bulk.bulk_pipeline import BulkPipeline
from ...models.mediation.pipeline import COLUMNS, Pipeline
from ..common import line
from .common import CostCase

A_NUMBERS = (
    "46812345678",
    "+46812345679",
    "0812345680",
    "46812345681",
    "46812345682",
    "46899999999",
    "anonymous",
    "960",
)
B_NUMBERS = ("46701110001", "+46812345678", "0701110002", "4791234567", "112", "46731110001", "900", "")
STARTS = (
    "2026-01-03 07:59:59",
    "2026-05-31 21:59:59",
    "2026-05-31 22:00:00",
    "2026-06-15 12:00:00",
    "2025-12-31 23:00:00",
)


class TestBulk(CostCase):
    """Both ways over the same lines, and what is stored compared column by column."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_prices()
        cls._make_customers()
        euro = cls.env.ref("base.EUR")
        euro.active = True
        foreign = cls._create_cost_card("Foreign", {"46": 100_003, "47": 70_000}, euro, bill_busy=True)
        model = cls.env["call.trunk"]
        model.create({"name": "Any", "source_id": cls.source.id, "code": False, "rate_card_id": foreign.id})
        cls.other = cls.source.copy({"name": "Read in blocks"})
        for trunk in cls.source.trunk_ids:
            trunk.copy({"source_id": cls.other.id})

    @classmethod
    def _make_prices(cls):
        banded = {
            "band_ids": [(0, 0, {"name": "Night", "hour_from": 18, "hour_to": 8, "percent": 50})],
            "charged_time": "setup",
            "bill_no_answer": True,
        }
        cls.banded = cls._create_card("Banded", {"467": 700_000, "46": 300_001}, **banded)
        rates = cls.card.version_ids.copy({"valid_from": "2026-06-01 00:00:00"})
        rates.rate_ids.write({"connection_fee": 290_000, "free_seconds": 10, "first_increment": 30})
        rates.action_publish()
        fixed = {"compute_price": "fixed", "fixed_price": 0.45, "applied_on": "3_global"}
        fixed |= {"date_start": "2026-06-01 00:00:00"}
        cls.fixed = cls._create_pricelist("Fixed", cls.card, [fixed])
        cls.night = cls._create_pricelist("Night", cls.banded)
        cls.bare = cls._create_pricelist("Bare", cls._create_card("Late", {"467": 1}, valid_from="2026-06-10 00:00:00"))

    @classmethod
    def _make_customers(cls):
        cls.two = cls._create_customer("Two", "+46812345679", cls.fixed)
        cls.three = cls._create_customer("Three", "+46812345680", cls.night)
        cls.four = cls._create_customer("Four", "+46812345681", cls.bare)
        discount = {"partner_id": cls.acme.id, "percent": 12.5, "date_from": "2026-06-01", "date_to": "2027-01-01"}
        cls.env["call.discount"].create(discount)
        campaign = {"name": "Club", "code": "club", "partner_id": cls.acme.id, "pricelist_id": cls.night.id}
        cls.env["call.campaign"].create(campaign)
        moved = {"number": "+46812345682", "valid_from": "2026-01-01", "valid_to": "2026-06-01"}
        later = {"number": "+46812345682", "valid_from": "2026-06-01", "pricelist_id": cls.fixed.id}
        cls.env["call.number"].create([moved | {"partner_id": cls.acme.id}, later | {"partner_id": cls.two.id}])

    def _lines(self, count, seed):
        chance = random.Random(seed)
        found = []
        for index in range(count):
            kind = chance.choice((None, None, None, "BUSY", "NO ANSWER", "FAILED"))
            seconds = chance.choice((0, 1, 9, 10, 11, 59, 60, 61, 3_599, 50_000)) if kind is None else 0
            found.append(
                line(
                    f"{1780000000 + index}.{index}/{index}",
                    a_number=chance.choice(A_NUMBERS),
                    b_number=chance.choice(B_NUMBERS),
                    seconds=seconds,
                    start=chance.choice(STARTS),
                    account=chance.choice(("", "club", "other")),
                    disposition=kind or "ANSWERED",
                    application=chance.choice(("Dial", "Dial", "Hangup")),
                ).replace("PJSIP/b-2", chance.choice(("PJSIP/b-2", "PJSIP/c-3", "")))
            )
            if chance.random() < 0.05:
                found.append(chance.choice((found[-1], "garbage", found[-1].replace(',"ANSWERED"', "x"))))
        return found

    def _read(self, lines, source, kind):
        batch = self.env["call.import"].create({"source_id": source.id, "name": "calls.csv"})
        pipeline = kind(batch)
        pipeline.run(["\n".join(lines).encode()])
        return batch, pipeline

    def _stored(self, batch):
        names = [name for name in COLUMNS if name not in ("import_id", "source_id", "trunk_id")]
        columns = ", ".join(f"call.{name}" for name in names)
        self.env.cr.execute(
            f"SELECT {columns}, trunk.code, trunk.name FROM call_record call LEFT JOIN call_trunk trunk"
            " ON trunk.id = call.trunk_id WHERE import_id = %s ORDER BY identity",
            (batch.id,),
        )
        return self.env.cr.dictfetchall()

    _plain_stored = _stored

    def _totals(self, batch):
        names = ("line_count", "stored_count", "duplicate_count", "refused_count", "ignored_count", "talk_seconds")
        days = sorted((str(day.day), *(day[name] for name in names), day.duplicate_seconds) for day in batch.day_ids)
        rejects = sorted((row.line_number, row.kind, row.reason, row.raw) for row in batch.reject_ids)
        return [batch[name] for name in names], (batch.first_call, batch.last_call), days, rejects

    def _assert_equal(self, lines):
        one, slow = self._read(lines, self.source, Pipeline)
        two, fast = self._read(lines, self.other, BulkPipeline)
        for left, right in zip(self._stored(one), self._stored(two), strict=True):
            self.assertEqual(left, right)
        self.assertEqual(self._totals(one), self._totals(two))
        self.assertEqual(slow.tally.states, fast.tally.states)
        return one, two

    def _assert_booked(self):
        """Lines are the sums of their calls, and statements of their lines."""
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT line.id, line.call_count, line.talk_seconds, line.billed_seconds, line.amount, count(call.id),
                      sum(call.talk_seconds), sum(call.billed_seconds), sum(call.amount)
                 FROM call_statement_line line LEFT JOIN call_record call ON call.statement_line_id = line.id
                GROUP BY line.id"""
        )
        for row in self.env.cr.fetchall():
            self.assertEqual(row[1:5], row[5:])
        for statement in self.env["call.statement"].search([]):
            self.assertEqual(statement.amount, sum(statement.line_ids.mapped("amount")))
            self.assertEqual(statement.call_count, sum(statement.line_ids.mapped("call_count")))

    def test_both_ways_end_alike(self):
        one, _two = self._assert_equal(self._lines(900, seed=1))
        states = dict(self.env["call.record"]._read_group([("import_id", "=", one.id)], ["state"], ["__count"]))
        self.assertEqual(set(states), {"rated", "unrated", "unmatched", "unanswered", "denied"})
        self._assert_booked()

    def test_a_billed_period_and_late_calls(self):
        self._read(self._lines(300, seed=2), self.source, Pipeline)
        self.env["call.record"].search([("state", "=", "unrated")]).write({"statement_id": False})
        billed = self.env["call.statement"].search([("partner_id", "=", self.two.id), ("amount", ">", 0)])
        billed.action_create_order()
        self.company.call_late_days = 165
        lines = self._lines(300, seed=3)
        lines = [row.replace("178000", "179000") for row in lines]
        one, _two = self._assert_equal(lines)
        calls = self.env["call.record"].search([("import_id", "=", one.id)])
        self.assertTrue(any(calls.mapped("late")))
        self.assertIn("too_late", calls.mapped("reason"))
        self._assert_booked()

    def test_a_month_that_is_billed_before_it_is_over(self):
        now = f"{fields.Datetime.now():%Y-%m-%d %H:%M:%S}"
        number = self.two.call_number_ids.filtered(lambda number: not number.valid_to)[:1].number.lstrip("+")
        parts = [[line(f"{part}.{index}/1", a_number=number, start=now) for index in range(150)] for part in range(3)]
        first = self._read(parts[0], self.source, Pipeline)[0]
        self._calls(first).statement_id.action_create_order()
        second = self._calls(self._read(parts[1], self.source, BulkPipeline)[0])
        self.assertEqual((second.statement_id.sequence, set(second.mapped("late"))), (2, {False}))
        third = self._calls(self._read(parts[2], self.source, Pipeline)[0])
        self.assertEqual(third.statement_id, second.statement_id)
        self.assertEqual(second.statement_id.name, f"{self._calls(first).statement_id.name} (2)")
        self._assert_booked()

    def test_calls_of_nobody_and_calls_without_a_price(self):
        self._assert_equal([line(f"1.{index}/1", a_number="46899999999") for index in range(200)])
        self._assert_equal([line(f"2.{index}/1", b_number="900") for index in range(200)])
        self._assert_equal([line("3.1/1"), *["garbage"] * 200])

    def test_the_same_file_again_changes_nothing(self):
        lines = self._lines(400, seed=4)
        self._read(lines, self.other, BulkPipeline)
        self._assert_booked()
        before = self._sums()
        again, _pipeline = self._read(lines, self.other, BulkPipeline)
        self.assertEqual(again.stored_count, 0)
        self.assertEqual(again.line_count, len(lines))
        self.assertEqual(self._sums(), before)

    def test_a_file_that_goes_on_adds_what_is_new(self):
        """Blocks with old and new calls in them."""
        lines = self._lines(600, seed=5)
        self._read(lines[:300], self.other, BulkPipeline)
        fresh, _pipeline = self._read(lines[500:] + lines[200:500], self.other, BulkPipeline)
        whole, _pipeline = self._read(lines, self.source, Pipeline)
        self.env.cr.execute(
            "SELECT count(*), count(DISTINCT identity) FROM call_record WHERE source_id = %s", (self.other.id,)
        )
        count, distinct = self.env.cr.fetchone()
        self.assertEqual((count, distinct), (whole.stored_count, whole.stored_count))
        self.assertGreater(fresh.duplicate_count, 50)
        self._assert_booked()

    def test_other_cycles_orders_of_days_and_calls_and_campaigns(self):
        """Lines of single calls are the source's own, so they are compared by what they are about."""
        week = self.env.ref("call_center_billing.call_cycle_week")
        self._read(self._lines(100, seed=6), self.source, Pipeline)
        self.acme.write({"call_cycle_id": week.id, "call_order_policy": "call"})
        self.two.write({"call_cycle_id": week.copy({"unit": "month", "anchor": "2026-01-31"}).id})
        self.three.call_order_policy = "day"
        article = self.env.ref("call_center_billing.product_call_premium")
        clubs = {"code": "club", "name": "Club", "product_id": article.id}
        self.env["call.campaign"].create([clubs | {"partner_id": owner.id} for owner in (self.two, self.three)])
        self.acme.call_campaign_ids.billed = False
        lines = [row.replace("178000", "179000") for row in self._lines(500, seed=7)]
        with patch.object(TestBulk, "_stored", TestBulk._stored_and_lines):
            self._assert_equal(lines)
        self._assert_booked()
        billed = self.two.call_statement_ids.filtered("call_count")
        billed._make_orders(billed._free_lines())
        billed.closed = True
        self.three.call_statement_ids.filtered("call_count").line_ids.ordered = True
        lines = [row.replace("178000", "180000") for row in self._lines(500, seed=8)]
        with patch.object(TestBulk, "_stored", TestBulk._stored_and_lines):
            self._assert_equal(lines)
        self._assert_booked()
        self.assertGreater(len({one.date_from.day for one in self.two.call_statement_ids}), 1)
        self.assertIn(1, self.three.call_statement_ids.line_ids.mapped("part"))

    def _stored_and_lines(self, batch):
        """As `_stored`, with what lines are about in place of their ids."""
        rows = type(self)._plain_stored(self, batch)
        lines = self.env["call.statement.line"].browse({row["statement_line_id"] for row in rows} - {None})
        names = ("statement_id", "campaign_id", "product_id", "price", "time_band", "part", "ordered")
        about = {one.id: [one[name] for name in names] + [(one.slot or "")[:19]] for one in lines}
        return [row | {"statement_line_id": about.get(row["statement_line_id"])} for row in rows]

    def _sums(self):
        names = ("call_count", "talk_seconds", "amount")
        return self.env["call.statement"].search([], order="id").mapped(lambda record: [record[name] for name in names])
