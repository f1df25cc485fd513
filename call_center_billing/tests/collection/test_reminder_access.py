"""Who may see and do what of collecting."""

from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .reminding import RemindingCase


@tagged("post_install", "-at_install")
class TestReminderAccess(RemindingCase):
    def test_sales_staff_see_promises_and_plans_and_change_nothing(self):
        sales = self._create_user("sales")
        plan = self.env["call.instalment.plan"].create({"invoice_id": self.invoice.id})
        self.assertEqual(plan.with_user(sales).state, "draft")
        for model in ("call.instalment.plan", "call.instalment.part", "call.payment.promise"):
            self.assertTrue(self.env[model].with_user(sales).has_access("read"))
            for operation in ("create", "write", "unlink"):
                self.assertFalse(self.env[model].with_user(sales).has_access(operation), (model, operation))
        for model in ("call.money.assign", "credit.control.communication", "call.cash.report", "call.accrual"):
            self.assertFalse(self.env[model].with_user(sales).has_access("read"), model)

    def test_clerks_collect_and_managers_say_what_it_costs(self):
        clerk, manager = self._create_user("clerk"), self._create_user("manager")
        self._night(date(2026, 12, 6))
        reminder = self.env["credit.control.communication"].with_user(clerk).search([("partner_id", "=", self.acme.id)])
        self.assertEqual(reminder.call_state, "sent")
        plan = self.env["call.instalment.plan"].with_user(clerk).create({"invoice_id": self.invoice.id})
        plan.action_split()
        plan.action_start()
        self.assertEqual(plan.state, "running")
        with self.assertRaises(AccessError):
            self.first.with_user(clerk).call_fee = 60
        self.first.with_user(manager).call_fee = 60
        self.assertTrue(self.acme.with_user(clerk).read(["call_reminder_calendar"]))

    def test_switches_and_portal_users_see_nothing(self):
        switch = self._create_user("switch")
        for model in ("call.instalment.plan", "call.payment.promise", "call.cash.report", "call.accrual"):
            self.assertFalse(self.env[model].with_user(switch).has_access("read"), model)

    def test_companies_see_nothing_of_each_other(self):
        plan = self.env["call.instalment.plan"].create({"invoice_id": self.invoice.id})
        company = self.env["res.company"].create({"name": "Other"})
        clerk = self._create_user("clerk")
        clerk.write({"company_ids": [(6, 0, company.ids)], "company_id": company.id})
        model = self.env["call.instalment.plan"].with_user(clerk).with_company(company)
        self.assertFalse(model.with_context(allowed_company_ids=company.ids).search([("id", "=", plan.id)]))
