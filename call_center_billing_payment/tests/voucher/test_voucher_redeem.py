"""Who may use a voucher, until when, and what becomes of guessers."""

from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...models.voucher.code import plain
from .common import VoucherCase


@tagged("post_install", "-at_install")
class TestVoucherRedeem(VoucherCase):
    def _guess(self, partner=None):
        return self.env["call.voucher.guess"].search([("partner_id", "=", (partner or self.acme).id)])

    def test_it_is_used_once(self):
        other = self._create_customer("Other", "+46850001234")
        self.assertEqual(self._said(self.codes[1]), "ok")
        again = self._redeem(self.codes[1])
        self.assertEqual(again.outcome, "again")
        self.assertIn("Nothing is added now", self.acme._call_redeemed_text(again))
        self.assertFalse(self._guess().failed_count, "who presses twice does not guess")
        self.assertEqual(self._said(self.codes[1], other), "used")
        self.assertEqual(self._guess(other).failed_count, 1)
        payments = self.env["account.payment"].search([("call_voucher_id", "=", self._voucher(1).id)])
        self.assertEqual((len(payments), self._available(), self._available(other)), (1, 110, 1000))

    def test_a_mistyped_code_is_told_from_a_wrong_one_and_does_not_count(self):
        code = plain(self.codes[1])
        wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
        self.assertEqual([self._said(wrong) for _try in range(5)], ["mistyped"] * 5)
        self.assertFalse(self._guess())
        self.assertEqual(self._said(f" {code[:5]}-{code[5:]}"), "ok")

    def test_one_that_is_not_sold_is_as_unknown_as_none(self):
        self.assertEqual([self._said(self.codes[4]), *self._wrong()], ["unknown", "unknown"])
        self.assertEqual(self._guess().failed_count, 2)
        self.batch._sell(4, 4, self.shop)
        self.assertEqual(self._said(self.codes[4]), "ok")

    def test_it_is_valid_to_the_end_of_the_last_day_where_the_company_is(self):
        batch, codes = self._make_batch(count=3, valid_until=date(2027, 3, 31))
        batch._sell(1, 3, self.shop)
        # summer time: midnight in Stockholm is 22:00 UTC
        with freeze_time(datetime(2027, 3, 31, 21, 59, 59)):
            self.assertEqual(self._said(codes[1]), "ok")
        with freeze_time(datetime(2027, 3, 31, 22, 0, 0)):
            self.assertEqual(self._said(codes[2]), "expired", "before the night has said so")
            batch._expire()
            self.assertEqual(self._said(codes[2]), "expired")
        self.assertEqual([self._voucher(serial, batch).state for serial in (1, 2)], ["used", "expired"])

    def test_another_currency_is_refused_with_words(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        batch, codes = self._make_batch(count=1, currency_id=euro.id)
        batch._sell(1, 1, self.shop)
        refused = self._redeem(codes[1])
        self.assertEqual((refused.outcome, bool(refused.voucher)), ("currency", False))
        self.assertIn("another currency", self.acme._call_redeemed_text(refused))
        self.assertEqual((self._voucher(1, batch).state, self._available()), ("sold", 10))
        self.acme.property_product_pricelist = self._create_pricelist("Euro", currency_id=euro.id)
        self.assertEqual(self._said(codes[1]), "ok")

    def test_one_of_another_company_is_unknown(self):
        other = self.env["res.company"].create({"name": "Another operator"})
        partner = self.acme.with_company(other)
        self.assertEqual(self._said(self.codes[1], partner), "unknown")
        self.assertEqual(self._voucher(1).state, "sold")

    def test_a_sub_account_s_voucher_is_the_money_of_who_pays(self):
        branch = self._create_customer("Branch", "+46850001235")
        branch.call_payer_id = self.acme
        self.assertEqual(self._said(self.codes[1], branch), "ok")
        voucher = self._voucher(1)
        self.assertEqual((voucher.partner_id, voucher.payment_id.partner_id), (branch, self.acme))
        self.assertEqual(self._available(), 110)

    def test_who_guesses_waits_longer_each_time(self):
        begin = fields.Datetime.now()
        with freeze_time(begin) as clock:
            self.assertEqual(self._wrong(3), ["unknown"] * 3)
            self.assertEqual(self._said(self.codes[1]), "locked", "not even a right one is looked at")
            self.assertEqual(self._guess().locked_until - begin.replace(microsecond=0), timedelta(minutes=1))
            clock.tick(61)
            self.assertEqual(self._wrong(2), ["unknown", "locked"])
            clock.tick(61)
            self.assertEqual(self._said(self.codes[1]), "locked", "two minutes now")
            clock.tick(60)
            self.assertEqual(self._said(self.codes[1]), "ok")
            self.assertEqual(self._guess().failed_count, 4, "cheap vouchers buy no tries")
            clock.tick(86_500)
            self.assertEqual(self._wrong(2), ["unknown"] * 2)
            self.assertEqual(self._guess().failed_count, 2, "forgotten after a day")

    def test_a_manager_unlocks(self):
        self._wrong(4)
        self.assertTrue(self._guess().is_locked)
        with self.assertRaises(AccessError):
            self._guess().with_user(self._create_user("clerk")).action_unlock()
        self._guess().with_user(self._create_user("manager")).action_unlock()
        self.assertEqual(self._said(self.codes[1]), "ok")

    def test_many_accounts_behind_one_address_are_locked_together(self):
        customers = [self._create_customer(f"Guesser {number}") for number in range(12)]
        for customer in customers[:10]:
            self._wrong(2, customer, address="192.0.2.7")
        self.assertEqual(self._said(self.codes[1], customers[10], address="192.0.2.7"), "locked")
        self.assertEqual(self._said(self.codes[1], customers[10], address="192.0.2.8"), "ok")
        self.assertEqual(self._said(self.codes[2], customers[11], via="telephone"), "ok")

    def test_wrong_codes_from_everywhere_are_an_alarm_once(self):
        self.company.call_voucher_alarm = 6
        customers = [self._create_customer(f"Guesser {number}") for number in range(4)]
        activities = self.env["mail.activity"].search([("res_model", "=", "call.voucher.guess")])
        self.assertFalse(activities)
        for number, customer in enumerate(customers):
            self._wrong(2, customer, address=f"192.0.2.{number}")
        activity = self.env["mail.activity"].search([("res_model", "=", "call.voucher.guess")])
        self.assertEqual(activity.summary, "Somebody may be guessing voucher codes")
        self.assertIn("6 wrong codes from 3 accounts", activity.note)

    def test_a_clerk_s_dialogue_keeps_no_code(self):
        clerk = self._create_user("clerk")
        dialogues = self.env["call.voucher.redeem"].with_user(clerk)
        dialogue = dialogues.create({"partner_id": self.acme.id, "code": self.codes[1]})
        self.env.flush_all()
        self.env.cr.execute("SELECT each::text FROM call_voucher_redeem each WHERE id = %s", (dialogue.id,))
        self.assertNotIn(plain(self.codes[1]), self.env.cr.fetchone()[0].replace(" ", ""))
        self.assertEqual(dialogue.action_redeem()["res_id"], dialogue.id)
        self.assertEqual((dialogue.outcome, dialogue.available), ("ok", 110))
        self.assertEqual((self._voucher(1).used_via, self._voucher(1).payment_id.state), ("clerk", "in_process"))
        dialogue.action_redeem()
        self.assertEqual(dialogue.outcome, "mistyped", "the code is gone once it was looked up")
        dialogue.code = "1234"
        dialogue.action_redeem()
        self.assertEqual(dialogue.outcome, "mistyped")
