"""Changes of plan and quantity, pauses: what is charged and credited, and what is refused."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import LifeCase


@tagged("post_install", "-at_install")
class TestChange(LifeCase):
    """March has 31 days: the small plan costs 1.00 a day, a seat 0.20, the large plan 2.00."""

    def _changed(self, subscription, day, when="now", plan=None):
        with self._on(day):
            return subscription._change((plan or self.large).version_ids, when)

    def test_what_was_paid_comes_back_and_the_new_plan_is_charged(self):
        for number, (day, credit, charge) in enumerate(
            [("2026-03-01", -37.2, 68.2), ("2026-03-11", -25.2, 46.2), ("2026-03-31", -1.2, 2.2)]
        ):
            with self.subTest(day=day):
                subscription = self._started(partner=self._create_customer(f"Customer {number}"))
                before = subscription.charge_ids
                step = self._changed(subscription, day)
                made = subscription.charge_ids - before
                self.assertEqual(step.state, "done")
                self.assertAlmostEqual(sum(self._amounts(made.filtered("reverses_id"))), credit)
                self.assertAlmostEqual(sum(self._amounts(made - made.filtered("reverses_id"))), charge)
                self.assertEqual(made.filtered("reverses_id").reverses_id, before)
                self.assertEqual(step.cost, sum(made.mapped("amount")))
                self.assertEqual(subscription.plan_id, self.large)

    def test_next_period_is_charged_by_the_new_plan_only(self):
        subscription = self._started()
        step = self._changed(subscription, "2026-03-11", "next")
        self.assertEqual((step.state, step.day), ("planned", self._date("2026-04-01")))
        self.assertEqual((subscription.plan_id, self._sum(subscription)), (self.small, 37.2))
        with self._on("2026-04-01"), self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_subscription_cron").method_direct_trigger()
        self.assertEqual((step.state, subscription.plan_id), ("done", self.large))
        self.assertAlmostEqual(self._sum(subscription), 37.2 + 68.2)

    def test_a_change_back_on_the_same_day_costs_nothing(self):
        subscription = self._started()
        self._changed(subscription, "2026-03-11")
        self._changed(subscription, "2026-03-11", plan=self.small)
        self.assertAlmostEqual(self._sum(subscription), 37.2)
        self._changed(subscription, "2026-03-21")
        self.assertAlmostEqual(self._sum(subscription), 20 * 1.2 + 11 * 2.2)

    def test_quantities_change_at_once_and_come_with_to_the_next_plan(self):
        subscription = self._started()
        seat = self._item(subscription, "seat")
        with self._on("2026-03-22"):
            subscription._order_step("quantity", self._date("2026-03-22"), quantities={seat: 4})
        self.assertAlmostEqual(self._sum(subscription), 37.2 + 3 * 2.0)
        with self._on("2026-03-25"):  # told later
            subscription._order_step("quantity", self._date("2026-03-12"), quantities={seat: 2})
        self.assertAlmostEqual(self._sum(subscription), 37.2 + 10 * 0.2 + 10 * 0.6)
        self._changed(subscription, "2026-03-31")
        self.assertEqual(self._item(subscription, "seat").quantity_ids.quantity, 4)
        self.assertAlmostEqual(self._sum(subscription), 37.2 + 8.0 + 1.0)

    def test_leap_years_have_a_29_february(self):
        subscription = self._started("2028-02-01")
        self._changed(subscription, "2028-02-29")
        self.assertAlmostEqual(self._sum(subscription), 29.93 + 5.99 + 2.14 + 0.21)

    def test_nothing_recurring_is_charged_while_it_is_paused(self):
        subscription = self._started()
        with self._on("2026-03-22"):
            subscription._pause()
        self.assertEqual(subscription.state, "paused")
        self.assertAlmostEqual(self._sum(subscription), 21 * 1.2)
        with self._on("2026-05-02"):
            subscription._charge_until(self._date("2026-05-02"))
            self.assertAlmostEqual(self._sum(subscription), 21 * 1.2)
            subscription._resume(self._date("2026-05-11"))
            self.assertEqual(subscription.state, "paused")
        with self._on("2026-05-11"):
            subscription._charge_until(self._date("2026-05-11"))
        self.assertEqual(subscription.state, "active")
        self.assertAlmostEqual(self._sum(subscription), 42 * 1.2)

    def test_a_commitment_binds_to_nothing_on_days_of_a_pause(self):
        plan = self._create_plan(("commitment", 310, {}), name="Committed")
        subscription = self._started(plan=plan)
        with self._on("2026-03-11"):
            subscription._pause()
        with self._on("2026-03-21"):
            subscription._resume()
        with self._on("2026-04-01"):
            subscription._charge_until(self._date("2026-04-01"))
        self.assertAlmostEqual(self._sum(subscription), 210)

    def test_what_cannot_be_is_refused_with_its_reason(self):
        subscription = self._started()
        version = self.large.version_ids
        foreign = self._create_plan(("recurring", 1, {}), name="Foreign", currency_id=self.env.ref("base.DKK").id)
        seat = self._item(subscription, "seat")
        with self._on("2026-03-11"):
            for expected, kind, day, values in (
                ("begins on", "plan", "2026-02-28", {"version": version}),
                ("begins on", "cancel", "2026-02-28", {}),
                ("in DKK", "plan", "2026-03-11", {"version": foreign.version_ids}),
                ("has this plan already", "plan", "2026-03-11", {"version": self.small.version_ids}),
                ("sold on", "plan", "2026-03-11", {"version": version.browse()}),
                ("fewer than 0", "quantity", "2026-03-11", {"quantities": {seat: -1}}),
                ("how many", "quantity", "2026-03-11", {}),
                ("not paused", "resume", "2026-03-11", {}),
            ):
                with self.subTest(kind=kind, expected=expected), self.assertRaisesRegex(UserError, expected):
                    subscription._order_step(kind, self._date(day), **values)
            subscription._pause()
            with self.assertRaisesRegex(UserError, "paused from"):
                subscription._pause(self._date("2026-03-20"))
            with self.assertRaisesRegex(UserError, "has Small from"):
                self._started("2026-03-05")
            other = self._started("2026-03-05", self.large)
            with self.assertRaisesRegex(UserError, "Change or end that"):
                subscription._change(version)
        self.assertEqual((subscription.plan_id, other.plan_id), (self.small, self.large))

    def test_what_goes_wrong_is_an_activity_and_keeps_no_other(self):
        first, second = self._started(), self._started(partner=self._create_customer("Second"))
        steps = [self._changed(one, "2026-03-11", "next") for one in (first, second)]
        self._started("2026-03-20", self.large)
        with self._on("2026-04-01"), self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_subscription_cron").method_direct_trigger()
        self.assertEqual([step.state for step in steps], ["failed", "done"])
        self.assertIn("already", steps[0].fault)
        self.assertEqual(first.activity_ids.summary, "A change could not be carried out")
        self.assertFalse(second.activity_ids)
        steps[0].action_withdraw()
        self.assertEqual((steps[0].state, first.plan_id), ("withdrawn", self.small))
