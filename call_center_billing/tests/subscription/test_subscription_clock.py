"""Two years of a simulated clock: what is charged is what the plan says on paper, and renewals are told ahead."""

from datetime import timedelta

from odoo.tests import tagged

from .common import LifeCase

SEEN = ("2026-12-31", "2027-01-15", "2027-01-30", "2027-02-28", "2027-03-01", "2028-01-15", "2028-02-29")


@tagged("post_install", "-at_install")
class TestSubscriptionClock(LifeCase):
    def _nights(self, subscription, first, last, days):
        day, end = self._date(first), self._date(last)
        while day <= end:
            with self._on(day):
                subscription._turn()
            day += timedelta(days=days)

    def test_two_years_cost_what_they_cost_on_paper(self):
        subscription = self._started("2026-03-01")
        with self._on("2026-03-01"):
            pause = subscription._pause(self._date("2026-08-11"))
            subscription._resume(self._date("2026-10-16"))
            plan = subscription._change(self.large.version_ids, "day", self._date("2027-05-01"))
            end = subscription._cancel(self._date("2028-02-29"))
        self._nights(subscription, "2026-03-02", "2028-03-20", 17)
        self.assertEqual([step.state for step in pause | plan | end], ["done"] * 3)
        self.assertEqual(subscription.state, "ended")
        # March to July, 10 days of August, 16 of October, November to April; large until 28 February 2028
        paper = 5 * 37.2 + 12 + 19.2 + 6 * 37.2 + 9 * 68.2 + round(68.2 / 29 * 28, 2)
        self.assertAlmostEqual(self._sum(subscription), paper, delta=0.011)
        spans = {}
        for charge in subscription.charge_ids:
            day = charge.date_from
            while day < charge.date_to:
                key = charge.kind, day
                spans[key] = spans.get(key, 0) + charge.quantity
                day += timedelta(days=1)
        self.assertLessEqual(set(spans.values()), {0, 1})
        self.assertEqual(sum(spans.values()), 2 * (730 - 66))

    def test_renewals_are_told_ahead_once_a_term(self):
        self.company.call_renewal_days = 14
        terms = {"term_months": 12, "renewal": "same", "notice_days": 30}
        subscription = self._started(**terms)
        for day in SEEN:
            with self._on(day):
                subscription._remind_of_renewal(self._date(day))
        notices = self.env["call.notice"].search([("event_id.code", "=", "renewal")], order="id")
        self.assertEqual(
            [(one.values["date"], one.values["until"], one.values.get("cancel_by")) for one in notices],
            [("2027-03-01", "2028-02-29", "2027-01-30"), ("2028-03-01", "2029-02-28", None)],
        )
        with self._on("2028-03-10"):
            subscription._cancel(self._date("2029-03-01"))
        with self._on("2029-01-20"):
            subscription._remind_of_renewal(self._date("2029-01-20"))
        self.assertEqual(len(self.env["call.notice"].search([("event_id.code", "=", "renewal")])), 2)
