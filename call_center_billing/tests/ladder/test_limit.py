"""An account reaches its limit, is invoiced, pays, and may use more."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..admission.common import BalanceCase


@tagged("post_install", "-at_install")
class TestLimit(BalanceCase):
    """Acme may use 10 crowns; a minute costs 0.60."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.call_raise_percent = 50

    def _texts(self):
        return " ".join(self.acme.message_ids.mapped("body"))

    def _block(self):
        return self.env["call.block"].search([("partner_id", "=", self.acme.id), ("lifted_at", "=", False)])

    def _reach(self):
        """Calls for 10.20; the draft invoice of them."""
        self._used(seconds=1020)
        return self.env["account.move"].search([("partner_id", "=", self.acme.id)], order="id desc", limit=1)

    def test_below_the_limit_nothing_happens(self):
        self._used(seconds=900)
        self.assertFalse(self._block())
        self.assertFalse(self.env["account.move"].search([("partner_id", "=", self.acme.id)]))

    def test_at_the_limit_the_account_is_blocked_and_a_draft_waits(self):
        invoice = self._reach()
        self.assertEqual((self._block().cause, self._block().kind), ("limit", "financial"))
        self.assertEqual((invoice.state, invoice.amount_total), ("draft", 10.2))
        used, limit = (self.company.currency_id.format(amount) for amount in (10.2, 10))
        self.assertIn(f"{used} of {limit} used".replace("\xa0", "&nbsp;"), self._texts())
        self.assertIn("draft invoice", self._texts())

    def test_no_draft_if_the_company_does_not_want_it(self):
        self.company.call_bill_at_limit = False
        self.assertFalse(self._reach())
        self.assertTrue(self._block())

    def test_paid_in_time_it_is_free_and_may_use_half_as_much_again(self):
        invoice = self._reach()
        invoice.action_post()
        self.assertTrue(self._block(), "an invoice that is sent is not paid")
        self._register(invoice)
        self.assertFalse(self._block())
        self.assertEqual(self.acme.call_credit_limit, 15)
        change = self.env["call.credit.change"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual(
            (change.old_limit, change.new_limit, change.state, change.invoice_id), (10, 15, "done", invoice)
        )
        self.assertIn(f"{invoice.name} was paid on", self._texts())
        self.assertIn("50 % more", self._texts())

    def test_a_part_of_the_money_does_not_free(self):
        invoice = self._reach()
        invoice.action_post()
        self._register(invoice, amount=5)
        self.assertTrue(self._block())
        self.assertEqual(self.acme.call_credit_limit, 10)
        self._register(invoice)
        self.assertFalse(self._block())

    def test_paid_late_it_is_free_but_the_limit_stays(self):
        invoice = self._reach()
        invoice.invoice_payment_term_id = False
        invoice.action_post()
        invoice.invoice_date_due = fields.Date.today() - timedelta(days=3)
        self._register(invoice)
        self.assertFalse(self._block())
        self.assertEqual(self.acme.call_credit_limit, 10)
        self.assertIn("after its due date", self._texts())

    def test_paying_again_raises_once(self):
        invoice = self._reach()
        invoice.action_post()
        self._register(invoice)
        invoice.line_ids.remove_move_reconcile()
        items = self.env["account.move.line"].search(
            [("partner_id", "=", self.acme.id), ("account_id.account_type", "=", "asset_receivable")]
        )
        items.filtered(lambda item: item.parent_state == "posted" and not item.reconciled).reconcile()
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))
        self.assertEqual(self.acme.call_credit_limit, 15)

    def test_limits_rise_by_step_and_percent_up_to_the_highest(self):
        self.company.write({"call_raise_step": 4, "call_raise_percent": 10, "call_raise_maximum": 14.5})
        invoice = self._reach()
        invoice.action_post()
        self._register(invoice)
        self.assertEqual(self.acme.call_credit_limit, 14.5)

    def test_a_limit_that_a_person_raises_frees_at_once(self):
        self._reach()
        self.acme.call_credit_limit = 100
        self.assertFalse(self._block())

    def test_prepaid_and_unlimited_accounts_are_not_blocked(self):
        self.acme.call_policy = "prepaid"
        self._reach()
        self.assertFalse(self._block())
        self.acme.write({"call_policy": "postpaid", "call_credit_policy": "unlimited"})
        self._reach()
        self.assertFalse(self._block())

    def test_manual_blocks_outlive_payment(self):
        reason = self.env.ref("call_center_billing.call_block_reason_rude")
        manual = self.env["call.block"]._block(self.acme, "manual", reason)
        invoice = self._reach()
        invoice.action_post()
        self._register(invoice)
        self.assertEqual(self._block(), manual)

    def test_calls_without_price_leave_an_activity_in_place_of_the_invoice(self):
        self._used(b_number="99912345678")
        self.assertFalse(self._reach())
        self.assertTrue(self._block())
        activity = self.acme.activity_search(["call_center_billing.mail_activity_type_credit"])
        self.assertIn("have no price yet", activity.note)

    def test_the_clock_finds_what_large_files_brought(self):
        self._used(seconds=900)
        self.acme.with_context(call_limit_by_rule=True).sudo().call_credit_limit = 9
        self.assertFalse(self._block())
        self.env["res.partner"]._cron_call_ladder()
        self.assertTrue(self._block())

    def test_a_refused_call_tells_that_the_rest_is_too_little(self):
        self._used(seconds=960)  # 9.60: what is left pays for less than a minute
        denial = {
            "source_id": self.source.id,
            "company_id": self.company.id,
            "partner_id": self.acme.id,
            "call_id": "1",
            "decision": "deny",
            "reason": "no_credit",
            "asked_at": fields.Datetime.now(),
        }
        self.env["res.partner"]._cron_call_ladder()
        self.assertFalse(self._block())
        self.company.call_bill_at_limit = False
        self.env["call.denial"].sudo().create(denial)
        for _again in range(2):
            self.env["res.partner"]._cron_call_ladder()
            self.assertTrue(self._block(), "not freed for the very rest that was too little")
        self._pay(5)
        self.assertFalse(self._block())

    def test_books_that_lack_something_lose_no_calls(self):
        self.env["account.journal"].search([("type", "=", "sale"), ("company_id", "=", self.company.id)]).active = False
        call = self._used(seconds=1020)
        self.assertEqual((call.state, bool(self._block())), ("rated", True))
        self.assertTrue(self.acme.activity_search(["call_center_billing.mail_activity_type_credit"]))

    def _register(self, invoice, **vals):
        """A payment of the invoice, as the button makes it."""
        wizard = self.env["account.payment.register"].with_context(active_model="account.move", active_ids=invoice.ids)
        wizard.create(vals).action_create_payments()

    def test_an_invoice_that_could_not_be_made_is_made_when_the_books_are_in_order(self):
        journal = self.env["account.journal"].search([("type", "=", "sale"), ("company_id", "=", self.company.id)])
        journal.active = False
        self.assertFalse(self._reach())
        for _again in range(2):
            self.env["res.partner"]._cron_call_ladder()
        self.assertEqual(len(self.acme.activity_search(["call_center_billing.mail_activity_type_credit"])), 1)
        journal.active = True
        self.env["res.partner"]._cron_call_ladder()
        invoice = self.env["account.move"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual((invoice.state, invoice.amount_total), ("draft", 10.2))
        self.env["res.partner"]._cron_call_ladder()
        self.assertEqual(self.env["account.move"].search_count([("partner_id", "=", self.acme.id)]), 1)

    def test_an_account_whose_turn_goes_wrong_keeps_no_other_from_its_own(self):
        other = self.env["res.partner"].create({"name": "Other", "country_id": self.acme.country_id.id})

        def act(account):
            account.name = "Changed"
            if account == self.acme:
                raise ZeroDivisionError
            return True

        logger = "odoo.addons.call_center_billing.models.ladder.one_by_one"
        with self.assertLogs(logger, "ERROR") as log:
            self.assertEqual((self.acme + other)._call_one_by_one(act), other)
        self.assertIn(f"Account {self.acme.id} passed over", log.output[0])
        self.assertEqual((self.acme.name, other.name), ("Acme", "Changed"))
