"""The screens, clicked through in a browser."""

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..common import BillingCase, line


@tagged("post_install", "-at_install")
class TestTours(BillingCase, HttpCase):
    def test_a_clerk_clicks_from_calls_to_a_posted_invoice(self):
        self._create_user("clerk")
        # the list begins with this month
        batch = self._import(line("1.1/1", seconds=61, start=fields.Datetime.to_string(fields.Datetime.now())))
        self.start_tour("/odoo", "call_center_billing_clerk", login="ccb_clerk")
        self.assertEqual(self._calls(batch).statement_id.state, "invoiced")

    def test_a_manager_publishes_a_price_with_decimals(self):
        self._create_user("manager")
        action = self.env.ref("call_center_billing.call_rate_card_action")
        url = f"/odoo/action-{action.id}/{self.card.id}"
        begins = self.card.version_ids.valid_from
        self.start_tour(url, "call_center_billing_rate_card", login="ccb_manager")
        new = self.card.version_ids[0]
        self.assertEqual((new.state, new.rate_ids.price), ("published", 1_234_500))
        self.assertGreater(new.valid_from, begins)
