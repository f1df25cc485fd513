"""Who may open ledgers and month-ends."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..common import BillingCase

LEDGERS = ("call_open_items_menu", "call_aged_balance_menu", "call_general_ledger_menu", "call_trial_balance_menu")


@tagged("post_install", "-at_install")
class TestLedgerAccess(BillingCase):
    def _sees(self, user, name):
        menu = self.env.ref(f"call_center_billing.{name}")
        return menu.id in self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()

    def test_ledgers_are_for_accountants(self):
        clerk = self._create_user("clerk")
        groups = "call_center_billing.call_center_billing_group_sales,account.group_account_user"
        accountant = new_test_user(self.env, "accountant", groups)
        for name in LEDGERS:
            self.assertFalse(self._sees(clerk, name), name)
            self.assertTrue(self._sees(accountant, name), name)

    def test_clerks_read_accruals_managers_make_them(self):
        clerk, manager, sales = (self._create_user(group) for group in ("clerk", "manager", "sales"))
        accrual = self.env["call.accrual"].with_user(manager).create({"date": "2026-11-30"})
        accrual.action_compute()
        self.assertEqual(accrual.with_user(clerk).unbilled, 0)
        with self.assertRaises(AccessError):
            accrual.with_user(clerk).action_post()
        with self.assertRaises(AccessError):
            accrual.with_user(sales).read(["unbilled"])

    def test_a_clerk_prints_what_an_account_has_to_pay(self):
        action = self.acme.with_user(self._create_user("clerk")).action_call_outstanding()
        wizard = self.env[action["res_model"]].with_user(self.env.ref("base.user_admin"))
        wizard = wizard.with_context(**action["context"]).create({})
        self.assertEqual(wizard.number_partner_ids, 1)
