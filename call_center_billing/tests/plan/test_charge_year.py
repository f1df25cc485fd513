"""A year of invoices of one account comes to what its plan says on paper."""

from freezegun import freeze_time

from odoo.tests import tagged

from ..run.common import RunCase
from .common import COIN, PlanCase

#: what the plan says: (what, how often in the year from 1 January to 31 December, each)
PAPER = [
    ("set-up, once", 1, 990),
    ("rent, a month in advance: twelve and that of next January, billed with December", 13, 49),
    ("five seats, a month in advance, likewise", 13, 5 * 12),
    ("support, a quarter in arrears", 4, 150),
    # two more seats from 16 April on: half of April, then May to January
    ("two seats for half of April", 1, 2 * 6),
    ("two seats, a month", 9, 2 * 12),
    ("minimum of 20 a month, calls of one month came to 6", 12, 20),
    ("calls that count towards the minimum", 1, 0),
]


@tagged("post_install", "-at_install")
class TestChargeYear(PlanCase, RunCase):
    """Billing runs by the clock, month by month."""

    def test_a_year_of_invoices(self):
        quarter = self.env["call.cycle"].create({"name": "Quarters", "unit": "quarter", "anchor": "2026-01-01"})
        plan = self._create_plan(
            ("setup", 990, {}),
            ("recurring", 49, {}),
            ("seat", 12, {}),
            ("support", 150, {"advance": False, "cycle_id": quarter.id}),
            ("commitment", 20, {}),
        )
        self.company.write({"call_billing_mode": "auto", "call_billing_wait_days": 0})
        with freeze_time("2026-01-01 12:00:00"):
            subscription = self.env["call.subscription"].create(
                {"partner_id": self.acme.id, "version_id": plan.version_ids.id, "date_start": "2026-01-01"}
            )
            subscription._copy_items()
            seats = subscription.item_ids.filtered(lambda item: item.kind == "seat")
            seats._set_quantity(5, subscription.date_start)
            subscription._start()
        with freeze_time("2026-04-16 12:00:00"):
            seats.quantity = 7
        for month in range(1, 13):
            self._bill_month(month)
        moves = self.env["account.move"].search([("partner_id", "=", self.acme.id), ("move_type", "=", "out_invoice")])
        self.assertEqual(len(moves), 12)
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        invoiced = sum(moves.mapped("amount_untaxed"))
        self.assertAlmostEqual(invoiced, sum(count * coins for _what, count, coins in PAPER), places=6)
        self.assertEqual(round(invoiced * COIN), sum(subscription.charge_ids.mapped("amount")) + 6 * COIN)
        self.assertEqual(set(subscription.charge_ids.mapped("state")), {"invoiced"})
        for statement in self.acme.call_statement_ids:
            self.assertFalse(statement._differences())
        self.assertFalse(self.env["call.balance"]._audit(self.company, self.acme))

    def _bill_month(self, month):
        """Calls of November, and the run of the night after a month."""
        year, following = (2027, 1) if month == 12 else (2026, month + 1)
        if month == 11:
            with freeze_time("2026-11-21 12:00:00"):
                self._call(seconds=600, start="2026-11-20 10:00:00")
        with freeze_time(f"{year}-{following:02}-01 12:00:00"):
            run = self.env["call.billing.run"].create({"day": f"{year}-{following:02}-01", "cause": "cycle"})
            run.action_look()
            self.assertEqual(run.line_ids.mapped("state"), ["ready"])
            run.action_create()
            run.line_ids.move_id.filtered(lambda move: move.state == "draft").action_post()
