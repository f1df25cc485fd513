"""Somebody bills a statement while an import adds to it: the import begins again, and nothing is lost."""

from odoo.exceptions import ConcurrencyError
from odoo.tests import tagged

from ...models.mediation.bulk.bulk_pipeline import BulkPipeline
from ...models.mediation.pipeline import Pipeline
from ..common import line
from .common import RulesCase


@tagged("post_install", "-at_install")
class TestBilledMeanwhile(RulesCase):
    def _bill_meanwhile(self, kind, bill):
        """Let an import of 120 calls be interrupted by `bill` when it is about to write its sums."""
        statement = self._call(start="2026-11-20 10:00:00").statement_id
        rows = [line(f"9{index}.1/1", start="2026-11-20 10:00:00") for index in range(120)]
        batch = self.env["call.import"].create({"source_id": self.source.id, "name": "x.csv"})
        with self.assertRaises(ConcurrencyError), self.env.cr.savepoint():
            pipeline = kind(batch)
            finish = pipeline.sums.write_sums if kind is BulkPipeline else pipeline.rater.book

            def interrupted():
                bill(statement)
                self.env.flush_all()
                finish()

            owner, name = (pipeline.sums, "write_sums") if kind is BulkPipeline else (pipeline.rater, "book")
            setattr(owner, name, interrupted)
            pipeline.run(["\n".join(rows).encode()])
        self.env.invalidate_all()
        kind(batch).run(["\n".join(rows).encode()])
        self.assertEqual(sum(self.acme.call_statement_ids.mapped("call_count")), 121)
        self._assert_adds_up()

    def test_a_statement_that_was_closed(self):
        for kind in (Pipeline, BulkPipeline):
            with self.subTest(kind=kind.__name__), self.env.cr.savepoint() as savepoint:
                self._bill_meanwhile(kind, lambda statement: statement.action_create_order())
                savepoint.rollback()
                self.env.invalidate_all()

    def test_a_day_that_was_ordered(self):
        self.acme.call_order_policy = "day"
        for kind in (Pipeline, BulkPipeline):
            with self.subTest(kind=kind.__name__), self.env.cr.savepoint() as savepoint:
                self._bill_meanwhile(kind, lambda statement: statement._order_finished())
                savepoint.rollback()
                self.env.invalidate_all()
