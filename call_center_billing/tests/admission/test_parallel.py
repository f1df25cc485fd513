"""Many at once, over connections of their own: an account never uses more than it has."""

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from .parallel_common import CALLS, ParallelCase


@tagged("post_install", "-at_install")
class TestParallel(ParallelCase):
    """Two accounts with ten crowns each, at one crown a minute."""

    def test_fifty_at_once_on_ten_crowns_get_what_ten_crowns_pay(self):
        answers = self._ask_all([self._question(f"p.{call}") for call in range(CALLS)])
        self.assertEqual(self._reasons(answers), {"ok": 10, "no_credit": 40})
        self.assertEqual(self._reserved(self.partners[0]), (10, 10_000_000))

    def test_two_accounts_do_not_share(self):
        questions = [self._question(f"q.{call}", call % 2) for call in range(CALLS)]
        self.assertEqual(self._reasons(self._ask_all(questions)), {"ok": 20, "no_credit": 30})
        self.assertEqual([self._reserved(partner) for partner in self.partners], [(10, 10_000_000)] * 2)

    def test_an_odd_rest_is_used_to_the_last_second(self):
        answers = self._ask_all([self._question(f"r.{call}", seconds=90) for call in range(CALLS)])
        self.assertEqual(sorted(answer["max_seconds"] for answer in answers)[-7:], [60] + [90] * 6)
        self.assertEqual(self._reserved(self.partners[0]), (7, 10_000_000))

    def test_one_call_asked_for_fifty_times_at_once_is_one_call(self):
        answers = self._ask_all([self._question("s.1")] * CALLS)
        self.assertEqual(len({answer["hold"] for answer in answers}), 1)
        self.assertEqual(self._reserved(self.partners[0]), (1, 1_000_000))

    def test_calls_at_once_are_counted_at_once(self):
        self._set(self.partners[0], call_max_channels=3)
        answers = self._ask_all([self._question(f"t.{call}") for call in range(CALLS)])
        self.assertEqual(self._reasons(answers), {"ok": 3, "channel_limit": 47})

    def test_a_limit_of_everybody_is_counted_over_all_accounts(self):
        with self.registry.cursor() as cr:
            cr.execute("SELECT count(*) FROM call_hold WHERE state = 'open' AND expires_at > now()")
            others = cr.fetchone()[0]
            env = api.Environment(cr, SUPERUSER_ID, {})
            env.company.call_total_channels = others + 5
            self.source = env["call.source"]._kept_api_source("digest of a test")
        questions = [self._question(f"u.{call}", call % 2) for call in range(CALLS)]
        self.assertEqual(self._reasons(self._ask_all(questions)), {"ok": 5, "channel_limit": 45})
