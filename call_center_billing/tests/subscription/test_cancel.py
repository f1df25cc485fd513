"""Leaving: notice, what leaving early costs, and taking it back."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import COIN, LifeCase

YEAR = {"term_months": 12, "renewal": "same", "notice_days": 30}


@tagged("post_install", "-at_install")
class TestCancel(LifeCase):
    """The small plan from 1 March 2026 on costs 37.20 in months of 31 days, 1.20 a day of March."""

    def _over(self, subscription, day):
        """The night on a day."""
        with self._on(day):
            subscription._turn()

    def test_what_was_paid_for_later_days_comes_back(self):
        subscription = self._started()
        with self._on("2026-03-11"):
            step = subscription._cancel(self._date("2026-03-21"))
        self.assertEqual((subscription.state, subscription.date_end), ("cancelled", self._date("2026-03-21")))
        self.assertAlmostEqual(self._sum(subscription), 20 * 1.2)
        self._over(subscription, "2026-03-21")
        self.assertEqual((subscription.state, step.state, step.fee), ("ended", "done", 0))
        self._over(subscription, "2026-06-01")
        self.assertAlmostEqual(self._sum(subscription), 20 * 1.2)
        with self._on("2026-06-01"), self.assertRaisesRegex(UserError, "does not run"):
            subscription._pause()

    def test_notice_is_kept_and_a_term_costs(self):
        cases = [
            ({"cancel_rule": "fixed", "cancel_price": 50 * COIN}, "2026-04-15", 50),
            ({"cancel_rule": "fixed", "cancel_price": 50 * COIN}, "2027-03-01", 0),
            ({"cancel_rule": "remaining"}, "2027-02-01", 37.2),
            ({"cancel_rule": "remaining"}, "2027-02-15", 14 * 37.2 / 28),
            ({"cancel_rule": "none"}, "2026-06-01", 0),
        ]
        for number, (terms, day, fee) in enumerate(cases):
            with self.subTest(day=day, **terms):
                subscription = self._started(partner=self._create_customer(f"C {number}"), **(YEAR | terms))
                with self._on("2026-03-10"):
                    with self.assertRaisesRegex(UserError, "04/09/2026 at the earliest"):
                        subscription._cancel(self._date("2026-04-08"))
                    found = subscription._cost_of_change("cancel", self._date(day))
                    step = subscription._cancel(self._date(day))
                self.assertAlmostEqual(step.fee / COIN, fee, places=2)
                self.assertEqual(found["fee"], step.fee)
                self._over(subscription, day)
                charge = subscription.charge_ids.filtered(lambda charge: charge.kind == "cancellation")
                self.assertEqual(sum(charge.mapped("amount")), step.fee)
                self._over(subscription, day)
                self.assertEqual(
                    len(subscription.charge_ids.filtered(lambda one: one.kind == "cancellation")), bool(fee)
                )
                if fee:
                    self.assertIn(str(subscription.partner_id.name), charge.statement_id.name)

    def test_after_the_term_or_just_in_time_leaving_costs_nothing(self):
        terms = YEAR | {"cancel_rule": "remaining"}
        subscription = self._started(**terms)
        with self._on("2027-01-30"):  # thirty days before the term ends
            self.assertEqual(subscription.notice_by, self._date("2027-01-30"))
            self.assertEqual(subscription._leaving_charge(self._date("2027-03-01")), 0)
            self.env.invalidate_all()
            self.assertEqual(subscription.regular_end, self._date("2027-03-01"))
        with self._on("2027-01-31"):
            self.env.invalidate_all()
            self.assertEqual(subscription.regular_end, self._date("2028-03-01"))
            self.assertGreater(subscription._leaving_charge(self._date("2027-03-02")), 0)

    def test_a_cancellation_is_taken_back_before_it_takes_effect(self):
        subscription = self._started()
        with self._on("2026-03-11"):
            subscription._cancel(self._date("2026-03-21"))
            with self.assertRaisesRegex(UserError, "cancelled already"):
                subscription._cancel(self._date("2026-03-25"))
        with self._on("2026-03-15"):
            subscription.action_withdraw_cancellation()
        self.assertEqual((subscription.state, subscription.date_end), ("active", False))
        self.assertAlmostEqual(self._sum(subscription), 37.2)
        with self._on("2026-03-16"):
            step = subscription._cancel(self._date("2026-03-16"))
            self.assertEqual((subscription.state, step.state), ("ended", "done"))
            with self.assertRaisesRegex(UserError, "no longer to come"):
                step.action_withdraw()

    def test_only_managers_waive_notice_and_charge(self):
        subscription = self._started(**YEAR, cancel_rule="fixed", cancel_price=50 * COIN)
        clerk, manager = self._create_user("clerk"), self._create_user("manager")
        with self._on("2026-03-11"):
            with self.assertRaises(AccessError):
                subscription.with_user(clerk)._cancel(self._date("2026-03-12"), waived=True)
            step = subscription.with_user(manager)._cancel(self._date("2026-03-12"), waived=True)
        self.assertEqual((step.fee, subscription.date_end), (0, self._date("2026-03-12")))

    def test_changes_after_the_end_are_refused(self):
        subscription = self._started()
        with self._on("2026-03-11"):
            subscription._cancel(self._date("2026-03-21"))
            with self.assertRaisesRegex(UserError, "is over on"):
                subscription._change(self.large.version_ids, "next")
            subscription._change(self.large.version_ids)
        self.assertEqual((subscription.state, subscription.plan_id), ("cancelled", self.large))
        self.assertAlmostEqual(self._sum(subscription), 10 * 1.2 + 10 * 2.2)
