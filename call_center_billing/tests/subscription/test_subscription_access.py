"""Sales staff look and ask, clerks change, and nobody sees another company's."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import LifeCase


@tagged("post_install", "-at_install")
class TestSubscriptionAccess(LifeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk, cls.sales, cls.switch = (cls._create_user(name) for name in ("clerk", "sales", "switch"))

    def test_sales_staff_see_what_it_costs_and_change_nothing(self):
        subscription = self._started().with_user(self.sales)
        with self._on("2026-03-11"):
            self.assertEqual(subscription._cost_of_change("pause", self._date("2026-03-11"))["amount"], -25_200_000)
            self.assertTrue(subscription._preview_next_invoice()["lines"])
            self.assertIn("Begins", subscription.timeline)
            with self.assertRaises(AccessError):
                subscription._pause()
            for model in ("call.subscription.step", "call.subscription.pause"):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(self.sales).create({"subscription_id": subscription.id})

    def test_clerks_change_it_in_its_windows(self):
        subscription = self._started().with_user(self.clerk)
        with self._on("2026-03-11"):
            for action, state in (("action_pause", "paused"), ("action_resume", "active"), ("action_cancel", "ended")):
                wizard = self.env["call.subscription.alter"].with_user(self.clerk)
                wizard = wizard.browse(getattr(subscription, action)()["res_id"])
                wizard.action_cost()
                wizard.action_confirm()
                self.assertEqual(subscription.state, state)
            with self.assertRaises(AccessError):
                subscription.step_ids[0].write({"state": "planned"})

    def test_a_switch_sees_nothing(self):
        for model in ("call.subscription", "call.subscription.step", "call.plan.request"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.switch).search([])

    def test_it_stays_within_its_company(self):
        subscription = self._started()
        with self._on("2026-03-11"):
            subscription._pause()
            vals = {"subscription_id": subscription.id, "kind": "resume", "when": "now"}
            request = self.env["call.plan.request"].create(vals)
        other = self.env["res.company"].create({"name": "Other"})
        group = "call_center_billing.call_center_billing_group_manager"
        stranger = new_test_user(self.env, "ccb_stranger", group, company_id=other.id, company_ids=[(6, 0, other.ids)])
        for records in (subscription, subscription.step_ids, subscription.pause_ids, request):
            self.assertFalse(records.with_user(stranger).search([("id", "in", records.ids)]))
