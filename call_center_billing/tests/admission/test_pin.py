"""Callers who withhold their number say whose account it is by a PIN."""

from odoo.tests import tagged

from ..common import line
from .api_common import A_NUMBER, ApiCase


@tagged("post_install", "-at_install")
class TestPin(ApiCase):
    def setUp(self):
        super().setUp()
        pin, self.whole = self.env["call.pin"]._issue(self.acme)
        self.pin = pin.sudo()
        self.wrong = self.whole[:6] + f"{(int(self.whole[6:]) + 1) % 10_000:04d}"

    def _by_pin(self, call_id="1.1", pin=None, a_number="anonymous"):
        return self._authorize(call_id, a_number=a_number, pin=pin or self.whole)

    def test_a_right_pin_admits_at_the_account_s_expense(self):
        self.assertEqual(self._authorize("1.1", a_number="anonymous")["decision"], "ask_pin")
        answer = self._by_pin()
        self.assertEqual((answer["decision"], answer["account"]["id"]), ("allow", self.acme.id))
        hold = self._hold("1.1")
        self.assertEqual((hold.partner_id, hold.by_pin, self._available()), (self.acme, True, 0))
        self.assertEqual(self._by_pin()["hold"], hold.id)

    def test_a_pin_pays_for_calls_from_other_people_s_numbers(self):
        other = self._create_customer("Other", "+46850001234")
        self._by_pin(a_number="+46850001234")
        self._grow_older("1.1", 100)
        self._told("end", call_id="1.1", talk_seconds=60)
        call = self._records()
        self.assertEqual((call.partner_id, call.a_number, call.amount), (self.acme, "+46850001234", 600_000))
        self.assertEqual((self._available(), self._available(other)), (9.4, 1000))

    def test_the_end_is_charged_to_the_account(self):
        self._by_pin()
        self._grow_older("1.1", 100)
        self.assertEqual(self._told("end", call_id="1.1", talk_seconds=60)["charged"], "0.60")
        self.assertEqual((self._records().partner_id, self._records().state), (self.acme, "rated"))

    def test_the_record_of_a_lost_end_is_charged_to_the_account_too(self):
        for number, rows in enumerate((1, 200), 1):
            with self.subTest(rows=rows):
                self._by_pin(f"2.{number}")
                self._grow_older(f"2.{number}", 100)
                start = f"{self._hold(f'2.{number}').begun_at:%Y-%m-%d %H:%M:%S}"
                others = [line(f"9.{other}/{number}", a_number="46850009999", start=start) for other in range(rows - 1)]
                self._import(line(f"2.{number}/1", a_number="anonymous", start=start), *others)
                hold = self._hold(f"2.{number}")
                self.assertEqual((hold.state, hold.charged), ("settled", 600_000))
        charged = self._records().filtered(lambda call: call.partner_id == self.acme)
        self.assertEqual((len(charged), self._available()), (2, 8.8))
        self.assertFalse(self.env["call.balance"]._audit(self.company))

    def test_wrong_pins_are_counted_and_lock(self):
        decisions = [self._by_pin(f"1.{number}", self.wrong) for number in range(3)]
        self.assertEqual([each["reason"] for each in decisions], ["wrong_pin", "wrong_pin", "pin_locked"])
        self.assertEqual([each["decision"] for each in decisions], ["ask_pin", "ask_pin", "deny"])
        self.assertEqual(decisions[0]["prompt"]["code"], "wrong_pin")
        self.assertEqual(self._by_pin("1.9")["reason"], "pin_locked")
        self.assertFalse(self._hold("1.9"))
        self.pin.locked_until = False
        self.assertEqual(self._by_pin("1.9")["decision"], "allow")

    def test_a_pin_is_kept_nowhere(self):
        self._by_pin("1.1", self.wrong)
        self._by_pin("1.2")
        self.env.cr.execute(
            "SELECT to_jsonb(d)::text FROM call_denial d UNION ALL SELECT to_jsonb(h)::text FROM call_hold h"
        )
        kept = " ".join(text for (text,) in self.env.cr.fetchall())
        self.assertNotIn(self.wrong, kept)
        self.assertNotIn(self.whole, kept)

    def test_a_pin_of_nobody(self):
        self.assertEqual(self._by_pin(pin="0000000000")["reason"], "wrong_pin")

    def test_a_pin_without_a_hold_is_not_tried(self):
        response = self._ask(
            "authorize", call_id="1.1", a_number=A_NUMBER, b_number="+46701110001", pin=self.whole, hold=False
        )
        self.assertRefused(response, 409, "pin")

    def test_whose_pin_is_it(self):
        answer = self._told("pin", call_id="1.1", pin=self.whole)
        self.assertEqual((answer["outcome"], answer["account"]["id"]), ("ok", self.acme.id))
        self.assertEqual(answer["balance"]["available"], "10.00")
        answer = self._told("pin", call_id="1.1", pin=self.wrong, lang="en_US")
        self.assertEqual((answer["outcome"], answer["prompt"]["code"], answer["account"]), ("wrong", "wrong_pin", None))
        self.assertEqual(self.pin.failed_count, 1)

    def test_a_blocked_account_is_blocked_by_pin_too(self):
        self.env["call.block"]._block(self.acme, "manual", self.env["call.block.reason"].search([], limit=1))
        self.assertEqual(self._by_pin()["reason"], "blocked")


@tagged("post_install", "-at_install")
class TestBalanceQuestion(ApiCase):
    def test_the_balance_by_number_and_by_account(self):
        self._used(seconds=60)
        for asked in ({"a_number": "08-123 456 78"}, {"a_number": A_NUMBER}, {"account": self.acme.id}):
            with self.subTest(asked):
                answer = self._told("balance", **asked)
                self.assertEqual(answer["balance"]["available"], "9.40")
                self.assertEqual(answer["account"]["id"], self.acme.id)
