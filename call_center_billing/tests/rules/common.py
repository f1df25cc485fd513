"""What tests of cycles and orders have in common."""

from ..common import BillingCase


class RulesCase(BillingCase):
    """Cycles of several lengths, and sums to compare."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.week = cls.env.ref("call_center_billing.call_cycle_week")
        cls.month = cls.env.ref("call_center_billing.call_cycle_month")

    def _cycle(self, **vals):
        return self.env["call.cycle"].create({"name": "Own", "anchor": "2026-01-01"} | vals)

    def _statements(self, customer=None):
        """The customer's statements in order: [(from, before, number), …] as text."""
        found = (customer or self.acme).call_statement_ids.sorted(lambda one: (one.date_from, one.sequence))
        return [(f"{one.date_from:%m-%d}", f"{one.date_to:%m-%d}", one.sequence) for one in found]

    def _assert_adds_up(self):
        """Calls, lines, orders, invoices: to the micro-unit, with the rounding that is stated."""
        for statement in self.env["call.statement"].search([]):
            self.assertEqual(statement._differences(), [], statement.name)

    def _charged(self):
        """Micro-units of all calls on statements."""
        self.env.flush_all()
        self.env.cr.execute("SELECT COALESCE(sum(amount), 0)::bigint FROM call_record WHERE statement_id IS NOT NULL")
        return self.env.cr.fetchone()[0]

    def _order(self):
        """Let the scheduler make the orders of days and calls."""
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_order_cron").method_direct_trigger()
        self.env.invalidate_all()
