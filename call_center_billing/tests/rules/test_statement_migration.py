"""Statements from before they could have several orders."""

import importlib.util
from pathlib import Path

from odoo.tests import tagged

from ..common import line
from .common import RulesCase

FOLDER = Path(__file__).parents[2] / "migrations/19.0.5.0.0"


@tagged("post_install", "-at_install")
class TestStatementMigration(RulesCase):
    @staticmethod
    def _script(name):
        spec = importlib.util.spec_from_file_location(name.replace("-", "_"), FOLDER / f"{name}.py")
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        return script

    def _statements(self, customer=None):
        months = (line(f"1.{month}/1", start=f"2026-{month:02}-10 10:00:00") for month in range(1, 5))
        return self._calls(self._import(*months)).statement_id.sorted("date_from")

    def test_what_was_ordered_and_invoiced_stays_so(self):
        opened, ordered, invoiced, again = self._statements()
        (ordered | again).action_create_order()
        invoiced.action_invoice()
        cancelled = again.order_id
        cancelled._action_cancel()
        states = {one: one.state for one in (opened, ordered, invoiced, again)}
        orders = {one: one.order_ids for one in states}
        self.env.flush_all()
        self.cr.execute("UPDATE sale_order SET call_statement_id = NULL")
        self.cr.execute("UPDATE call_statement_line SET ordered = NULL")
        self.cr.execute("UPDATE call_statement SET closed = NULL")
        self.cr.execute("UPDATE call_statement SET order_id = %s WHERE id = %s", (cancelled.id, again.id))
        self.env.invalidate_all()
        self._script("pre-statement-orders").link(self.cr)
        self._script("post-billing-rules").check(self.cr)
        self.assertEqual({one: one.order_ids for one in states}, orders)
        self.assertEqual(again.order_id.id, False)
        self.assertEqual((ordered.line_ids.ordered, opened.line_ids.ordered), (True, False))
        for one in states:
            one._compute_state()
        self.assertEqual({one: one.state for one in states}, states)
        self._assert_adds_up()

    def test_statements_that_lost_their_order_stop_the_upgrade(self):
        opened, *_others = self._statements()
        self.cr.execute("UPDATE call_statement SET closed = TRUE WHERE id = %s", (opened.id,))
        with self.assertRaisesRegex(ValueError, str(opened.id)):
            self._script("post-billing-rules").check(self.cr)

    def test_companies_bill_by_calendar_months(self):
        self.company.call_cycle_id = False
        self._script("post-billing-rules").migrate(self.cr, "19.0.4.0.0")
        self.assertEqual(self.company.call_cycle_id, self.month)
