"""Campaigns that are billed in their own way, or not at all."""

from odoo.tests import freeze_time, tagged

from ..common import line
from .common import RulesCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-22 10:00:00")
class TestCampaignBilling(RulesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = cls.env["call.campaign"].create({"name": "Spring", "partner_id": cls.acme.id, "code": "S"})

    def _account(self, name):
        plan = self.env["account.analytic.plan"].create({"name": name})
        return self.env["account.analytic.account"].create({"name": name, "plan_id": plan.id})

    def test_calls_of_a_campaign_that_is_not_billed_have_a_price_and_no_statement(self):
        self.campaign.billed = False
        call, free = self._calls(self._import(line("1.1/1"), line("1.1/2", account="S")))
        self.assertEqual((free.state, free.amount, free.reason), ("rated", 600_000, "not_billed"))
        self.assertFalse(free.statement_id or free.statement_line_id)
        self.assertEqual(call.statement_id.amount, 600_000)
        unrated = self._call(account="S", b_number="4799999999")
        self.assertEqual((unrated.state, unrated.statement_id.id), ("unrated", False))
        self.assertEqual(call.statement_id.action_invoice().amount_untaxed, 0.6)

    def test_a_campaign_s_own_article_is_on_its_lines(self):
        article = self.env["product.product"].create({"name": "Campaign", "default_code": "CAM-1", "type": "service"})
        self.campaign.product_id = article
        move = self._calls(self._import(line("1.1/1"), line("1.1/2", account="S"))).statement_id.action_invoice()
        self.assertIn("CAM-1", move.invoice_line_ids.mapped("call_product_code"))
        self.assertEqual(move.invoice_line_ids.filtered(lambda item: item.product_id == article).price_subtotal, 0.6)

    def test_its_analytic_account_is_on_orders_and_invoices_beside_what_models_say(self):
        mine, client = self._account("Campaigns"), self._account("Clients")
        self.campaign.analytic_account_id = mine
        self.env["account.analytic.distribution.model"].create(
            {"partner_id": self.acme.id, "analytic_distribution": {str(client.id): 100}}
        )
        move = self._calls(self._import(line("1.1/1"), line("1.1/2", account="S"))).statement_id.action_invoice()
        found = {item.sale_line_ids.call_statement_line_id.campaign_id: item for item in move.invoice_line_ids}
        self.assertEqual(found[self.campaign].analytic_distribution, {f"{client.id},{mine.id}": 100})
        self.assertEqual(found[self.campaign.browse()].analytic_distribution, {str(client.id): 100})
        self.assertEqual(found[self.campaign].analytic_line_ids.mapped("amount"), [0.6])

    def test_an_account_of_the_same_plan_gives_way_to_the_campaign_s(self):
        mine = self._account("Campaigns")
        usual = mine.copy({"name": "Usual"})
        self.campaign.analytic_account_id = mine
        self.env["account.analytic.distribution.model"].create(
            {"partner_id": self.acme.id, "analytic_distribution": {str(usual.id): 60, str(usual.copy().id): 40}}
        )
        statement = self._call(account="S").statement_id
        statement.action_create_order()
        self.assertEqual(statement.order_id.order_line.analytic_distribution, {str(mine.id): 100})

    def test_a_campaign_with_its_own_order_is_on_the_same_invoice(self):
        self.campaign.document = "order"
        statement = self._calls(self._import(line("1.1/1"), line("1.1/2", account="S"))).statement_id
        moves = statement.action_invoice()
        self.assertEqual((len(statement.order_ids), len(moves), moves.amount_untaxed), (2, 1, 1.2))
        self.assertEqual(statement.order_ids.call_campaign_id, self.campaign)
        self._assert_adds_up()

    def test_a_campaign_with_its_own_invoice_has_it(self):
        self.campaign.document = "invoice"
        statement = self._calls(self._import(line("1.1/1"), line("1.1/2", account="S", seconds=30))).statement_id
        moves = statement.action_invoice()
        self.assertEqual(sorted(moves.mapped("amount_untaxed")), [0.3, 0.6])
        self.assertEqual(statement.state, "invoiced")
        self._assert_adds_up()

    def test_each_change_of_a_campaign_s_rules_is_on_record(self):
        self.campaign.write({"billed": False, "document": "order"})
        domain = [("model", "=", "call.campaign"), ("res_id", "=", self.campaign.id), ("event", "=", "write")]
        changes = self.env["call.rule.change"].search(domain)
        found = {(change.field_id.name, change.old_value, change.new_value) for change in changes}
        self.assertIn(("billed", "Yes", "No"), found)
        self.assertIn(("document", "With the client's other calls", "Own order"), found)
