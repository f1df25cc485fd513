"""Above a sum two people agree on a limit, and sales staff on none."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..admission.common import BalanceCase

MANAGER = "call_center_billing.call_center_billing_group_manager"


@tagged("post_install", "-at_install")
class TestCreditChange(BalanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.call_second_person_above = 100
        cls.clerk = cls._create_user("clerk")
        cls.managers = [new_test_user(cls.env, f"ccb_manager_{name}", MANAGER) for name in ("one", "two")]

    def _propose(self, user, limit):
        wizard = self.env["call.credit.propose"].with_user(user)
        wizard.create({"partner_id": self.acme.id, "new_limit": limit, "reason": "Pays well"}).action_propose()
        return self.env["call.credit.change"].search([("partner_id", "=", self.acme.id)], limit=1)

    def test_up_to_the_sum_one_person_is_enough(self):
        change = self._propose(self.clerk, 100)
        self.assertEqual((change.state, self.acme.call_credit_limit), ("done", 100))
        self.assertIn("Pays well", self.acme.message_ids[:1].body)

    def test_above_it_another_manager_agrees(self):
        change = self._propose(self.managers[0], 200)
        self.assertEqual((change.state, self.acme.call_credit_limit), ("waiting", 10))
        asked = change.activity_ids.user_id
        self.assertTrue(self.managers[1] in asked and self.managers[0] not in asked)
        with self.assertRaises(UserError):
            change.with_user(self.managers[0]).action_approve()
        with self.assertRaises(AccessError):
            change.with_user(self.clerk).action_approve()
        change.with_user(self.managers[1]).action_approve()
        self.assertEqual((change.state, self.acme.call_credit_limit), ("done", 200))
        self.assertFalse(change.activity_ids)
        with self.assertRaises(UserError):
            change.with_user(self.managers[1]).action_approve()

    def test_refused_the_limit_stays(self):
        change = self._propose(self.clerk, 200)
        change.with_user(self.managers[0]).action_refuse()
        self.assertEqual((change.state, self.acme.call_credit_limit), ("refused", 10))
        self.assertIn("refused", self.acme.message_ids[:1].body)

    def test_what_changed_meanwhile_is_proposed_anew(self):
        change = self._propose(self.clerk, 200)
        self.acme.call_credit_limit = 50
        with self.assertRaises(UserError):
            change.with_user(self.managers[0]).action_approve()

    def test_rules_wait_for_a_second_person_too(self):
        self.company.write({"call_raise_step": 95, "call_raise_percent": 0, "call_raise_maximum": 0})
        invoice = self._used(seconds=300).statement_id.action_invoice()
        wizard = self.env["account.payment.register"].with_context(active_model="account.move", active_ids=invoice.ids)
        wizard.create({}).action_create_payments()
        change = self.env["call.credit.change"].search([("invoice_id", "=", invoice.id)])
        self.assertEqual((change.state, change.new_limit, self.acme.call_credit_limit), ("waiting", 105, 10))
        change.with_user(self.managers[0]).action_approve()
        self.assertEqual(self.acme.call_credit_limit, 105)

    def test_the_form_is_no_way_round(self):
        with self.assertRaises(UserError):
            self.acme.with_user(self.managers[0]).call_credit_limit = 101
        with self.assertRaises(UserError):
            self.acme.with_user(self.clerk).call_credit_policy = "unlimited"
        self.acme.with_user(self.clerk).call_credit_limit = 99

    def test_nor_is_a_new_customer(self):
        with self.assertRaises(UserError):
            self.env["res.partner"].with_user(self.clerk).create({"name": "Rich", "call_credit_limit": 1_000_000})
        with self.assertRaises(UserError):
            self.env["res.partner"].with_user(self.clerk).create({"name": "Rich", "call_credit_policy": "unlimited"})
        self.company.call_starting_credit = 500
        new = self.env["res.partner"].with_user(self.clerk).create({"name": "New", "call_credit_limit": 500})
        self.assertEqual(new.call_credit_limit, 500)

    def test_sales_staff_see_limits_and_change_none(self):
        sales = self._create_user("sales")
        change = self._propose(self.clerk, 20)
        self.assertEqual(change.with_user(sales).new_limit, 20)
        with self.assertRaises(AccessError):
            self.env["call.credit.propose"].with_user(sales).create({"partner_id": self.acme.id, "new_limit": 1})
        with self.assertRaises(AccessError):
            self.env["call.credit.change"].with_user(self.managers[0]).create({"partner_id": self.acme.id})
        with self.assertRaises(AccessError):
            change.with_user(self.managers[0]).write({"new_limit": 1_000_000})
