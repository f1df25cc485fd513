"""Sixty nights of reminding: each level once, on the day that the due date says, whatever happened between."""

from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .reminding import DUE, TODAY, RemindingCase


@tagged("post_install", "-at_install")
class TestReminders(RemindingCase):
    def test_sixty_nights_bring_each_level_once_on_its_day(self):
        self._nights(TODAY, TODAY + timedelta(days=60))
        self.assertEqual(
            self._reminders(),
            [
                (date(2026, 11, 26), self.notice),
                (date(2026, 12, 6), self.first),
                (date(2026, 12, 16), self.second),
                (date(2026, 12, 31), self.last),
            ],
        )
        reminders = self.env["credit.control.communication"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual(reminders.sorted("report_date").mapped("call_channel"), ["email"] * 3 + ["letter"])
        self.assertEqual(reminders.sorted("report_date").mapped("call_state"), ["sent"] * 3 + ["waiting"])

    def test_no_level_is_skipped_after_a_part_payment(self):
        self._nights(TODAY, date(2026, 12, 10))
        self._pay(1)
        self._nights(date(2026, 12, 11), date(2026, 12, 31))
        self.assertEqual([level for _day, level in self._reminders()], list(self.policy.level_ids.sorted("level")))
        lines = self.env["credit.control.line"].search([("invoice_id", "=", self.invoice.id)], order="date")
        self.assertEqual(lines.mapped("balance_due"), [3, 3, 2, 2])

    def test_nights_that_were_missed_are_made_up_for_with_days_between(self):
        self._night(date(2027, 1, 5))
        self._nights(date(2027, 1, 6), date(2027, 1, 20))
        self.assertEqual(
            self._reminders(),
            [(date(2027, 1, 5), self.first), (date(2027, 1, 10), self.second), (date(2027, 1, 15), self.last)],
            "no notice when it is late already; five days lie between two",
        )

    def test_a_paid_invoice_is_left_alone(self):
        self._nights(TODAY, date(2026, 12, 7))
        self._pay(3)
        self._nights(date(2026, 12, 8), date(2027, 1, 5))
        self.assertEqual([level for _day, level in self._reminders()], [self.notice, self.first])

    def test_a_second_run_of_the_same_night_does_nothing(self):
        self.assertTrue(self._night(date(2026, 12, 6)).line_ids)
        self.assertFalse(self._night(date(2026, 12, 6)))
        self.assertEqual(len(self._reminders()), 1)

    def test_service_is_restricted_from_its_level_on_until_it_is_paid(self):
        self._nights(TODAY, date(2026, 12, 15))
        self.assertFalse(self._blocked())
        self._night(date(2026, 12, 16))
        self.assertTrue(self._blocked())
        with freeze_time("2026-12-16 12:00:00"):
            self.env["call.block"]._block(self.acme, "fraud")
            self._pay(3)
            self.assertFalse(self._blocked(), "the moment it is paid")
            self.assertTrue(self.acme.call_blocked, "what another rule blocked stays blocked")

    def test_the_calendar_says_what_the_nights_will_do(self):
        with freeze_time(f"{TODAY} 12:00:00"):
            steps = self.acme._call_reminder_calendar()
        self._nights(TODAY, TODAY + timedelta(days=60))
        found = [(day, level.name) for day, level in self._reminders()]
        self.assertEqual([(step["date"], step["level"]) for step in steps], found)
        self.assertEqual([step["amount"] for step in steps], [3] * 4)
        self.assertEqual([bool(step["restricts"]) for step in steps], [False, False, True, True])
        with freeze_time("2027-02-01 12:00:00"):
            self.assertEqual(self.acme._call_reminder_calendar(), [])
            self.assertFalse(self.acme.call_reminder_calendar)

    def test_after_missed_nights_the_calendar_keeps_the_days_between(self):
        self._night(date(2027, 1, 5))
        with freeze_time("2027-01-05 12:00:00"):
            steps = self.acme._call_reminder_calendar()
            self.assertIn("Second reminder", self.acme.call_reminder_calendar)
        self.assertEqual([step["date"] for step in steps], [date(2027, 1, 10), date(2027, 1, 15)])

    def test_an_account_may_have_a_policy_of_its_own_or_none(self):
        none = self.env["credit.control.policy"].create({"name": "Nobody", "do_nothing": True})
        self.acme.credit_policy_id = none
        self._nights(date(2026, 12, 6), date(2026, 12, 8))
        self.assertEqual(self._reminders(), [])

    def test_who_has_no_address_gets_a_letter_that_is_printed_once(self):
        self.acme.email = False
        self._night(date(2026, 12, 6))
        reminder = self.env["credit.control.communication"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual((reminder.call_channel, reminder.call_state), ("letter", "waiting"))
        action = reminder.with_user(self._create_user("clerk")).action_call_print()
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertEqual(reminder.call_state, "sent")
        with self.assertRaisesRegex(Exception, "letter"):
            reminder.action_call_print()

    def test_an_sms_is_sent_where_there_is_a_number(self):
        self.first.channel = "sms"
        self.acme.phone = "+46701740605"
        self._night(date(2026, 12, 6))
        message = self.env["sms.sms"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual(message.number, "+46701740605")
        self.assertIn(self.invoice.name, message.body)
        other = self._invoice(date(2026, 12, 2))
        self.acme.phone = False
        self._night(date(2026, 12, 7))
        lines = self.env["credit.control.line"].search([("invoice_id", "=", other.id)])
        self.assertEqual(lines.channel, "letter")

    def test_notices_come_first_and_are_counted_from_the_due_date(self):
        for vals in ({"delay_days": 3}, {"level": 9}, {"computation_mode": "end_of_month"}):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.notice.write(vals)

    def test_companies_that_do_not_remind_are_left_alone(self):
        self.company.call_reminders = False
        with freeze_time("2026-12-06 04:00:00"), self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_reminder_cron").method_direct_trigger()
        self.assertEqual(self._reminders(), [])
        self.company.call_reminders = True
        with freeze_time("2026-12-06 04:00:00"), self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_reminder_cron").method_direct_trigger()
        self.assertEqual(self._reminders(), [(DUE + timedelta(days=5), self.first)])
