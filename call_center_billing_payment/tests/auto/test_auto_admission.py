"""Money is refilled before, during and after a call; who has no auto top-up pays nothing for it."""

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.call_center_billing.models.admission.no_cursor import NoCursor
from odoo.addons.call_center_billing.tests.admission.api_common import ApiCase

from ...models.auto import call_admission
from .common import CardCase


@tagged("post_install", "-at_install")
class TestAutoAdmission(CardCase, ApiCase):
    def setUp(self):
        super().setUp()
        self.source.admission_seconds = 300

    def test_a_call_that_was_refused_for_want_of_money_begins_after_the_top_up(self):
        self._agree(threshold=5, amount=20)
        self.assertEqual(self._authorize()["reason"], "no_credit")
        self._work()
        self.assertEqual(self._authorize()["decision"], "allow")
        self.assertEqual(len(self.gateway.charges), 1)

    def test_a_call_goes_on_with_the_money_that_came_meanwhile(self):
        self._pay(4)
        self._agree(threshold=2, amount=20)
        answer = self._authorize("1.1")
        self.assertEqual(answer["max_seconds"], 300)
        self._work()
        self.assertEqual(self._available(), 21, "1 was left beside what the call holds")
        self._grow_older("1.1", 250)
        self.assertEqual(self._told("extend", call_id="1.1", talk_seconds=250)["max_seconds"], 550)

    def test_extending_a_call_looks_at_what_is_left(self):
        self._pay(10)
        self._agree(threshold=6, amount=20)
        self._authorize("1.1")
        self.assertFalse(self._jobs(), "7 are left")
        self._grow_older("1.1", 250)
        self._told("extend", call_id="1.1", talk_seconds=250)
        self.assertEqual(len(self._jobs()), 1, "4.5 are left")
        self._grow_older("1.1", 250)
        self._told("extend", call_id="1.1", talk_seconds=500)
        self.assertEqual(len(self._jobs()), 1, "one job an account")

    def test_the_end_of_a_call_looks_too(self):
        self._pay(10)
        self._agree(threshold=9, amount=20)
        self._authorize("1.1", seconds=60)
        self.assertFalse(self._jobs())
        self._grow_older("1.1", 200)
        self._told("end", call_id="1.1", talk_seconds=200)
        self.assertEqual(len(self._jobs()), 1)

    def test_a_question_that_only_asks_draws_nothing(self):
        self._agree()
        self.assertEqual(self._authorize(hold=False)["reason"], "no_credit")
        self.assertFalse(self._jobs())

    def test_accounts_without_it_cost_no_query_and_make_no_job(self):
        partners = self.env["res.partner"]
        partners._call_auto_kept(self.company.id)
        with self.assertQueryCount(0):
            self.assertNotIn(self.acme.id, partners._call_auto_kept(self.company.id))
        self._authorize()
        self._authorize()
        self.assertFalse(self._jobs())
        self._agree()
        self.assertEqual(partners._call_auto_kept(self.company.id), {self.acme.id: 5_000_000})
        self.acme._call_end_auto("customer")
        self.assertEqual(partners._call_auto_kept(self.company.id), {})

    def test_on_the_short_way_the_job_is_made_after_the_answer_by_a_thread(self):
        self._agree()
        short = self.env["call.admission"].with_env(self.env(cr=NoCursor(self.registry, readonly=False)))
        call_admission._signalled.clear()
        with patch.object(call_admission.threading, "Thread") as thread:
            for _call in range(3):
                short._signal_auto(self.company.id, self.acme.id, committed=True)
        self.assertEqual(thread.call_count, 1, "one signal is enough for some seconds")
        made = thread.call_args.kwargs
        self.assertEqual(made["args"], (self.cr.dbname, self.company.id, self.acme.id))
        made["target"](*made["args"])
        self.env.invalidate_all()
        self.assertEqual(len(self._jobs()), 1)
        call_admission._signalled.clear()
