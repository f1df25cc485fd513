"""How the pages of plans look."""

from datetime import date, timedelta

from odoo import fields
from odoo.tests import tagged

from ..look import LookCase
from .common import PlanPageCase


@tagged("post_install", "-at_install")
class TestPlanLook(PlanPageCase, LookCase):
    def test_plan_and_changes(self):
        self._be_today()
        self._called("2026-01-10", "2026-01-20", "2026-02-10")
        self.customer_a._call_charge(date(2026, 3, 1))
        self.env["call.plan.comparison"].sudo()._compare(self.customer_a, self.subscription)
        wish = {"subscription_id": self.subscription.id, "kind": "plan", "plan_id": self.large.id, "when": "next"}
        self.env["call.plan.request"]._ask(self.customer_a, wish)
        ask = f"/my/plan/{self.subscription.id}/ask"
        change = f"{ask}?kind=plan&plan_id={self.bulk.id}&when=next&look=1"
        self.look("/my/plan", change, f"{ask}?kind=cancel&when=now&look=1", login="portal_a")

    def test_a_customer_compares_and_asks(self):
        self.import_calls({"at": fields.Datetime.now() - timedelta(days=40)})
        self.start_tour("/my/plan", "call_plan_compared_and_asked_for", login="portal_a")
        wish = self.env["call.plan.request"].search([])
        self.assertEqual((wish.state, wish.plan_id, wish.note), ("withdrawn", self.large, "As soon as you can"))
