"""What customers download is noted, and counted."""

from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..common import CallPortalCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-10 12:00:00")
class TestPortalExport(CallPortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write({"call_portal_exports_hour": 2, "call_portal_exports_day": 3})
        cls.exports_a = cls.env["call.portal.export"].with_user(cls.user_a).sudo(False)

    def take(self, hours=0, kind="calls"):
        """One list, so many hours after noon."""
        entry = self.exports_a._take(kind, rows=7)
        entry.asked_at += timedelta(hours=hours)
        return entry

    def test_an_entry_says_who_took_what_for_which_account(self):
        entry = self.take(kind="own_data")
        self.assertEqual((entry.user_id, entry.partner_id), (self.user_a, self.customer_a))
        self.assertEqual((entry.kind, entry.rows, str(entry.asked_at)), ("own_data", 7, "2026-11-10 12:00:00"))

    def test_who_takes_too_many_in_an_hour_is_told_when_there_is_more(self):
        self.take(hours=-1)
        self.take(hours=-0.5)
        self.take()
        with self.assertRaisesRegex(UserError, r"within an hour\. The next list can be had in 30 minutes"):
            self.take()

    def test_who_takes_too_many_in_a_day_waits_until_one_is_a_day_old(self):
        for hours in (-24, -23, -3, -2):
            self.take(hours)
        with self.assertRaisesRegex(UserError, r"within a day\. The next list can be had in 60 minutes"):
            self.take()

    def test_each_user_is_counted_alone(self):
        self.take()
        self.take()
        exports_b = self.env["call.portal.export"].with_user(self.user_b).sudo(False)
        self.assertEqual(exports_b._take("report").partner_id, self.customer_b)

    def test_managers_read_the_trail_and_nobody_changes_it(self):
        entry = self.take()
        manager = self._create_user("manager", "call_center_billing.call_center_billing_group_manager")
        clerk = self._create_user("clerk", "call_center_billing.call_center_billing_group_clerk")
        seen = entry.with_user(manager).sudo(False)
        self.assertEqual(seen.rows, 7)
        for change in (lambda: seen.write({"rows": 1}), seen.unlink, lambda: seen.copy()):
            with self.assertRaises(AccessError):
                change()
        for user in (clerk, self.user_a):
            self.assertFalse(entry.with_user(user).sudo(False).has_access("read"), user.login)

    def test_limits_are_numbers_that_make_sense(self):
        for name in ("call_portal_exports_hour", "call_portal_exports_day"):
            with self.subTest(name), mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.cr.savepoint():
                self.env.company[name] = 0
                self.env.company.flush_recordset()
