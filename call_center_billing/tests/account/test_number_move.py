"""Numbers change hands, and what was charged stays where it was."""

from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..common import BillingCase, line

NOON = datetime(2026, 11, 22, 12)


@tagged("post_install", "-at_install")
class TestNumberMove(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.number = cls.acme.call_number_ids
        cls.heir = cls._create_customer("Heir")

    def _move(self, moment=NOON, numbers=None, user=None):
        numbers = numbers or self.number
        wizard = self.env["call.number.move"].with_user(user or self.env.user)
        return wizard.create(
            {"number_ids": [(6, 0, numbers.ids)], "partner_id": self.heir.id, "moment": moment}
        ).action_move()

    def test_calls_go_to_who_owned_the_number_then_whenever_they_are_read(self):
        before = self._call(start="2026-11-22 11:00:00")
        self._move()
        late, first = self._call(start="2026-11-22 11:59:59"), self._call(start="2026-11-22 12:00:00")
        self.assertEqual(before.partner_id, self.acme)
        self.assertEqual(late.partner_id, self.acme)
        self.assertEqual(first.partner_id, self.heir)

    def test_there_is_always_exactly_one_owner(self):
        self._move()
        self.assertEqual(self.number.valid_to, NOON)
        owned = self.heir.call_number_ids
        self.assertEqual((owned.number, owned.valid_from, owned.valid_to), ("+46812345678", NOON, False))

    def test_a_number_whose_end_was_known_ends_then_for_its_new_owner(self):
        self.number.valid_to = NOON + timedelta(days=9)
        self._move()
        self.assertEqual(self.heir.call_number_ids.valid_to, NOON + timedelta(days=9))

    def test_label_and_prices_of_the_former_owner_stay_with_it(self):
        self.number.write({"label": "Anna's mobile", "pricelist_id": self.pricelist.id})
        self._move()
        self.assertFalse(self.heir.call_number_ids.label or self.heir.call_number_ids.pricelist_id)
        self.assertEqual(self.number.label, "Anna's mobile")

    def test_several_at_once_and_names_of_accounts_too(self):
        name = self.env["call.number"].create(
            {"kind": "account", "number": "acme", "partner_id": self.acme.id, "valid_from": "2026-01-01 00:00:00"}
        )
        self._move(numbers=self.number + name)
        self.assertEqual(set(self.heir.call_number_ids.mapped("number")), {"acme", "+46812345678"})

    def test_a_contact_s_company_gets_it(self):
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.heir.id})
        self.number._move(contact, NOON)
        self.assertEqual(self.heir.call_number_ids.number, "+46812345678")

    def test_not_before_calls_that_were_charged(self):
        self._call(start="2026-11-22 13:00:00")
        with self.assertRaisesRegex(ValidationError, "charged to Acme"), self.cr.savepoint():
            self._move()
        self.env.invalidate_all()
        self.assertEqual(self.acme.call_number_ids.mapped("valid_to"), [False])

    def test_not_when_it_was_not_the_owner_s(self):
        for moment in (datetime(2025, 12, 31), self.number.valid_from):
            with self.subTest(moment), self.assertRaisesRegex(ValidationError, "not Acme's at that moment"):
                self._move(moment)
        self.number.valid_to = NOON
        with self.assertRaisesRegex(ValidationError, "not Acme's at that moment"):
            self._move(NOON)

    def test_not_to_itself(self):
        with self.assertRaisesRegex(ValidationError, "already"):
            self.number._move(self.acme, NOON)

    def test_both_histories_tell(self):
        self._move()
        for partner in (self.acme, self.heir):
            self.assertIn("moved from Acme to Heir", str(partner.message_ids[0].body))

    def test_a_history_tells_of_numbers_that_come_and_go(self):
        numbers = self.env["call.number"].with_context(tracking_disable=False)
        numbers.create([{"number": number, "partner_id": self.heir.id} for number in ("+46840050060", "+46840050061")])
        self.assertEqual(len(self.heir.message_ids), 1)
        for number in ("+46840050060 added", "+46840050061 added"):
            self.assertIn(number, str(self.heir.message_ids.body))
        self.number.with_context(tracking_disable=False).valid_to = NOON
        self.assertIn("+46812345678 ends", str(self.acme.message_ids[0].body))

    def test_a_move_is_told_once(self):
        numbers = self.number.with_context(tracking_disable=False)
        before = len(self.acme.message_ids), len(self.heir.message_ids)
        numbers._move(self.heir, NOON)
        self.assertEqual((len(self.acme.message_ids), len(self.heir.message_ids)), (before[0] + 1, before[1] + 1))

    def test_sales_staff_move_numbers_and_a_switch_does_not(self):
        self._move(user=self._create_user("sales"))
        self.assertTrue(self.heir.call_number_ids)
        with self.assertRaises(AccessError):
            self._move(fields.Datetime.now(), numbers=self.heir.call_number_ids, user=self._create_user("switch"))


@tagged("post_install", "-at_install")
class TestNumberPast(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.number = cls.acme.call_number_ids
        cls.other = cls._create_customer("Other")
        cls.source._import_bytes("test.csv", line("1.1/1", start="2026-11-22 12:00:00").encode())

    def test_a_number_that_was_billed_is_not_written_over(self):
        for vals in ({"partner_id": self.other.id}, {"number": "+46812345679"}, {"kind": "account", "number": "x"}):
            with self.subTest(vals), self.assertRaisesRegex(ValidationError, "move the number"), self.cr.savepoint():
                self.number.write(vals)

    def test_its_period_holds_its_calls(self):
        for vals in ({"valid_to": "2026-11-22 12:00:00"}, {"valid_from": "2026-11-22 12:00:01"}):
            with self.subTest(vals), self.assertRaisesRegex(ValidationError, "stays there"), self.cr.savepoint():
                self.number.write(vals)
        self.number.valid_to = "2026-11-22 12:00:01"
        self.number.valid_from = "2026-11-22 12:00:00"

    def test_a_number_without_calls_is_corrected_as_one_likes(self):
        number = self.env["call.number"].create({"number": "+46840050060", "partner_id": self.acme.id})
        number.write({"partner_id": self.other.id, "number": "08-400 500 61"})
        self.assertEqual((number.partner_id, number.number), (self.other, "+46840050061"))
