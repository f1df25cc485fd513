"""What each plan would have cost on the customer's own last months."""

from datetime import date, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from ...models.plan import call_plan_comparison
from .common import COIN, PlanPageCase

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


@tagged("post_install", "-at_install")
class TestPlanCompare(PlanPageCase):
    def setUp(self):
        super().setUp()
        self._be_today()
        # 0.70 each: a fee of 0.10, and a minute
        self._called("2026-01-10", "2026-01-20", "2026-02-10", "2026-03-02")
        self.customer_a._call_charge(date(2026, 3, 1))

    def _compare(self, subscription=None, customer=None):
        comparisons = self.env["call.plan.comparison"].sudo()
        subscription = self.subscription if subscription is None else subscription
        return comparisons._compare(customer or self.customer_a, subscription)

    def _sums(self, comparison):
        """{plan: [(fees, calls) of each month]} in coins"""
        found = {}
        for line in comparison.line_ids.sorted("month"):
            found.setdefault(line.plan_id, []).append((line.fees / COIN, line.calls / COIN))
        return found

    def test_what_was_paid_is_what_the_statements_charge(self):
        comparison = self._compare()
        paid = self._sums(comparison)[self.env["call.plan"]]
        self.assertEqual(paid, [(33, 1.4), (33, 0.7)])
        for statement, (_fees, calls) in zip(
            self.customer_a.call_statement_ids.sorted("date_from"), paid, strict=False
        ):
            billed = statement.line_ids.filtered(lambda line: not line.charge_id)
            self.assertEqual(sum(billed.mapped("amount")), round(calls * COIN), statement.date_from)
        charges = self.subscription.charge_ids.filtered(lambda charge: charge.date_from < date(2026, 3, 1))
        self.assertEqual(sum(charges.mapped("amount")), 66 * COIN)
        self.assertEqual((comparison.date_from, comparison.date_to), (JANUARY, date(2026, 3, 1)))

    def test_plans_with_other_prices_and_with_units(self):
        before = self.env["call.statement.line"].search([]).mapped("amount")
        sums = self._sums(self._compare())
        self.assertEqual(sums[self.large], [(64, 0.4), (64, 0.2)])
        self.assertEqual(sums[self.bulk], [(42, 0), (42, 0)])
        self.assertNotIn(self.staff_only, sums)
        self.assertEqual(self.env["call.statement.line"].search([]).mapped("amount"), before)
        self.assertEqual(
            self.env["call.subscription"].search([("partner_id", "=", self.customer_a.id)]), self.subscription
        )
        self.assertFalse(self.env["call.bundle.entitlement"].search([]))
        self.assertEqual(self.customer_a.property_product_pricelist, self.pricelist)

    def test_it_is_what_the_plan_then_costs(self):
        """The same calls, made by a customer who has the plan."""
        twin = self._subscribe(self.customer_b, "2026-01-01", self.large)
        self._called("2026-01-10", "2026-01-20", "2026-02-10", a=self.B_NUMBER)
        self.customer_b._call_charge(date(2026, 3, 1))
        predicted = self._sums(self._compare())[self.large]
        paid = self._sums(self._compare(twin, self.customer_b))[self.env["call.plan"]]
        self.assertEqual(predicted, paid)

    def test_quantities_come_along_and_units_are_used_in_order(self):
        seats = self.subscription.item_ids.filtered(lambda item: item.kind == "seat")
        seats.with_context(call_settles=True)._set_quantity(3, date(2026, 3, 10))
        self._called("2026-02-05", seconds=580)
        sums = self._sums(self._compare())
        self.assertEqual(sums[self.large][0], (68, 0.4))
        # 580 of 600 s are used by the first call, 20 by the second, whose other 40 s cost 0.40 and the fee of 0.10
        self.assertEqual(sums[self.bulk][1], (46, 0.5))

    def test_a_minimum_counts_calls_at_the_plans_prices(self):
        minimum = {"kind": "commitment", "price": 10 * COIN, "advance": False}
        plan = self._create_plan(
            "Minimum", 5, items=[minimum], pricelist_id=self.large.pricelist_id.id, on_request=True
        )
        fees = [fees for fees, _calls in self._sums(self._compare())[plan]]
        self.assertEqual(fees, [7 + 10 - 0.4, 7 + 10 - 0.2])

    def test_numbers_with_prices_of_their_own_keep_them(self):
        self.customer_a.call_number_ids.pricelist_id = self.pricelist
        self.assertEqual(self._sums(self._compare())[self.large], [(64, 1.4), (64, 0.7)])

    def test_a_customer_without_a_plan_compares_too(self):
        self._called("2026-02-10", a=self.B_NUMBER)
        comparison = self._compare(self.env["call.subscription"], self.customer_b)
        sums = self._sums(comparison)
        self.assertEqual(sums[self.env["call.plan"]], [(0, 0.7)])
        self.assertEqual(sums[self.large], [(64, 0.2)])

    def test_it_is_kept_and_many_calls_are_a_jobs(self):
        comparison = self._compare()
        self.assertEqual(self._compare(), comparison)
        comparison.computed_at = fields.Datetime.now() - timedelta(days=1)
        with trap_jobs() as trap, patch.object(call_plan_comparison, "AT_ONCE", 2):
            self.assertEqual(self._compare().state, "waiting")
            trap.assert_jobs_count(1)
            trap.perform_enqueued_jobs()
        self.assertEqual((comparison.state, len(comparison.line_ids)), ("done", 6))
        comparison.computed_at = False
        with patch.object(call_plan_comparison, "MOST_CALLS", 3), self.assertRaisesRegex(UserError, "Ask us"):
            self._compare()

    def test_nothing_to_compare(self):
        with self.assertRaisesRegex(UserError, "whole calendar month"):
            self._compare(self.env["call.subscription"], self.customer_b)
        (self.large | self.bulk).on_request = False
        with self.assertRaisesRegex(UserError, "no other plan"):
            self._compare()
