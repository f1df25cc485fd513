"""How the home page looks."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..look import LookCase
from .common import HomeCase


@tagged("post_install", "-at_install")
class TestHomeLook(HomeCase, LookCase):
    def test_an_account_with_everything(self):
        now = fields.Datetime.now()
        self.import_calls(*({"seconds": 60 * (1 + day % 5), "at": now - timedelta(days=day)} for day in range(12)))
        self.company.call_reminders = True
        self.company.call_life_postpaid_id = self.env.ref("call_center_billing.call_life_policy_postpaid")
        self._bill(20, days=-3)
        self._bill(120, days=5)
        self.env["call.life"]._night()
        bundle = self.env["call.bundle"].create(
            {"name": "Talk 100", "units": 6_000, "scope_ids": [(0, 0, {"destination_class": "local"})]}
        )
        today = fields.Date.context_today(bundle)
        self.env["call.bundle.entitlement"].create(
            {"partner_id": self.customer_a.id, "bundle_id": bundle.id, "date_start": today.replace(day=1)}
        )
        reason = self.env.ref("call_center_billing.call_block_reason_overdue")
        self.env["call.block"]._block(self.customer_a, "manual", reason=reason, level="outgoing")
        self.look("/my", login="portal_a")

    def test_an_empty_account(self):
        self.look("/my/home", login="portal_b", widths=(390,))
