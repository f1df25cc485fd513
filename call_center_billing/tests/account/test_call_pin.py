"""PINs: made by clerks, shown once, checked with patience."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ..common import BillingCase


@tagged("post_install", "-at_install")
class TestPin(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._create_user("clerk")
        cls.pins = cls.env["call.pin"].with_user(cls.clerk)

    def _issue(self, partner=None):
        """(call.pin, ten digits)."""
        return self.pins._issue((partner or self.acme).with_user(self.clerk))

    def _try(self, digits, company=None):
        return self.env["call.pin"]._verify(company or self.company, digits)

    @staticmethod
    def _wrong(digits, step=1):
        return f"{digits[:6]}{(int(digits[6:]) + step) % 10_000:04}"

    def test_ten_digits_of_which_six_are_kept(self):
        pin, digits = self._issue()
        self.assertRegex(digits, r"^\d{10}$")
        self.assertEqual((pin.code, pin.partner_id, pin.issued_by_id), (digits[:6], self.acme, self.clerk))
        self.assertNotIn(digits[6:], pin.sudo().digest)
        self.assertEqual(self._try(digits), (self.acme, "ok"))

    def test_shown_once_and_told_nowhere(self):
        action = self.acme.with_user(self.clerk).action_issue_call_pin()
        shown = Form(self.env[action["res_model"]].with_user(self.clerk).with_context(**action["context"]))
        digits = shown.pin.replace(" ", "")
        self.assertEqual(self._try(digits), (self.acme, "ok"))
        self.assertNotIn(digits[6:], " ".join(map(str, self.acme.message_ids.mapped("body"))))
        self.assertIn(digits[:6], str(self.acme.message_ids[0].body))

    def test_leaving_the_page_while_it_is_shown_puts_it_nowhere(self):
        """A browser saves what is open; what it sends would be in the database's log if it failed."""
        action = self.acme.with_user(self.clerk).action_issue_call_pin()
        shown = self.env["call.pin.show"].with_user(self.clerk).with_context(**action["context"])
        with self.assertNoLogs("odoo", "WARNING"):
            self.assertEqual(shown.web_save({}, {"pin": {}}), [])

    def test_nobody_reads_what_is_kept_of_the_secret(self):
        pin, _digits = self._issue()
        for user in (self.clerk, self._create_user("manager"), self.env.ref("base.user_admin")):
            with self.subTest(user.login), self.assertRaises(AccessError), mute_logger("odoo.orm.models"):
                pin.with_user(user).read(["digest"])
            with self.subTest(user.login), self.assertRaises(AccessError), mute_logger("odoo.orm.models"):
                pin.with_user(user).search([("digest", "like", "a")])

    def test_a_customer_has_one(self):
        self._issue()
        with self.assertRaisesRegex(UserError, "Reset it"):
            self._issue()

    def test_equal_secrets_do_not_look_alike(self):
        first, _digits = self._issue()
        second, _digits = self._issue(self._create_customer("Other"))
        for pin in (first, second):
            pin.sudo().digest = False
        first, second = first.sudo(), second.sudo()
        self.assertNotEqual(first._renew()[:6], second._renew()[:6])
        self.assertNotEqual(first.digest.split(":")[0], second.digest.split(":")[0])

    def test_after_a_reset_the_digits_before_no_longer_work(self):
        pin, before = self._issue()
        for _try in range(3):
            self._try(self._wrong(before))
        context = pin.action_reset()["context"]
        after = context["default_pin"].replace(" ", "")
        self.assertEqual(after[:6], before[:6])
        self.assertEqual(self._try(after), (self.acme, "ok"), "a reset takes the lock off as well")
        if after != before:
            self.assertEqual(self._try(before)[1], "wrong")

    def test_a_revoked_pin_opens_nothing_and_its_code_is_not_used_again(self):
        pin, digits = self._issue()
        pin.action_revoke()
        self.assertEqual(self._try(digits), (self.env["res.partner"], "wrong"))
        self.assertFalse(self.acme.call_pin_code)
        with self.assertRaisesRegex(UserError, "revoked"):
            pin.action_reset()
        again, digits = self._issue()
        self.assertNotEqual(again.code, pin.code)
        self.assertEqual(self.acme.call_pin_code, again.code)
        self.assertEqual(self._try(digits), (self.acme, "ok"))
        self.assertEqual(len(self.acme.call_pin_ids), 2, "the history stays")

    def test_what_is_no_pin_is_wrong(self):
        _pin, digits = self._issue()
        blank = f"{digits[:6]} {digits[7:]}"
        for entered in ("", "1", digits[:9], digits + "1", digits[:6], "٠١٢٣٤٥٦٧٨٩", blank, "'" * 10):
            with self.subTest(entered):
                self.assertEqual(self._try(entered), (self.env["res.partner"], "wrong"))

    def test_three_wrong_ones_lock_it_and_each_further_one_for_twice_as_long(self):
        pin, digits = self._issue()
        now = fields.Datetime.now()
        with freeze_time(now):
            self.assertEqual([self._try(self._wrong(digits, step))[1] for step in (1, 2)], ["wrong", "wrong"])
            self.assertEqual(self._try(self._wrong(digits, 3))[1], "locked")
            self.assertEqual(self._try(digits), (self.env["res.partner"], "locked"), "even the right one")
        self.assertEqual(pin.failed_count, 3, "what is not compared is not counted")
        for minutes in (1, 2, 4, 8):
            self.assertEqual(pin.locked_until, now + timedelta(minutes=minutes))
            now = pin.locked_until
            with freeze_time(now - timedelta(seconds=1)):
                self.assertEqual(self._try(digits)[1], "locked")
            with freeze_time(now):
                self.assertEqual(self._try(self._wrong(digits))[1], "locked")
        self.assertIn("6 wrong entries in a row", str(self.acme.message_ids[1].body))

    def test_no_lock_is_longer_than_a_day(self):
        pin, digits = self._issue()
        pin.sudo().failed_count = 4000
        before = fields.Datetime.now()
        self._try(self._wrong(digits))
        self.assertLessEqual(pin.locked_until - before, timedelta(days=1, seconds=5))

    def test_the_right_one_wipes_the_slate_clean(self):
        pin, digits = self._issue()
        self._try(self._wrong(digits))
        self._try(self._wrong(digits))
        self._try(digits)
        self.assertEqual((pin.failed_count, bool(pin.last_used)), (0, True))
        self.assertEqual(self._try(self._wrong(digits))[1], "wrong")

    def test_a_guess_at_one_customer_s_locks_no_other(self):
        _pin, digits = self._issue()
        other = self._create_customer("Other")
        _pin, others = self._issue(other)
        for _try in range(3):
            self._try(self._wrong(digits))
        self.assertEqual(self._try(others), (other, "ok"))

    def test_it_belongs_to_one_company(self):
        _pin, digits = self._issue()
        company = self.env["res.company"].create({"name": "Other operator"})
        self.assertEqual(self._try(digits, company)[1], "wrong")

    def test_an_archived_customer_s_opens_nothing(self):
        _pin, digits = self._issue()
        self.acme.active = False
        self.assertEqual(self._try(digits)[1], "wrong")

    def test_only_clerks_issue_reset_and_revoke(self):
        pin, _digits = self._issue()
        users = [self._create_user("sales"), self._create_user("switch")]
        users.append(new_test_user(self.env, "ccb_portal", "base.group_portal"))
        for user in users:
            with self.subTest(user.login):
                for act in (pin.with_user(user).action_reset, pin.with_user(user).action_revoke):
                    self.assertRaises(AccessError, act)
                other = self._create_customer("Other")
                self.assertRaises(AccessError, self.env["call.pin"].with_user(user)._issue, other.with_user(user))
        manager = self._create_user("manager")
        for operation in ("write", "create", "unlink"):
            self.assertFalse(self.env["call.pin"].with_user(manager).has_access(operation))
        self.assertTrue(pin.with_user(users[0]).has_access("read"))
        self.assertFalse(pin.with_user(users[1]).has_access("read"))

    def test_a_contact_s_pin_is_its_company_s(self):
        contact = self.env["res.partner"].create({"name": "Anna at Acme", "parent_id": self.acme.id})
        pin, _digits = self._issue(contact)
        self.assertEqual(pin.partner_id, self.acme)
