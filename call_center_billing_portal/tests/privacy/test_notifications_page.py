"""/my/notifications: what the account is told, and whether a contact is."""

from odoo.tests import tagged

from ..access.common import PeopleCase

NOTIFICATIONS = "/my/notifications"


@tagged("post_install", "-at_install")
class TestNotificationsPage(PeopleCase):
    def _choice(self, event):
        return {each["event"]: each for each in self.customer_a._call_notice_choices()}[event]

    def _form(self, **changes):
        form = {}
        for each in self.customer_a._call_notice_choices():
            form[f"channel_{each['event']}"] = each["channel"]
            if each["on"]:
                form[f"on_{each['event']}"] = "1"
        return {key: value for key, value in {**form, **changes}.items() if value}

    def test_the_page_says_what_is_told_and_what_always_is(self):
        text = self.page_text(NOTIFICATIONS, self.user_a)
        for said in ("Low balance", "What we always tell", "cannot be switched off", "What Customer A is told"):
            self.assertIn(said, text)
        self.assertLessEqual(self.queries_of(NOTIFICATIONS, self.user_a), 110)

    def test_a_choice_is_kept_for_this_account(self):
        before = self._choice("low_balance")["on"]
        changes = {"on_low_balance": "" if before else "1"}
        answer = self.send(f"{NOTIFICATIONS}/account", self.user_a, **self._form(**changes))
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self._choice("low_balance")["on"], not before)
        self.assertEqual(self.customer_a.call_notice_preference_ids.event_id.mapped("code"), ["low_balance"])
        self.assertFalse(self.customer_b.call_notice_preference_ids)

    def test_nonsense_changes_nothing(self):
        answer = self.send(
            f"{NOTIFICATIONS}/account", self.user_a, **self._form(channel_low_balance="letter", on_suspension="1")
        )
        self.assertEqual(answer.status_code, 422)
        self.assertIn("cannot be sent by", answer.text)
        self.assertFalse(self.customer_a.call_notice_preference_ids)

    def test_a_colleague_chooses_for_oneself_only(self):
        text = self.page_text(NOTIFICATIONS, self.colleague)
        self.assertIn("Who manages the users of your account chooses this", text)
        self.assertEqual(self.send(f"{NOTIFICATIONS}/account", self.colleague, **self._form()).status_code, 403)
        contact = self.colleague.partner_id
        self.assertEqual(self.send(NOTIFICATIONS, self.colleague, contact="1").status_code, 303)
        self.assertTrue(contact.call_notice_contact)
        self.send(NOTIFICATIONS, self.colleague)
        self.assertFalse(contact.call_notice_contact)
