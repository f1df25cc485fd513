"""Which calls are charged for, and which of their seconds: rules of the rate card."""

from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestChargedTime(BillingCase):
    def _rules(self, **rules):
        draft = self.card.version_ids[:1].copy({"valid_from": "2026-01-02 00:00:00", **rules})
        draft.action_publish()

    def test_ringing_is_charged_where_the_card_says_so(self):
        self._rules(charged_time="setup")
        call = self._calls(self._import(line("1.1/1", seconds=58)))
        self.assertEqual((call.duration, call.talk_seconds, call.billed_seconds), (60, 58, 60))
        self.assertEqual(call.amount, 600_000)
        self.assertEqual(call.statement_line_id.talk_seconds, 58)
        self.assertIn("60 s at 0.6 per 60 s: 0.6.", call.explanation)
        self.assertIn("Rated again just now: the same price.", call.explanation)

    def test_unanswered_calls_are_charged_where_the_card_says_so(self):
        rows = (
            line("1.1/1", seconds=0, disposition="BUSY"),
            line("1.1/2", seconds=0, disposition="NO ANSWER"),
            line("1.1/3", seconds=0, disposition="FAILED"),
        )
        self.assertEqual(self._calls(self._import(*rows)).mapped("state"), ["unanswered"] * 3)
        self._rules(charged_time="setup", bill_busy=True)
        other = self.source.copy({"name": "Second switch"})
        calls = self._calls(self._import(*rows, source=other))
        self.assertEqual(calls.mapped("state"), ["rated", "unanswered", "unanswered"])
        self.assertEqual(calls.mapped("amount"), [20_000, 0, 0])
        self.assertEqual(calls[0].statement_line_id.amount, 20_000)
        self.assertIn("the same price", calls[0].explanation)

    def test_a_busy_call_without_seconds_to_charge_stays_unanswered(self):
        self._rules(bill_busy=True)
        call = self._calls(self._import(line("1.1/1", seconds=0, disposition="BUSY")))
        self.assertEqual((call.state, call.statement_id.id), ("unanswered", False))

    def test_calls_of_nobody_that_nobody_answered_wait_for_no_owner(self):
        self._rules(charged_time="setup", bill_busy=True)
        call = self._calls(self._import(line("1.1/1", a_number="46811111111", seconds=0, disposition="BUSY")))
        self.assertEqual(call.state, "unanswered")

    def test_what_is_sent_through_again_keeps_to_the_card_s_rules(self):
        self._rules(charged_time="setup")
        call = self._calls(self._import(line("1.1/1", a_number="46811111111", seconds=58)))
        self.assertEqual(call.state, "unmatched")
        self.acme.call_number_ids.copy({"number": "+46811111111"})
        call.action_redo()
        self.assertEqual((call.state, call.amount), ("rated", 600_000))
