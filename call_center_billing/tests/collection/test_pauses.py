"""Disputes, promises and plans pause reminders, and nothing but what they are about."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .reminding import TODAY, RemindingCase


@tagged("post_install", "-at_install")
class TestPauses(RemindingCase):
    def _promise(self, day, promised_on, amount=3, **vals):
        with freeze_time(f"{promised_on} 12:00:00"):
            return self.env["call.payment.promise"].create(
                {"partner_id": self.acme.id, "amount": amount, "date": day, **vals}
            )

    def _plan(self, parts):
        plan = self.env["call.instalment.plan"].create({"invoice_id": self.invoice.id})
        plan.part_ids = [(0, 0, {"date": day, "amount": amount}) for day, amount in parts]
        return plan

    def _dispute(self, amount):
        self.patch(type(self.invoice), "_call_disputed", lambda move: amount if move == self.invoice else 0.0)

    def test_only_the_disputed_part_is_not_asked_for(self):
        self._dispute(1.0)
        self._night(date(2026, 12, 6))
        line = self.env["credit.control.line"].search([("invoice_id", "=", self.invoice.id)])
        self.assertEqual((line.amount_due, line.balance_due), (3, 2))
        self._dispute(3.0)
        self._nights(date(2026, 12, 7), date(2027, 1, 5))
        self.assertEqual(len(self._reminders()), 1, "nothing is left to ask for")
        with freeze_time("2027-01-05 12:00:00"):
            self.assertEqual(self.acme._call_reminder_calendar(), [])

    def test_a_dispute_frees_and_its_end_restricts_again(self):
        self._nights(TODAY, date(2026, 12, 16))
        self.assertTrue(self._blocked())
        self._dispute(3.0)
        self._night(date(2026, 12, 17))
        self.assertFalse(self._blocked())
        self._dispute(0.0)
        self._night(date(2026, 12, 18))
        self.assertTrue(self._blocked())

    def test_a_promise_pauses_until_its_day_and_a_broken_one_goes_on(self):
        self._nights(TODAY, date(2026, 12, 16))
        promise = self._promise(date(2026, 12, 24), date(2026, 12, 17))
        self.assertFalse(self._blocked(), "free at once")
        self._nights(date(2026, 12, 17), date(2026, 12, 24))
        self.assertEqual(promise.state, "running")
        self.assertFalse(self._blocked())
        self._nights(date(2026, 12, 25), date(2027, 1, 5))
        self.assertEqual(promise.state, "broken")
        self.assertTrue(self._blocked())
        self.assertEqual(self._reminders()[-1], (date(2026, 12, 31), self.last))

    def test_a_promise_that_is_kept_ends_and_the_rest_is_asked_for(self):
        self._nights(TODAY, date(2026, 12, 6))
        promise = self._promise(date(2026, 12, 18), date(2026, 12, 7), amount=2)
        self._pay(2)
        self._night(date(2026, 12, 17))
        self.assertEqual((promise.state, promise.paid), ("kept", 2))
        self._night(date(2026, 12, 18))
        self.assertEqual([level for _day, level in self._reminders()], [self.notice, self.first, self.second])

    def test_a_clerk_notes_a_promise_for_all_that_is_late(self):
        other = self._invoice(date(2026, 12, 2))
        clerk = self._create_user("clerk")
        with freeze_time("2026-12-03 12:00:00"):
            action = self.acme.with_user(clerk).action_call_promise()
            model = self.env["call.payment.promise"].with_user(clerk).with_context(**action["context"])
            form = Form(model)
            form.date = date(2026, 12, 10)
            promise = form.save()
        self.assertEqual((promise.amount, promise.open_before), (6, 6))
        self.assertEqual(promise.invoice_ids, self.invoice + other)

    def test_one_promise_and_one_plan_at_a_time(self):
        promise = self._promise(date(2026, 12, 10), date(2026, 12, 3))
        with self.assertRaisesRegex(UserError, "already"):
            self._promise(date(2026, 12, 12), date(2026, 12, 3))
        promise.action_cancel()
        self.assertEqual(self._promise(date(2026, 12, 12), date(2026, 12, 3)).state, "running")
        plan = self._plan([(date(2026, 12, 10), 3)])
        with self.assertRaisesRegex(UserError, "already"):
            self._plan([])
        plan.action_cancel()
        self.assertEqual(self._plan([]).state, "draft")

    def test_other_invoices_are_not_paused_by_a_promise(self):
        self._promise(date(2026, 12, 16), date(2026, 12, 3), invoice_ids=[(6, 0, self.invoice.ids)])
        other = self._invoice(date(2026, 12, 2))
        self._nights(date(2026, 12, 3), date(2026, 12, 8))
        self.assertEqual(self._reminders(), [])
        self.assertEqual(self._reminders(other), [(date(2026, 12, 7), self.first)])

    def test_what_may_be_promised(self):
        with self.assertRaises(ValidationError):
            self._promise(date(2026, 12, 1), date(2026, 12, 3))
        with self.assertRaises(ValidationError):
            self._promise(date(2026, 11, 29), date(2026, 11, 25))
        clerk = self._create_user("clerk")
        with freeze_time("2026-12-03 12:00:00"):
            promises = self.env["call.payment.promise"].with_user(clerk)
            vals = {"partner_id": self.acme.id, "amount": 3}
            with self.assertRaises(UserError), self.env.cr.savepoint():
                promises.create(vals | {"date": date(2026, 12, 18)})
            promises.create(vals | {"date": date(2026, 12, 17)}).action_cancel()
        sales = self._create_user("sales")
        with self.assertRaises(AccessError):
            promises.with_user(sales).create(vals | {"date": date(2026, 12, 17)})

    def test_a_plan_that_is_kept_pauses_to_its_end(self):
        plan = self._plan([(date(2026, 12, 10), 1), (date(2027, 1, 10), 2)])
        with freeze_time("2026-12-02 12:00:00"):
            plan.action_start()
        self._nights(date(2026, 12, 3), date(2026, 12, 10))
        self._pay(1)
        self._nights(date(2026, 12, 11), date(2027, 1, 10))
        self.assertEqual((plan.state, self._reminders()), ("running", []))
        self._pay(2)
        self._night(date(2027, 1, 11))
        self.assertEqual(plan.state, "kept")

    def test_a_plan_that_is_broken_makes_all_due_at_once(self):
        plan = self._plan([(date(2026, 11, 25), 1), (date(2027, 1, 10), 2)])
        with freeze_time(f"{TODAY} 12:00:00"):
            plan.action_start()
        self._nights(date(2026, 11, 23), date(2026, 11, 25))
        self.assertEqual(plan.state, "running")
        self._night(date(2026, 11, 26))
        self.assertEqual(plan.state, "broken")
        self.assertEqual(self.invoice._call_open_receivables().date_maturity, date(2026, 11, 26))
        self._nights(date(2026, 11, 27), date(2026, 12, 1))
        self.assertEqual(self._reminders()[-1], (date(2026, 12, 1), self.first), "five days after the new due date")

    def test_a_plan_is_split_to_the_last_cent_and_cannot_be_changed_once_it_runs(self):
        invoice = self._invoice(date(2026, 12, 1), seconds=1000)
        plan = self.env["call.instalment.plan"].create({"invoice_id": invoice.id, "part_count": 3})
        plan.action_split()
        self.assertEqual(plan.part_ids.mapped("amount"), [3.33, 3.33, 3.34])
        plan.part_ids[0].amount = 3
        with self.assertRaises(ValidationError):
            plan.action_start()
        plan.action_split()
        plan.action_start()
        with self.assertRaises(UserError):
            plan.part_ids[0].amount = 1
        self.assertEqual(plan.part_ids.mapped("state"), ["open"] * 3)

    def test_paused_accounts_are_not_blocked_for_being_overdue_either(self):
        self.company.call_block_overdue_days = 1
        with freeze_time("2026-12-10 12:00:00"):
            self.assertEqual(self.acme._call_long_overdue(), self.acme)
        self._promise(date(2026, 12, 16), date(2026, 12, 10))
        with freeze_time("2026-12-10 12:00:00"):
            self.assertFalse(self.acme._call_long_overdue())
        with freeze_time(date(2026, 12, 17) + timedelta(days=1)):
            self.assertEqual(self.acme._call_long_overdue(), self.acme)
