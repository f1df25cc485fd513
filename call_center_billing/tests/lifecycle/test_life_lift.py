"""Lifts by clerks, the end of a service with all that hangs on it, companies apart, and who may do what."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from ..plan.common import PlanCase
from .common import LifeCase


@tagged("post_install", "-at_install")
class TestLifeLift(LifeCase):
    def setUp(self):
        super().setUp()
        self._invoice()
        self.clerk = self._create_user("clerk")

    def _lift(self, until, reason="Pays on Friday", user=None):
        life = self._life().with_user(user or self.clerk)
        form = Form(self.env["call.life.lift"].with_context(**life.action_lift()["context"]).with_user(life.env.user))
        form.until, form.reason = self._day(until), reason
        return form.save().action_lift()

    def test_a_clerk_lifts_until_a_day_and_it_is_on_record(self):
        self._nights_of_steps(30)
        with freeze_time(f"{self._day(31)} 09:00:00"):
            self._lift(33)
            life = self._life()
            self.assertEqual((life.state, self.acme.call_life_state), ("service", "active"))
            self.assertEqual((self.acme.call_blocked, life.lifted_by_id), (False, self.clerk))
        self._nights(32, 33)
        self.assertFalse(self.acme.call_blocked)
        self._nights(34, 34)
        self.assertEqual((self._state(), self.acme.call_block_ids[:1].level), ("service", "service"))
        self.assertEqual(self._events("lift", "lift_end"), [(31, "lift", "service"), (34, "lift_end", "service")])
        text = self._life().event_ids.filtered(lambda event: event.kind == "lift")
        self.assertIn("Pays on Friday", text.text)
        self.assertEqual(text.user_id, self.clerk)

    def test_nothing_gets_worse_while_it_is_lifted(self):
        self._nights_of_steps(23)
        with freeze_time(f"{self._day(29)} 09:00:00"):
            self._lift(35)
        self._nights(30, 35)
        self.assertEqual(self._state(), "outgoing")
        self._nights(36, 36)
        self.assertEqual(self._state(), "service")

    def test_a_lift_ends_early_or_with_a_payment(self):
        self._nights_of_steps(14)
        with freeze_time(f"{self._day(15)} 09:00:00"):
            self._lift(20)
            self._life().with_user(self.clerk).action_end_lift()
            self.assertTrue(self.acme.call_blocked)
            self._lift(20)
            self._pay(100)
            self.assertEqual((self._state(), self._life().lifted_until), ("active", False))
            self.assertFalse(self.acme.call_blocked)

    def test_lifts_that_are_refused(self):
        with freeze_time(f"{self._day(1)} 09:00:00"), self.assertRaisesRegex(UserError, "nothing to lift"):
            self.lives._night()
            self._lift(2)
        self._nights_of_steps(14)
        with freeze_time(f"{self._day(15)} 09:00:00"):
            for until, reason in ((14, "x"), (40, "x"), (16, " ")):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self._lift(until, reason)
            self._lift(40, user=self._create_user("manager"))
            sales = self._create_user("sales")
            with self.assertRaises(AccessError):
                self._life().with_user(sales)._lift_until(self._day(16), "x")
            with self.assertRaises(AccessError):
                self._life().with_user(sales).action_end_lift()

    def test_each_kind_of_user(self):
        self._nights_of_steps(14)
        users = {group: self._create_user(group) for group in ("sales", "manager", "switch")} | {"clerk": self.clerk}
        users["portal"] = new_test_user(self.env, "life_portal", "base.group_portal")
        models = ("call.life", "call.life.event", "call.life.policy", "call.life.step", "call.open.number")
        for model in models:
            may = {
                operation: {
                    name for name, user in users.items() if self.env[model].with_user(user).has_access(operation)
                }
                for operation in ("read", "write", "create", "unlink")
            }
            self.assertEqual(may["read"], {"sales", "clerk", "manager"}, model)
            writers = set() if model in ("call.life", "call.life.event") else {"manager"}
            self.assertEqual([may[name] for name in ("write", "create", "unlink")], [writers] * 3, model)
        with self.assertRaises(AccessError):
            self.acme.with_user(users["sales"]).call_life_policy_id = self.policy
        for name in ("sales", "clerk", "manager"):
            account = self.acme.with_user(users[name])
            self.assertEqual((account.call_life_state, len(account._call_life_ahead())), ("outgoing", 3))
            self.assertEqual(account.search([("call_life_state", "=", "outgoing"), ("id", "=", self.acme.id)]), account)
            self.assertFalse(account.search([("call_life_state", "=", "active"), ("id", "=", self.acme.id)]))

    def test_companies_are_apart(self):
        other = self.env["res.company"].create({"name": "Other operator", "currency_id": self.company.currency_id.id})
        self._nights_of_steps(14)
        self._nights(14, 14, company=other)
        self.assertEqual((self._state(), self._life(company=other)), ("outgoing", self.lives))
        self.assertEqual(self.acme.with_company(other).call_life_state, "active")
        other.call_life_postpaid_id = self.policy
        self.env["call.number"].create(
            {"number": "+46812345678", "partner_id": self.acme.id, "company_id": other.id, "valid_from": "2026-01-01"}
        )
        self._nights(15, 15, company=other)
        self.assertEqual((self._life(company=other).state, self._state()), ("active", "outgoing"))
        stranger = new_test_user(
            self.env,
            "life_other",
            "call_center_billing.call_center_billing_group_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.assertEqual(self.lives.with_user(stranger).search([]).company_id, other)

    def test_a_reminder_may_restrict_outgoing_calls_only(self):
        level = self.env["credit.control.policy.level"].search([], limit=1)
        self.assertEqual(level.call_block_level, "all")
        block = self.env["call.block"]._block(
            self.acme,
            "reminder",
            level="outgoing",
            reason=self.env.ref("call_center_billing.call_block_reason_overdue"),
        )
        self.assertIn("outgoing calls", block._in_words())

    def test_a_policy_of_the_account_or_without_steps_goes_first(self):
        none = self.env["call.life.policy"].create({"name": "Never", "kind": "postpaid"})
        self.acme.call_life_policy_id = none
        self._nights_of_steps(30)
        self.assertEqual((self._state(), self._life().policy_id), ("active", none))
        self.acme.call_life_policy_id = False
        self.company.call_life_postpaid_id = False
        self._nights(31, 31)
        self.assertFalse(self._life().policy_id)


@tagged("post_install", "-at_install")
class TestLifeEnd(LifeCase, PlanCase):
    def test_termination_ends_all_that_hangs_on_it(self):
        plan = self._create_plan(("recurring", 30, {"advance": False}))
        plan.life_policy_id = self.policy
        self.company.call_life_postpaid_id = False
        subscription = self._subscribe(plan, "2026-03-01")
        self._invoice()
        self._nights_of_steps(90)
        self.assertEqual((self._state(), self._life().policy_id), ("terminated", self.policy))
        self.assertEqual((subscription.state, subscription.date_end), ("ended", self._day(90)))
        charged = sum(subscription.charge_ids.mapped("amount"))
        self.assertGreater(charged, 80_000_000)
        finals = (
            self.env["account.move"]
            .search([("partner_id", "=", self.acme.id)])
            .filtered(lambda move: move._call_statement_lines())
        )
        self.assertEqual(round(sum(finals.mapped("amount_untaxed")) * 1_000_000), charged)
        self.assertTrue(self.acme.call_number_ids.valid_to)
        manager = self._create_user("manager")
        with freeze_time(f"{self._day(91)} 09:00:00"):
            with self.assertRaises(AccessError):
                self._life().with_user(self._create_user("clerk")).action_take_up()
            self._life().with_user(manager).action_take_up()
        self.assertEqual((self._state(), self.acme.call_blocked), ("active", False))
        self.assertFalse(self.acme.call_number_ids.valid_to)
        self.assertEqual(subscription.state, "ended")
