"""Budgets, usage, and who may do what."""

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ..common import line
from .common import COIN, CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignBudget(CampaignCase):
    @freeze_time("2026-11-20 08:00:00")
    def test_staff_and_client_are_told_at_80_and_100_per_cent_once(self):
        self._rule("sale", 10)
        self.campaign.budget = 100 * COIN
        work = self._work("2026-11-12", "sale", 7)
        self._import(line("30.1/1", seconds=600, account="spring", start="2026-11-10 08:00:00"))
        self.assertEqual(self.campaign.budget_used, 76 * COIN)
        self._look(told=0, activities=0)
        work.quantity = 8
        self._look(told=80, activities=1)
        self._look(told=80, activities=1)
        work.quantity = 20
        self._look(told=100, activities=2)
        notices = self.env["call.notice"].search([("partner_id", "=", self.acme.id), ("event_id.code", "=", "budget")])
        self.assertEqual(len(notices), 2)

    def test_a_budget_may_be_large_and_its_changes_are_traced(self):
        campaign = self.campaign.with_context(tracking_disable=False)
        campaign.budget = 5_000_000 * COIN
        self.env.flush_all()
        traced = self.env["call.rule.change"].search([("model", "=", "call.campaign"), ("res_id", "=", campaign.id)])
        self.assertIn("5000000.00", traced.mapped("new_value"))

    def _look(self, told, activities):
        self.campaign.invalidate_recordset()
        self.env["call.campaign"]._cron_budgets()
        self.assertEqual(self.campaign.budget_told, told)
        self.assertEqual(len(self.campaign.activity_ids), activities)

    @freeze_time("2026-11-20 08:00:00")
    def test_usage_tells_counts_shares_and_money_of_campaign_and_extension(self):
        self._import(
            line("31.1/1", seconds=120, account="spring", start="2026-10-10 08:00:00"),
            line("31.2/1", seconds=0, account="spring", start="2026-10-10 09:00:00"),
        )
        self._rule("sale", 10)
        self._work("2026-10-12", "sale", 7)
        self._charge("2026-11-02")
        sums = ["calls:sum", "answered:sum", "answered_share:avg", "average_minutes:avg", "sales:sum", "charged:sum"]
        user = self._create_user("sales")
        [row] = self.env["call.campaign.usage"].with_user(user)._read_group([], ["campaign_id"], sums)
        self.assertEqual(row, (self.campaign.with_user(user), 2, 1, 50, 2, 7, 71.2))
        by_extension = dict(self.env["call.campaign.usage"]._read_group([], ["extension"], ["calls:sum"]))
        self.assertEqual(by_extension, {"+46812345678": 2, False: 0})

    def test_each_kind_of_user(self):
        models = ("call.campaign.rule", "call.campaign.activity", "call.campaign.usage")
        rights = {"sales": (True, False), "clerk": (True, True), "manager": (True, True)}
        for group, (rules, work) in rights.items():
            user = self._create_user(group)
            with self.subTest(group):
                self.assertTrue(all(self.env[model].with_user(user).has_access("read") for model in models))
                self.assertEqual(self.env["call.campaign.rule"].with_user(user).has_access("create"), rules)
                self.assertEqual(self.env["call.campaign.activity"].with_user(user).has_access("create"), work)
                self.assertFalse(self.env["call.campaign.usage"].with_user(user).has_access("write"))
        outsiders = [self._create_user("switch")]
        outsiders += [new_test_user(self.env, f"cc_{group}", f"base.group_{group}") for group in ("user", "portal")]
        for user in outsiders:
            with self.subTest(user.login):
                self.assertFalse(any(self.env[model].with_user(user).has_access("read") for model in models))

    @freeze_time("2026-11-02 08:00:00")
    def test_sales_staff_do_not_charge(self):
        self._rule("sale", 10)
        self._work("2026-10-12", "sale", 7)
        clerk = self._create_user("clerk")
        self.campaign.with_user(clerk).action_charge()
        self.assertEqual(sum(self.campaign.charge_ids.mapped("amount")), 70 * COIN)
        switch = self._create_user("switch")
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_access"):
            self.campaign.with_user(switch).action_charge()

    def test_another_company_sees_nothing(self):
        self._rule("sale", 10)
        self._work("2026-10-12", "sale", 7)
        company = self.env["res.company"].create({"name": "Other operator"})
        groups = "call_center_billing.call_center_billing_group_manager"
        other = new_test_user(self.env, "cc_other", groups, company_id=company.id, company_ids=[(6, 0, company.ids)])
        for model in ("call.campaign.rule", "call.campaign.activity", "call.campaign.usage"):
            with self.subTest(model):
                self.assertTrue(self.env[model].search_count([]))
                self.assertFalse(self.env[model].with_user(other).search_count([]))

    @freeze_time("2026-11-02 08:00:00")
    def test_the_nightly_job_charges(self):
        self._rule("sale", 10)
        self._work("2026-10-12", "sale", 7)
        with self.enter_registry_test_mode():
            self.env.ref("call_center_billing.call_campaign_charge_cron").method_direct_trigger()
        self.assertEqual(sum(self.campaign.charge_ids.mapped("amount")), 70 * COIN)
