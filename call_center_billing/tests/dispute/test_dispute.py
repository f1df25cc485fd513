"""A customer questions calls or lines: the rest stays payable, and it ends by a credit, goodwill or an answer."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..correction.common import CorrectionCase


@tagged("post_install", "-at_install")
class TestDispute(CorrectionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tax = cls.env["account.tax"].create({"name": "25 %", "amount": 25, "type_tax_use": "sale"})
        cls.mobile.product_id.taxes_id = cls.tax

    def _invoiced(self):
        calls = self._made()
        return calls, calls.statement_id.action_invoice()

    def _dispute(self, calls=None, **lines):
        calls = calls if calls is not None else self.env["call.record"]
        return self.env["call.dispute"]._open_dispute(self.acme, calls, "not_mine", "That was not me", **lines)

    def _decide(self, dispute, **vals):
        wizard = self.env["call.dispute.settle"].create({"dispute_id": dispute.id, "answer": "You are right", **vals})
        wizard.action_settle()

    def test_only_the_disputed_part_is_not_payable(self):
        calls, invoice = self._invoiced()
        dispute = self._dispute(calls[0])
        self.assertEqual((dispute.state, dispute.call_count, dispute.amount_disputed), ("new", 1, 600_000))
        self.assertEqual((dispute.move_ids, invoice.call_dispute_ids), (invoice, dispute))
        self.assertEqual((invoice.call_disputed_amount, invoice.call_undisputed_amount), (0.75, 1.5))
        self.assertIn(dispute.name, invoice.message_ids[:1].body)
        dispute.action_withdraw()
        self.env.invalidate_all()
        self.assertEqual((invoice.call_disputed_amount, invoice.call_undisputed_amount), (0, 2.25))

    def test_it_has_a_deadline_and_an_activity_and_one_thread(self):
        calls, _invoice = self._invoiced()
        self.company.write({"call_dispute_days": 10, "call_dispute_user_id": self._create_user("clerk").id})
        dispute = self._dispute(calls[0])
        today = fields.Date.today()
        self.assertEqual(
            (dispute.deadline, dispute.user_id), (today + timedelta(days=10), self.company.call_dispute_user_id)
        )
        self.assertEqual(
            (dispute.activity_ids.user_id, dispute.activity_ids.date_deadline), (dispute.user_id, dispute.deadline)
        )
        self.assertIn(self.acme, dispute.message_partner_ids)
        self.assertIn("That was not me", "".join(dispute.message_ids.mapped("body")))
        self.assertFalse(dispute.overdue)
        dispute.deadline = today - timedelta(days=1)
        self.assertEqual(dispute.activity_ids.date_deadline, dispute.deadline)
        self.assertTrue(dispute.overdue)
        self.assertIn(dispute, self.env["call.dispute"].search([("overdue", "=", True)]))
        self.assertNotIn(dispute, self.env["call.dispute"].search([("overdue", "=", False)]))

    def test_a_credit_settles_it_and_tells_the_customer(self):
        calls, invoice = self._invoiced()
        dispute = self._dispute(calls[0])
        self._decide(dispute)
        note = dispute.correction_ids.move_ids
        self.assertEqual((dispute.state, note.amount_untaxed, note.reversed_entry_id), ("settled", 0.6, invoice))
        self.assertEqual((dispute.amount_credited, dispute.answer), (600_000, "You are right"))
        message = dispute.message_ids.filtered(lambda found: "You are right" in found.body)
        self.assertIn(self.acme, message.notified_partner_ids | message.partner_ids)
        self.env.invalidate_all()
        self.assertEqual((invoice.call_disputed_amount, dispute.activity_ids.ids), (0, []))
        self._check_sums()

    def test_a_part_may_be_credited(self):
        calls, _invoice = self._invoiced()
        dispute = self._dispute(calls)
        self._decide(dispute, how="percent", percent=25)
        self.assertEqual((dispute.state, dispute.amount_credited), ("settled", 450_000))
        self._check_sums()

    def test_goodwill_settles_it(self):
        calls, invoice = self._invoiced()
        dispute = self._dispute(calls[0])
        self._decide(dispute, how="goodwill", goodwill=0.2)
        note = dispute.correction_ids.move_ids
        self.assertEqual((dispute.state, note.amount_untaxed, note.amount_total), ("settled", 0.2, 0.25))
        self.assertAlmostEqual(invoice.amount_residual, 2.0)
        self.assertEqual((calls[0].net_amount, dispute.amount_credited), (600_000, 200_000))

    def test_a_rejection_says_why_and_reminders_go_on(self):
        calls, invoice = self._invoiced()
        dispute = self._dispute(calls[0])
        dispute.action_review()
        self._decide(dispute, how="reject", answer="The switch has a record of it")
        self.assertEqual((dispute.state, dispute.closed_by_id), ("rejected", self.env.user))
        self.env.invalidate_all()
        self.assertEqual(invoice.call_disputed_amount, 0)
        with self.assertRaisesRegex(UserError, "closed. Reopen it"):
            dispute.action_review()
        dispute.action_reopen()
        self.env.invalidate_all()
        self.assertEqual((dispute.state, invoice.call_disputed_amount), ("review", 0.75))

    def test_lines_of_invoices_and_statements_are_disputed_whole(self):
        calls, invoice = self._invoiced()
        by_item = self._dispute(move_lines=invoice.invoice_line_ids)
        self.assertEqual((by_item.amount_disputed, by_item._disputed_calls()), (1_800_000, calls))
        self.assertEqual((invoice.call_disputed_amount, invoice.call_undisputed_amount), (2.25, 0))
        for again in ({"calls": calls[0]}, {"statement_lines": calls.statement_line_id}):
            with self.assertRaisesRegex(UserError, "disputed already"):
                self._dispute(**again)
        by_item.action_withdraw()
        by_line = self._dispute(statement_lines=calls.statement_line_id)
        self.assertEqual((by_line.amount_disputed, by_line.move_ids), (1_800_000, invoice))
        self._decide(by_line)
        self.env.invalidate_all()
        self.assertEqual((by_line.state, invoice.amount_residual, sum(calls.mapped("net_amount"))), ("settled", 0, 0))
        self._check_sums()

    def test_calls_that_are_not_invoiced_are_credited_in_place(self):
        calls = self._made()
        dispute = self._dispute(calls[1])
        self.assertFalse(dispute.move_ids)
        with self.assertRaisesRegex(UserError, "not invoiced yet"):
            self._decide(dispute, how="goodwill", goodwill=1)
        self._decide(dispute)
        self.env.invalidate_all()
        self.assertEqual((calls[1].amount, calls.statement_id.amount), (0, 1_500_000))
        self._check_sums()

    def test_only_charged_calls_of_the_customer_are_disputed(self):
        other = self._create_customer("Other", "+46850001234")
        calls = self._made((60,), a_number="46850001234")
        with self.assertRaisesRegex(UserError, "charged to Acme"):
            self._dispute(calls)
        with self.assertRaisesRegex(UserError, "Choose the calls"):
            self._dispute()
        self._credit(calls)
        with self.assertRaisesRegex(UserError, "Nothing is charged"):
            self.env["call.dispute"]._open_dispute(other, calls, "price", "x")
