"""Charges come when they are due, once, and stand on the right statement."""

from freezegun import freeze_time

from odoo.tests import tagged

from .common import PlanCase


@tagged("post_install", "-at_install")
class TestCharge(PlanCase):
    """Recurring fees of calendar months."""

    def test_in_advance_the_first_part_of_a_month_and_then_whole_ones(self):
        plan = self._create_plan(("recurring", 31, {}))
        with freeze_time("2026-01-16 12:00:00"):
            subscription = self._subscribe(plan, "2026-01-16")
        self.assertEqual(self._told(subscription.charge_ids), [("2026-01-16", "2026-02-01", 16)])
        with freeze_time("2026-03-01 12:00:00"):
            made = self.acme._call_charge(subscription._local_today())
            self.assertFalse(self.acme._call_charge(subscription._local_today()))
        self.assertEqual(self._told(made), [("2026-02-01", "2026-03-01", 31), ("2026-03-01", "2026-04-01", 31)])
        statements = [charge.statement_id.name for charge in subscription.charge_ids.sorted("date_from")]
        self.assertEqual(statements, ["Acme 2026-01", "Acme 2026-01", "Acme 2026-02"])
