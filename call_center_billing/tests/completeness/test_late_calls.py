"""Calls that come in later than the company bills calls by itself."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestLateCalls(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.call_late_days = 90

    def _old_call(self, days=100):
        start = fields.Datetime.now() - timedelta(days=days)
        return self._call(start=f"{start:%Y-%m-%d %H:%M:%S}")

    def test_a_call_that_came_too_late_waits_and_holds_up_no_bill(self):
        call = self._old_call()
        self.assertEqual((call.state, call.reason, call.partner_id), ("unrated", "too_late", self.acme))
        self.assertFalse(call.statement_id)
        self.assertEqual(self._old_call(days=80).state, "rated")

    def test_it_is_not_sent_through_with_the_others(self):
        call = self._old_call()
        with self.assertRaisesRegex(UserError, "None of these calls lacks"):
            call.action_redo()
        with self.assertRaisesRegex(UserError, "None of these calls came too late"):
            self._call(a_number="46850001234").action_bill_late()

    def test_a_clerk_bills_it_all_the_same(self):
        call = self._old_call()
        with self.assertRaises(AccessError):
            call.with_user(self._create_user("sales")).action_bill_late()
        call.with_user(self._create_user("clerk")).action_bill_late()
        self.assertEqual((call.state, call.reason, call.amount), ("rated", False, 600_000))
        self.assertEqual(call.statement_id.amount, 600_000)

    def test_what_came_too_late_stays_so_when_its_number_gets_an_owner(self):
        call = self._call(a_number="46850001234", start="2026-01-05 10:00:00")
        self._create_customer("Newcomer", "+46850001234")
        call.action_redo()
        self.assertEqual((call.partner_id.name, call.reason), ("Newcomer", "too_late"))

    def test_what_came_in_time_is_billed_however_long_it_waits_for_its_number(self):
        call = self._call(a_number="46850001234", start="2026-01-05 10:00:00")
        self.env.flush_all()
        self.env.cr.execute("UPDATE call_import SET create_date = '2026-02-01' WHERE id = %s", (call.import_id.id,))
        self.env.invalidate_all()
        self._create_customer("Newcomer", "+46850001234")
        call.action_redo()
        self.assertEqual(call.state, "rated")

    def test_a_statement_tells_its_late_calls(self):
        self._call(start="2026-10-05 10:00:00").statement_id.action_invoice()
        late = self._calls(self._import(line("2.1/1", start="2026-10-06 10:00:00"), line("2.1/2")))
        following = late.statement_id
        self.assertEqual((following.call_count, following.late_count), (2, 1))
        calls = self.env["call.record"].search(following.action_view_late_calls()["domain"])
        self.assertEqual(calls, late.filtered("late"))
        annex = following.action_invoice()._prepare_call_annex()
        starts = [row.cells[0] for group in annex.groups for row in group.rows]
        self.assertEqual(starts, ["2026-10-06 12:00:00 *", "2026-11-22 04:22:52"])
        self.assertIn("earlier months", dict(annex.facts)["Marked"])
