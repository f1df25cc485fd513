"""Who may do what with plans, subscriptions and charges."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PlanCase

MODELS = ("call.plan", "call.plan.version", "call.plan.item", "call.subscription", "call.subscription.item")


@tagged("post_install", "-at_install")
class TestPlanAccess(PlanCase):
    """Acting as each kind of user."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan(("recurring", 10, {}))

    def _new_subscription(self, user):
        vals = {"partner_id": self.acme.id, "version_id": self.plan.version_ids.id, "date_start": "2026-01-01"}
        return self.env["call.subscription"].with_user(user).create(vals)

    def test_sales_prepare_and_clerks_start(self):
        sales, clerk = self._create_user("sales"), self._create_user("clerk")
        subscription = self._new_subscription(sales)
        with self.assertRaises(AccessError):
            subscription.action_start()
        subscription.with_user(clerk).action_start()
        self.assertEqual((subscription.state, subscription.charge_count > 0), ("active", True))
        self.assertEqual(self.acme.with_user(sales).call_plan_kind, "plan")
        with self.assertRaises(AccessError):
            subscription.charge_ids.with_user(sales)[:1].action_call_off()

    def test_managers_alone_change_plans(self):
        for group in ("sales", "clerk"):
            with self.assertRaises(AccessError):
                self.env["call.plan"].with_user(self._create_user(group)).create({"name": "Mine"})
        manager = self._create_user("manager")
        plan = self.env["call.plan"].with_user(manager).create({"name": "Mine"})
        plan.action_new_version()
        plan.version_ids.item_ids = [(0, 0, {"product_id": self.fee.id, "price": 1})]
        plan.version_ids.action_publish()
        self.assertEqual(plan.version_ids.state, "published")

    def test_switches_and_outsiders_see_nothing(self):
        users = self._create_user("switch") | self.env.ref("base.public_user")
        for user in users:
            for model in (*MODELS, "call.charge"):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])

    def test_another_company_sees_nothing(self):
        self._subscribe(self.plan, "2026-01-01")
        other = self.env["res.company"].create({"name": "Elsewhere"})
        manager = self._create_user("manager")
        manager.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for model in (*MODELS, "call.charge"):
            self.assertFalse(self.env[model].with_user(manager).search([]))
