"""Who does not pay is blocked until it does."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..admission.common import BalanceCase


@tagged("post_install", "-at_install")
class TestOverdue(BalanceCase):
    def setUp(self):
        super().setUp()
        self.acme.call_credit_policy = "unlimited"
        self.invoice = self._used(seconds=300).statement_id.action_invoice()

    def _causes(self):
        self.env["res.partner"]._cron_call_ladder()
        return (
            self.env["call.block"]
            .search([("partner_id", "=", self.acme.id), ("lifted_at", "=", False)])
            .mapped("cause")
        )

    def test_overdue_accounts_are_blocked_after_the_days_and_freed_by_payment(self):
        self.invoice.invoice_date_due = fields.Date.today() - timedelta(days=10)
        self.assertEqual(self._causes(), [], "never, unless the company says so")
        self.company.call_block_overdue_days = 10
        self.assertEqual(self._causes(), [])
        self.company.call_block_overdue_days = 9
        self.assertEqual(self._causes(), ["overdue"])
        self.assertEqual(self._causes(), ["overdue"], "once")
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.invoice.ids
        )
        wizard.create({}).action_create_payments()
        blocks = self.env["call.block"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual(blocks.mapped("state"), ["lifted"], "at once, not when it is looked at next")

    def test_more_time_frees_too(self):
        self.company.call_block_overdue_days = 5
        self.invoice.invoice_date_due = fields.Date.today() - timedelta(days=10)
        self.assertEqual(self._causes(), ["overdue"])
        self.invoice.invoice_date_due = fields.Date.today() + timedelta(days=10)
        self.assertEqual(self._causes(), [])
