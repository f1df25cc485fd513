"""Whose period is how long, from when to when, and what becomes of it when the cycle changes."""

from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...models.mediation.bulk.billing_rules import BillingRules
from ..common import line
from .common import RulesCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-22 10:00:00")
class TestBillingCycle(RulesCase):
    def test_the_company_s_cycle_holds_for_all_and_an_account_may_have_its_own(self):
        other = self._create_customer("Other", "+46850001234")
        self.acme.call_cycle_id = self.week
        self._import(line("1.1/1"), line("1.1/2", a_number="46850001234"))
        self.assertEqual(self._statements(), [("11-16", "11-23", 1)])
        self.assertEqual(self._statements(other), [("11-01", "12-01", 1)])
        self.company.call_cycle_id = self.env.ref("call_center_billing.call_cycle_quarter")
        with freeze_time("2026-12-06 10:00:00"):
            self._import(line("1.1/3", a_number="46850001234", start="2026-12-02 10:00:00"))
        self.assertEqual(self._statements(other), [("11-01", "12-01", 1), ("12-01", "01-01", 1)])

    def test_a_group_s_rules_stand_between_the_account_s_and_the_company_s(self):
        prices = self.acme.with_company(self.company).property_product_pricelist
        vals = {"name": "Weekly", "pricelist_id": prices.id, "call_cycle_id": self.week.id, "call_order_policy": "day"}
        group = self.env["call.customer.group"].create(vals)
        other, own = (self._create_customer(name, f"+4685000123{name[-1]}") for name in ("Other 4", "Own 5"))
        (self.acme + other + own).call_group_id = group
        own.write({"call_cycle_id": self.month.id, "call_order_policy": "cycle"})
        few = [line("1.1/1"), line("1.1/2", a_number="46850001234"), line("1.1/3", a_number="46850001235")]
        self._import(*few)
        for member in (self.acme, other):
            self.assertEqual(self._statements(member), [("11-16", "11-23", 1)])
            self.assertEqual(member.call_statement_ids.line_ids.slot, "2026-11-22")
        self.assertEqual(self._statements(own), [("11-01", "12-01", 1)])
        self.assertEqual(own.call_statement_ids.line_ids.slot, "")
        rules = BillingRules(self.env, self.company)
        members = (self.acme + other + own).ids
        self.assertEqual(
            list(rules.cycles(members).values()), [one._rule() for one in (self.week, self.week, self.month)]
        )
        self.assertEqual([rules.own_policies.get(member) for member in members], ["day", "day", "cycle"])
        group.call_cycle_id = False
        domain = [("model", "=", group._name), ("field_id.name", "=", "call_cycle_id")]
        self.assertEqual(self.env["call.rule.change"].search(domain)[0].old_value, self.week.name)

    def test_a_period_begins_and_ends_by_the_customer_s_clock(self):
        self.acme.call_cycle_id = self.week
        self._import(line("1.1/1", start="2026-11-15 22:59:59"), line("1.1/2", start="2026-11-15 23:00:00"))
        self.assertEqual(self._statements(), [("11-09", "11-16", 1), ("11-16", "11-23", 1)])

    def test_months_from_a_day_that_not_all_of_them_have(self):
        self.acme.call_cycle_id = self._cycle(unit="month", anchor="2026-01-31")
        self._import(line("1.1/1", start="2026-02-28 12:00:00"), line("1.1/2", start="2026-02-27 12:00:00"))
        self.assertEqual(self._statements(), [("01-31", "02-28", 1), ("02-28", "03-31", 1)])

    def test_a_statement_is_named_after_its_period(self):
        self.acme.call_cycle_id = self.week
        statement = self._call().statement_id
        self.assertEqual(
            (statement.name, statement.period_name), ("Acme 2026-11-16 – 2026-11-22", "2026-11-16 – 2026-11-22")
        )

    def test_the_open_period_stays_when_the_cycle_changes_and_the_next_begins_where_it_ends(self):
        self._import(line("1.1/1"))
        self.acme.call_cycle_id = self.week
        with freeze_time("2026-12-06 10:00:00"):
            self._import(line("1.1/2", start="2026-11-22 09:00:00"), line("1.1/3", start="2026-12-05 09:00:00"))
        self.assertEqual(self._statements(), [("11-01", "12-01", 1), ("12-01", "12-07", 1)])

    def test_the_open_period_follows_at_once_if_somebody_wants_it_to(self):
        statement = self._call().statement_id
        self.acme.call_cycle_id = self.week
        self.assertTrue(self.acme.call_period_differs)
        self.acme.action_call_follow_cycle()
        self.acme.invalidate_recordset()
        self.assertFalse(self.acme.call_period_differs)
        self.assertEqual(self._statements(), [("11-01", "11-23", 1)])
        self.assertIn("2026-11-01 – 2026-11-22", statement.name)
        with freeze_time("2026-11-24 10:00:00"):
            self._import(line("1.1/2", start="2026-11-23 09:00:00"))
        self.assertEqual(self._statements(), [("11-01", "11-23", 1), ("11-23", "11-30", 1)])

    def test_a_period_does_not_end_before_its_last_call_nor_when_a_part_is_billed(self):
        with freeze_time("2026-11-29 10:00:00"):
            statement = self._call(start="2026-11-28 09:00:00").statement_id
        self.acme.call_cycle_id = self.week
        with self.assertRaisesRegex(UserError, "would end before"):
            statement.action_follow_cycle()
        statement.action_create_order()
        with self.assertRaisesRegex(UserError, "its period stays"):
            statement.action_follow_cycle()
        following = self._call(start="2026-11-21 09:00:00").statement_id
        with self.assertRaisesRegex(UserError, "its period stays"):
            following.action_follow_cycle()
        old = self._call(start="2026-09-28 09:00:00").statement_id
        with self.assertRaisesRegex(UserError, "is over"):
            old.action_follow_cycle()

    def test_the_database_keeps_periods_apart(self):
        statement = self._call().statement_id
        for begin, end in (("2026-11-15", "2026-12-15"), ("2026-11-01", "2026-11-08"), ("2026-10-01", "2026-11-02")):
            vals = {"date_from": begin, "date_to": end, "sequence": 2}
            with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                statement.copy(vals)
        statement.copy({"sequence": 2})
        statement.copy({"date_from": "2026-12-01", "date_to": "2026-12-08"})

    def test_a_late_call_of_a_billed_week_is_on_the_next_week_s_bill(self):
        self.acme.call_cycle_id = self.week
        self._call(start="2026-11-10 09:00:00").statement_id.action_invoice()
        late = self._call(start="2026-11-10 09:30:00")
        self.assertTrue(late.late)
        self.assertEqual(self._statements(), [("11-09", "11-16", 1), ("11-16", "11-23", 1)])

    def test_the_page_of_a_cycle_shows_the_periods_to_come(self):
        cycle = self._cycle(unit="week", interval=2, anchor="2026-11-16")
        self.assertEqual(cycle.examples.split("\n")[:2], ["11/16/2026 – 11/29/2026", "11/30/2026 – 12/13/2026"])
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self._cycle(interval=0)

    def test_a_company_s_cycle_does_not_become_another_s(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.company.call_cycle_id = self.week
        with self.assertRaisesRegex(UserError, "another company's default"):
            self.week.company_id = other

    def test_sales_look_at_cycles_and_managers_make_them(self):
        self.assertEqual(self.week.with_user(self._create_user("sales")).name, self.week.name)
        with self.assertRaises(AccessError):
            self.week.with_user(self._create_user("clerk")).interval = 2
        self.week.with_user(self._create_user("manager")).interval = 2

    def test_a_change_of_a_cycle_or_of_who_has_it_is_on_record(self):
        self.week.interval = 2
        self.acme.call_cycle_id = self.week
        self.company.call_cycle_id = self.week
        names = [self.week.name, "Acme", self.company.name]
        changes = self.env["call.rule.change"].search([("record_name", "in", names)])
        found = {(change.model, change.field_id.name, change.old_value, change.new_value) for change in changes}
        self.assertIn(("call.cycle", "interval", "1", "2"), found)
        self.assertIn(("res.partner", "call_cycle_id", "", self.week.name), found)
        self.assertIn(("res.company", "call_cycle_id", self.month.name, self.week.name), found)
