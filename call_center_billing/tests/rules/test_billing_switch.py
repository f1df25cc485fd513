"""Billing switched off: calls are stored and priced, and nothing happens by itself."""

from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged

from ..common import line
from .common import RulesCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-22 10:00:00")
class TestBillingSwitch(RulesCase):
    def _blocked(self):
        self.env["res.partner"]._cron_call_ladder()
        self.env.invalidate_all()
        return self.acme.call_blocked

    def test_nobody_is_blocked_or_invoiced_at_the_limit(self):
        self.acme.write({"call_credit_policy": "limited", "call_credit_limit": 1})
        self.company.call_billing = False
        call = self._call(seconds=120)
        self.assertEqual((call.state, call.amount, self._blocked()), ("rated", 1_200_000, False))
        self.assertFalse(call.statement_id.order_ids)
        self.company.call_billing = True
        self.assertTrue(self._blocked())
        self.assertEqual(call.statement_id.order_id.invoice_ids.state, "draft")

    def test_no_orders_of_days_and_calls_are_made(self):
        self.acme.call_order_policy = "call"
        self.company.call_billing = False
        statement = self._call().statement_id
        self._order()
        statement._order_finished()
        self.assertFalse(statement.order_ids)
        self.company.call_billing = True
        self._order()
        self.assertEqual(len(statement.order_ids), 1)

    def test_who_is_overdue_is_not_blocked_but_freed(self):
        self.company.call_block_overdue_days = 5
        move = self._call(start="2026-01-05 10:00:00").statement_id.action_invoice("2026-01-31")
        move.invoice_date_due = "2026-01-31"
        self.company.call_billing = False
        self.assertFalse(self._blocked())
        self.company.call_billing = True
        self.assertTrue(self._blocked())
        self.company.call_billing = False
        move.invoice_date_due = "2026-12-31"
        self.assertFalse(self._blocked())

    def test_people_may_bill_all_the_same(self):
        self.company.call_billing = False
        self.assertEqual(self._call().statement_id.action_invoice().amount_untaxed, 0.6)

    def test_a_company_s_switch_is_its_own(self):
        other = self.env["res.company"].create({"name": "Other"})
        other.call_billing = False
        self.assertEqual((self.company._call_billing_on(), other._call_billing_on()), (True, False))

    def test_who_switched_it_and_when_is_on_record(self):
        manager = self._create_user("manager")
        manager.group_ids += self.env.ref("base.group_system")
        with Form(self.env["res.config.settings"].with_user(manager)) as form:
            form.call_billing = False
        form.record.execute()
        change = self.env["call.rule.change"].search([("field_id.name", "=", "call_billing")], limit=1)
        self.assertEqual((change.user_id, change.old_value, change.new_value), (manager, "Yes", "No"))
        self.assertEqual(f"{change.date:%Y-%m-%d}", "2026-11-22")
        self.assertEqual(change.record_name, self.company.name)

    def test_a_clerk_does_not_switch_it(self):
        with self.assertRaises(AccessError):
            self.company.with_user(self._create_user("clerk")).call_billing = False

    def test_every_rule_of_the_company_leaves_a_trace(self):
        values = {
            "call_order_policy": "day",
            "call_late_days": 30,
            "call_bill_at_limit": False,
            "call_raise_percent": 20,
            "call_invoice_detail": "summary",
        }
        for name, value in values.items():
            self.company[name] = value
        changes = self.env["call.rule.change"].search([("model", "=", "res.company")])
        self.assertLessEqual(set(values), set(changes.field_id.mapped("name")))

    def test_a_rule_of_billing_sends_no_calls_through_again(self):
        before = self.env["call.redo"].search_count([])
        self._import(line("1.1/1", b_number="4799999999"))
        self.company.call_order_policy = "day"
        self.acme.call_cycle_id = self.week
        self.assertEqual(self.env["call.redo"].search_count([]), before)
