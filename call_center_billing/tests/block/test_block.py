"""Who may not call, since when, until when and why."""

from datetime import timedelta

from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import BillingCase


class BlockCase(BillingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls._create_user("clerk")
        cls.rude = cls.env.ref("call_center_billing.call_block_reason_rude")
        cls.blocks = cls.env["call.block"].with_user(cls.clerk)
        cls.number = cls.acme.call_number_ids

    def _block(self, target=None, cause="manual", reason=None, note=""):
        blocks = self.blocks if cause == "manual" else self.env["call.block"]
        return blocks._block(target or self.acme, cause, reason or (self.rude if cause == "manual" else None), note)

    def _in_force(self, block):
        return block in self.env["call.block"].search(block._open_domain(self.company))

    def _said(self, record):
        return " ".join(str(body) for body in record.message_ids.mapped("body"))


@tagged("post_install", "-at_install")
class TestBlock(BlockCase):
    def test_a_block_of_an_account_is_one_of_all_its_numbers(self):
        other = self.env["call.number"].create({"number": "+46840050060", "partner_id": self.acme.id})
        self.assertFalse(self.acme.call_blocked or self.number.blocked)
        self._block()
        numbers = self.number + other
        self.env.invalidate_all()
        self.assertTrue(self.acme.call_blocked)
        self.assertEqual(numbers.mapped("blocked"), [True, True])
        self.assertEqual(self.env["call.number"].search([("blocked", "=", True)]) & numbers, numbers)

    def test_a_block_of_a_number_is_none_of_its_owner_s_others(self):
        other = self.env["call.number"].create({"number": "+46840050060", "partner_id": self.acme.id})
        self._block("08-400 500 60")
        self.env.invalidate_all()
        self.assertFalse(self.acme.call_blocked)
        self.assertEqual((self.number.blocked, other.blocked), (False, True))
        self.assertEqual(self.env["call.number"].search([("blocked", "=", True)]) & self.acme.call_number_ids, other)

    def test_a_blocked_number_stays_blocked_whoever_gets_it(self):
        self._block("+46812345678")
        heir = self._create_customer("Heir")
        moved = self.number._move(heir, fields.Datetime.now())
        self.assertTrue(moved.blocked)

    def test_numbers_are_kept_in_e164_and_what_is_none_is_refused(self):
        self.assertEqual(self._block("08-400 500 60").number, "+46840050060")
        for number in ("anonymous", "hello", "12"):
            with self.subTest(number), self.assertRaisesRegex(ValidationError, r"\+46812345678"):
                self._block(number)

    def test_either_a_customer_or_a_number(self):
        for vals in ({}, {"partner_id": self.acme.id, "number": "+46840050060"}):
            with (
                self.subTest(vals),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.cr.savepoint(),
            ):
                self.blocks.create(vals | {"reason_id": self.rude.id})

    def test_a_contact_s_block_is_its_company_s(self):
        contact = self.env["res.partner"].create({"name": "Anna at Acme", "parent_id": self.acme.id})
        self.assertEqual(self._block(contact).partner_id, self.acme)
        self.assertTrue(contact.call_blocked)

    def test_from_when_until_when(self):
        now = fields.Datetime.now()
        hour = timedelta(hours=1)
        for begin, end, state in (
            (now - hour, False, "open"),
            (now - hour, now + hour, "open"),
            (now + hour, False, "planned"),
            (now - 2 * hour, now - hour, "over"),
        ):
            with self.subTest(state=state, end=end):
                block = self.blocks.create(
                    {"partner_id": self.acme.id, "reason_id": self.rude.id, "date_from": begin, "date_to": end}
                )
                self.assertEqual(block.state, state)
                self.assertEqual(self._in_force(block), state == "open")

    def test_it_ends_after_it_begins(self):
        now = fields.Datetime.now()
        vals = {"partner_id": self.acme.id, "reason_id": self.rude.id, "date_from": now, "date_to": now}
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.cr.savepoint():
            self.blocks.create(vals)

    def test_lifted_it_stays_on_record(self):
        block = self._block(note="Shouted.")
        block.action_lift()
        self.assertEqual((block.state, block.lifted_by_id), ("lifted", self.clerk))
        self.assertFalse(self._in_force(block) or self.acme.call_blocked)
        self.assertEqual(self.acme.call_block_ids, block)
        for vals in ({"lifted_at": False}, {"reason_id": False}, {"date_from": "2026-01-01 00:00:00"}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "stay on record"):
                block.write(vals)
        block.note = "Shouted, and said sorry."

    def test_who_was_blocked_when_is_not_rewritten(self):
        block = self._block()
        other = self._create_customer("Other")
        for vals in ({"partner_id": other.id}, {"date_from": "2026-01-01 00:00:00"}, {"cause": "limit"}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "stay on record"):
                block.write(vals)
        with self.assertRaisesRegex(ValidationError, "lift it"):
            block.date_to = fields.Datetime.now() - timedelta(seconds=1)
        block.date_to = fields.Datetime.now() + timedelta(days=1)
        self.assertTrue(self._in_force(block))

    def test_lifting_twice_changes_nothing(self):
        block = self._block()
        block.action_lift()
        first = block.lifted_at
        block.action_lift()
        self.assertEqual(block.lifted_at, first)

    def test_two_people_may_block_for_two_reasons(self):
        first, second = self._block(), self._block()
        first.action_lift()
        self.assertTrue(self.acme.call_blocked)
        second.action_lift()
        self.env.invalidate_all()
        self.assertFalse(self.acme.call_blocked)

    def test_blocked_customers_are_found(self):
        self._block()
        domain = [("id", "in", (self.acme + self._create_customer("Free")).ids)]
        self.assertEqual(self.env["res.partner"].search([*domain, ("call_blocked", "=", True)]), self.acme)
        free = self.env["res.partner"].search([*domain, ("call_blocked", "=", False)])
        self.assertEqual(free.name, "Free")

    def test_another_company_s_block_is_none_here(self):
        company = self.env["res.company"].create({"name": "Other operator"})
        self.env["call.block"].with_company(company)._block(self.acme, "limit")
        self.assertFalse(self.acme.call_blocked)
        self.assertTrue(self.acme.with_company(company).call_blocked)

    def test_the_histories_tell(self):
        block = self._block(note="Shouted.")
        block.action_lift()
        for record in (block, self.acme):
            self.assertIn("Rude to staff. Shouted.", self._said(record))
            self.assertIn("may call again", self._said(record))
        self._block("+46812345678", note="Stolen.")
        self.assertIn("Stolen.", self._said(self.acme), "the owner of a blocked number is told of")

    def test_the_page_says_why_and_who(self):
        self._block()
        self.assertIn("Rude to staff (ccb_clerk", self.acme.call_block_text)
        self.assertTrue(self.acme.call_liftable)
        self.acme.with_user(self.clerk).action_call_lift()
        self.assertFalse(self.acme.call_blocked or self.acme.call_block_text)

    def test_a_clerk_blocks_from_the_page_of_a_customer_and_of_a_number(self):
        acme, number = self.acme.with_user(self.clerk), self.number.with_user(self.clerk)
        for action, target in ((acme.action_call_block(), acme), (number.action_block(), number.number)):
            form = Form(self.blocks.with_context(**action["context"]), view="call_center_billing.call_block_view_form")
            form.reason_id = self.rude.with_user(self.clerk)
            self.assertIn("treated with respect", form.prompt_text)
            block = form.save()
            self.assertEqual(block.partner_id or block.number, target)
        listed = self.env["call.block"].search(self.acme.action_view_call_blocks()["domain"])
        self.assertEqual(len(listed), 2)
        listed = self.env["call.block"].search(self.number.action_view_blocks()["domain"])
        self.assertEqual(len(listed), 2)


@tagged("post_install", "-at_install")
class TestBlockByRule(BlockCase):
    def test_each_cause_lifts_its_own_and_no_other(self):
        manual, limit, overdue = self._block(), self._block(cause="limit"), self._block(cause="overdue")
        self.assertEqual(self.acme._call_lift("limit"), limit)
        self.assertEqual([block.state for block in (manual, limit, overdue)], ["open", "lifted", "open"])
        self.assertEqual(self.acme._call_lift("fraud"), self.env["call.block"])
        self.assertEqual(self.acme._call_lift("overdue"), overdue)
        self.assertTrue(self.acme.call_blocked, "the clerk's block is still there")

    def test_a_rule_blocks_once_and_again_when_it_was_lifted(self):
        first = self._block(cause="limit")
        self.assertEqual(self._block(cause="limit"), first)
        self.assertEqual(self._block("+46840050060", cause="fraud"), self._block("08-400 500 60", cause="fraud"))
        self.acme._call_lift("limit")
        self.assertNotEqual(self._block(cause="limit"), first)

    def test_not_even_two_at_once_block_twice(self):
        block = self._block(cause="limit")
        with mute_logger("odoo.sql_db"), self.assertRaises(ExclusionViolation), self.cr.savepoint():
            block.copy()

    def test_after_one_has_run_out_there_may_be_another(self):
        block = self._block(cause="fraud")
        now = fields.Datetime.now()
        block.write({"date_from": now - timedelta(days=2), "date_to": now - timedelta(days=1)})
        self.assertNotEqual(self._block(cause="fraud"), block)

    def test_the_reason_follows_from_the_cause(self):
        kinds = {cause: self._block(cause=cause).kind for cause in ("limit", "overdue", "fraud")}
        self.assertEqual(kinds, {"limit": "financial", "overdue": "financial", "fraud": "fraud"})
        self.assertEqual(self._block(cause="limit").reason_id.prompt_id.code, "no_credit")

    def test_a_person_gives_a_reason(self):
        with self.assertRaisesRegex(UserError, "Choose why"):
            self.blocks._block(self.acme, "manual")

    def test_no_rule_lifts_what_a_person_blocked(self):
        block = self._block()
        for blocks in (block.with_user(1), block.with_user(1).sudo()):
            with self.assertRaises(UserError):
                blocks._lift("manual")
        self.assertEqual(block.state, "open")

    def test_no_person_lifts_what_a_rule_blocked(self):
        block = self._block(cause="limit")
        with self.assertRaisesRegex(UserError, "blocked by a rule"):
            block.with_user(self.clerk).action_lift()
        with self.assertRaisesRegex(UserError, "blocked by a rule"):
            self.acme.with_user(self.clerk).action_call_lift()
        self.assertFalse(self.acme.call_liftable)
        self.assertIn("Limit reached", self.acme.call_block_text)
        self.assertEqual(block.state, "open")

    def test_a_manager_says_that_traffic_was_no_fraud(self):
        block, limit = self._block(cause="fraud"), self._block(cause="limit")
        manager = self._create_user("manager")
        (block + limit).with_user(manager).action_clear_suspicion()
        self.assertEqual((block.state, block.lifted_by_id, limit.state), ("lifted", manager, "open"))
