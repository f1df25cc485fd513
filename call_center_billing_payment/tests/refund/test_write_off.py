"""Claims that are given up, and come back when the customer pays after all."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestWriteOff(RefundCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.losses = cls.env["account.account"].create(
            {"code": "635100", "name": "Losses on customers", "account_type": "expense"}
        )
        cls.company.write(
            {
                "call_write_off_limit": 5,
                "call_loss_small_account_id": cls.losses.id,
                "call_loss_debt_account_id": cls.losses.id,
                "call_rest_below": 1,
                "call_rest_days": 10,
            }
        )

    def _late(self, days=30, **vals):
        return self._invoice(due=fields.Date.subtract(fields.Date.today(), days=days), **vals)

    def _write_off(self, invoices, reason="debt", by=None, **vals):
        draft = self.env["call.write.off"].with_user(by or self.clerk).create({"reason": reason, **vals})
        draft._take_in(invoices)
        return draft

    def _lost(self):
        return sum(self.env["account.move.line"].search([("account_id", "=", self.losses.id)]).mapped("balance"))

    def test_small_rests_are_found_and_given_up_by_a_clerk(self):
        rest, young, big = self._late(), self._late(days=2), self._late()
        for invoice, amount in ((rest, 2.5), (young, 2.5), (big, 1)):
            self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoice.ids
            ).create({"amount": amount})._create_payments()
        draft = self.env["call.write.off"].with_user(self.clerk).create({})
        draft.action_find_rests()
        self.assertEqual((draft.line_ids.invoice_id, draft.total), (rest, 0.5))
        draft.action_ask()
        self.assertEqual((draft.state, rest.payment_state, self._lost()), ("done", "paid", 0.5))
        with self.assertRaises(UserError):
            draft.action_ask()
        empty = self.env["call.write.off"].create({})
        with self.assertRaisesRegex(UserError, "no such rests"):
            empty.action_find_rests()

    def test_above_the_sum_a_manager_agrees_who_did_not_ask(self):
        self.company.call_write_off_limit = 2
        invoice = self._late()
        asked = self._write_off(invoice, by=self.manager)
        asked.action_ask()
        self.assertEqual((asked.state, self._lost()), ("waiting", 0))
        with self.assertRaisesRegex(UserError, "another manager"):
            asked.action_approve()
        with self.assertRaises(AccessError):
            asked.with_user(self.clerk).action_approve()
        asked.with_user(self.other_manager).action_approve()
        self.assertEqual((asked.state, self._lost(), invoice.amount_residual), ("done", 3, 0))

    def test_reminders_stop_limits_stay_and_blocks_stay(self):
        self.acme.write({"call_credit_policy": "limited", "call_credit_limit": 10})
        self.company.write({"call_block_overdue_days": 5, "call_raise_percent": 50})
        invoice = self._late()
        self.env["res.partner"]._call_watch_overdue()
        self.assertTrue(self.acme.call_blocked)
        self._write_off(invoice).action_ask()
        self.assertFalse(self.acme._call_late_invoices())
        self.assertEqual(self.acme.call_credit_limit, 10, "nobody earns a limit by not paying")
        self.assertTrue(self.acme.call_blocked)
        block = self.env["call.block"].search([("partner_id", "=", self.acme.id), ("lifted_at", "=", False)])
        self.assertEqual(block.cause, "manual")

    def test_blocks_are_lifted_where_the_company_wants_it(self):
        self.company.write({"call_block_overdue_days": 5, "call_write_off_frees": True})
        invoice = self._late()
        self.env["res.partner"]._call_watch_overdue()
        self._write_off(invoice).action_ask()
        self.acme.invalidate_recordset()
        self.assertFalse(self.acme.call_blocked)

    def test_paid_after_all(self):
        first, second = self._late(), self._late()
        whole = self._write_off(first + second)
        self.company.call_write_off_limit = 10
        whole.action_ask()
        self.assertEqual(self._lost(), 6)
        self._pay(3)
        whole.line_ids.filtered(lambda line: line.invoice_id == first).action_take_back()
        self.assertEqual((whole.state, first.payment_state, self._lost()), ("done", "paid", 3))
        self.assertEqual(second.payment_state, "paid", "still given up")
        whole.action_take_back()
        self.assertEqual((whole.state, second.amount_residual, self._lost()), ("reversed", 3, 0))

    def test_tax_of_bad_debts_goes_back_where_the_company_wants_it(self):
        self.product.taxes_id = self._tax(25)
        invoice = self._late()
        self.assertEqual(invoice.amount_total, 3.75)
        self.company.call_loss_tax = True
        whole = self._write_off(invoice)
        whole.action_ask()
        tax_account = invoice.line_ids.filtered("tax_line_id").account_id
        entry = whole.line_ids.sudo().move_id
        parts = {line.account_id: line.balance for line in entry.line_ids}
        self.assertEqual((parts[self.losses], parts.get(tax_account)), (3, 0.75))
        self.assertEqual(invoice.payment_state, "paid")

    def test_the_account_of_losses_is_asked_for_and_lock_dates_hold(self):
        invoice = self._late()
        with self.assertRaisesRegex(UserError, "Goodwill"):
            self._write_off(invoice, reason="goodwill").action_ask()
        self.company.sudo().hard_lock_date = fields.Date.subtract(fields.Date.today(), days=1)
        old = self._write_off(invoice, date=fields.Date.subtract(fields.Date.today(), days=20))
        try:
            old.action_ask()
        except UserError:
            self.assertEqual(self._lost(), 0)
        else:
            self.assertGreater(old.sudo().line_ids.move_id.date, self.company.hard_lock_date)

    def test_lines_are_the_drafts_and_of_open_invoices(self):
        invoice = self._late()
        whole = self._write_off(invoice)
        with self.assertRaisesRegex(UserError, "Only"):
            whole.line_ids.amount = 99
        whole.action_ask()
        for change in (lambda: whole.line_ids.write({"amount": 1}), whole.line_ids.unlink, whole.unlink):
            with self.subTest(change=change), self.assertRaises(UserError):
                change()
        with self.assertRaises(AccessError):
            whole.write({"state": "draft"})

    def test_from_the_account_and_the_invoice(self):
        invoice = self._late()
        action = self.acme.with_user(self.clerk).action_call_write_off()
        draft = self.env["call.write.off"].browse(action["res_id"])
        self.assertEqual((draft.line_ids.invoice_id, draft.partner_id, draft.reason), (invoice, self.acme, "debt"))
        action = invoice.with_user(self.clerk).action_call_write_off()
        self.assertEqual(self.env["call.write.off"].browse(action["res_id"]).total, 3)
        sales = self._create_user("sales")
        with self.assertRaises(AccessError):
            draft.with_user(sales).read(["total"])
