"""Who sees, chooses and sends notifications."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import NoticeCase


@tagged("post_install", "-at_install")
class TestNoticeAccess(NoticeCase):
    def test_sales_read_clerks_send_managers_choose(self):
        notice = self.acme._call_notify("renewal", 1)
        notice._fail("No such mailbox")
        sales, clerk, manager = (self._create_user(group) for group in ("sales", "clerk", "manager"))
        event = self._event("renewal")
        preferences = self.env["call.notice.preference"]
        vals = {"partner_id": self.acme.id, "event_id": event.id}
        self.assertEqual(notice.with_user(sales).error, "No such mailbox")
        self.assertEqual(self.acme.with_user(sales).call_notice_count, 1)
        with self.assertRaises(AccessError):
            notice.with_user(sales).action_again()
        with self.assertRaises(AccessError):
            preferences.with_user(sales).create(vals)
        with self.assertRaises(AccessError):
            self.acme.with_user(sales).call_low_balance = 3
        notice.with_user(clerk).action_again()
        self.assertEqual(notice.state, "queued")
        self.assertTrue(preferences.with_user(clerk).create(vals))
        for user in (clerk, manager):
            with self.assertRaises(AccessError):
                notice.with_user(user).write({"state": "sent"})
        with self.assertRaises(AccessError):
            event.with_user(clerk).on = False
        event.with_user(manager).write({"on": False, "channel": "letter"})
        self.assertEqual((event.on, event.channel), (False, "letter"))
        self._event("payment").with_user(manager).on = False
        with self.assertRaises(AccessError):
            event.with_user(manager).code = "other"

    def test_switches_and_customers_read_nothing(self):
        notice = self.acme._call_notify("renewal", 1)
        customer = new_test_user(self.env, "acme", "base.group_portal", partner_id=self.acme.id)
        for user in (self._create_user("switch"), customer):
            for record in (notice, notice.event_id):
                with self.assertRaises(AccessError):
                    record.with_user(user).read(["display_name"])

    def test_customers_choose_for_themselves_and_only_what_is_theirs_to_choose(self):
        customer = new_test_user(self.env, "acme", "base.group_portal", partner_id=self.acme.id)
        acme = self.acme.with_user(customer)
        choices = {choice["event"]: choice for choice in acme._call_notice_choices()}
        self.assertIn("low_balance", choices)
        self.assertNotIn("termination", choices)
        self.assertTrue(choices["low_balance"]["on"])
        acme._call_set_notice_choice("low_balance", False)
        self.assertFalse({each["event"]: each for each in acme._call_notice_choices()}["low_balance"]["on"])
        self.assertEqual(self.acme._call_notify("low_balance", 1).state, "off")
        acme._call_set_notice_choice("low_balance", True, "sms")
        self.assertEqual(self.acme._call_notify("low_balance", 2).channel, "sms")
        self.assertEqual(len(self.acme.call_notice_preference_ids), 1)
        for event, channel in (("termination", None), ("nothing", None), ("low_balance", "letter")):
            with self.assertRaises(ValidationError):
                acme._call_set_notice_choice(event, False, channel)
        other = self._create_customer("Bolt", "+46812345679")
        with self.assertRaises(AccessError):
            other.with_user(customer)._call_set_notice_choice("low_balance", False)

    def test_companies_are_apart(self):
        notice = self.acme._call_notify("renewal", 1)
        other = self.env["res.company"].create({"name": "Other operator"})
        theirs = self.acme.with_company(other)._call_notify("renewal", 1)
        self.assertEqual(theirs.company_id, other)
        clerk = self._create_user("clerk")
        self.assertEqual(self.env["call.notice"].with_user(clerk).search([("id", "in", (notice + theirs).ids)]), notice)
