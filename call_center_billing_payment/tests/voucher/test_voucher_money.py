"""The books: what is sold is a debt until it is used, credited, or released after it expired."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import VoucherCase


@tagged("post_install", "-at_install")
class TestVoucherMoney(VoucherCase):
    def _lines(self, move):
        """{account type: (balance, partner)}"""
        return {line.account_id.account_type: (line.balance, line.partner_id) for line in move.line_ids}

    def test_a_sale_by_invoice_is_a_debt_and_no_revenue(self):
        self.assertEqual((self.sale.move_type, self.sale.state, self.sale.amount_total), ("out_invoice", "posted", 300))
        lines = self._lines(self.sale)
        self.assertEqual(lines["asset_receivable"], (300, self.shop))
        self.assertEqual(lines["liability_current"][0], -300)
        self.assertFalse(self.sale.line_ids.tax_ids, "there is no tax before there are calls")
        self.assertEqual(self._debt(), (3, 300, 300, 0))
        self.assertEqual((self.batch.sold_count, self.batch.new_count, self.batch.owed), (3, 2, 300))
        self.assertEqual((self._voucher(1).seller_id, self._voucher(1).sold_by_id), (self.shop, self.env.user))

    def test_where_vat_is_due_at_once_none_are_made_and_old_ones_stay_as_they_were_sold(self):
        """By a query: the choice wants accounts and a tax, which this is not about."""
        self.company.flush_recordset()
        self.env.cr.execute("UPDATE res_company SET call_top_up_treatment = 'single' WHERE id = %s", (self.company.id,))
        self.company.invalidate_recordset()
        batch = self.env["call.voucher.batch"].create(
            {"name": "Late", "value": 10, "count": 1, "valid_until": self.batch.valid_until}
        )
        with self.assertRaisesRegex(UserError, "due at the sale of vouchers, too"):
            batch.action_make()
        self.assertEqual(self._said(self.codes[1]), "ok")
        payment = self.env["account.payment"].search([("call_voucher_id", "=", self._voucher(1).id)])
        self.assertFalse(payment.call_top_up_move_id, "no VAT before there are calls, as it was sold")
        self.assertEqual(self._available(), 110)

    def test_a_sale_that_is_paid_at_once_needs_no_buyer(self):
        domain = [("type", "=", "bank"), ("company_id", "=", self.company.id)]
        till = self.env["account.journal"].search(domain, limit=1)
        move = self.batch._sell(4, 5, self.env["res.partner"], till)
        payment = move.origin_payment_id
        self.assertEqual((payment.amount, payment.journal_id, payment.call_confirmation), (200, till, False))
        self.assertEqual(self._lines(move)["liability_current"][0], -200)
        self.assertEqual(self._debt(), (5, 500, 500, 0))
        self.assertEqual(self.batch.state, "sold")

    def test_what_is_not_on_stock_is_not_sold(self):
        for numbers in ((3, 4), (1, 1), (5, 6), (5, 4), (0, 0)):
            with self.assertRaisesRegex(UserError, "can be sold"), self.env.cr.savepoint():
                self.batch._sell(*numbers, self.shop)
        with self.assertRaisesRegex(UserError, "Who gets the invoice"):
            self.batch._sell(4, 5, self.env["res.partner"])
        self.assertEqual(self._debt(), (3, 300, 300, 0))

    def test_a_used_voucher_is_a_payment_of_the_customer(self):
        self.acme.call_credit_limit = 0
        self.assertEqual(self._available(), 0)
        redeemed = self._redeem(self.codes[1])
        self.assertEqual((redeemed.outcome, redeemed.voucher), ("ok", self._voucher(1)))
        self.assertEqual(self._available(), 100)
        voucher = self._voucher(1)
        payment = voucher.payment_id
        self.assertEqual((voucher.state, voucher.partner_id, voucher.used_via), ("used", self.acme, "portal"))
        self.assertEqual((payment.amount, payment.partner_id, payment.call_top_up), (100, self.acme, True))
        self.assertEqual(payment.journal_id, self.company.call_voucher_journal_id)
        lines = self._lines(payment.move_id)
        self.assertEqual(lines["liability_current"][0], 100)
        self.assertEqual(lines["asset_receivable"], (-100, self.acme))
        self.assertEqual(self._debt(), (2, 200, 200, 0))
        self.assertFalse(self.env["call.balance"]._audit(self.company))

    def test_it_pays_the_oldest_invoice(self):
        invoice = self._used(seconds=300).statement_id.action_invoice()
        self._redeem(self.codes[1])
        self.assertEqual((invoice.amount_residual, self.acme.credit), (0, -97))

    def test_used_vouchers_are_matched_with_their_sale(self):
        self._redeem(self.codes[1])
        self._redeem(self.codes[2])
        payments = (self._voucher(1) + self._voucher(2)).payment_id
        self.env["call.voucher.batch"]._match(self.company)
        debt = self.sale.line_ids.filtered(lambda line: line.account_id == self.account)
        self.assertEqual((debt.amount_residual, payments.mapped("state")), (-100, ["paid", "paid"]))
        self._redeem(self.codes[3])
        self.env["call.voucher.batch"]._match(self.company)
        self.assertTrue(debt.reconciled)
        self.assertEqual(self._debt(), (0, 0, 0, 0))

    def test_what_expired_becomes_income_by_a_manager_s_hand(self):
        self._redeem(self.codes[1])
        income = self.env["account.account"].search([("account_type", "=", "income_other")], limit=1)
        last = self.batch.valid_until
        with self.assertRaisesRegex(UserError, "Choose a day after"):
            self.batch._release(fields.Date.today(), income)
        with freeze_time(last + timedelta(days=2)):
            with self.assertRaisesRegex(UserError, "Choose a day after"):
                self.batch._release(last, income)
            self.batch._expire()
            self.assertEqual((self.batch.expired_count, self.batch.releasable_count), (4, 2))
            self.assertEqual(self._debt(), (2, 200, 200, 0), "expired is not released")
            move = self.batch._release(last + timedelta(days=1), income)
            self.assertEqual((move.state, move.date), ("posted", last + timedelta(days=1)))
            self.assertEqual(self._lines(move)["income_other"][0], -200)
            self.assertEqual(self._debt(), (0, 0, 0, 0))
            with self.assertRaisesRegex(UserError, "left to release"):
                self.batch._release(last + timedelta(days=1), income)
            self.env["call.voucher.batch"]._match(self.company)
        self.assertTrue(self.sale.line_ids.filtered(lambda line: line.account_id == self.account).reconciled)
        self.assertEqual(self.batch.state, "closed")

    def test_a_lost_file_is_made_void_without_an_entry(self):
        batch, codes = self._make_batch()
        self.assertEqual(batch._make_void("The file was lost"), 5)
        self.assertEqual((batch.state, batch.void_count), ("void", 5))
        self.assertIn("The file was lost", batch.message_ids[0].body)
        self.assertEqual(self._said(codes[1]), "void")
        with self.assertRaises(UserError):
            batch._make_void("Again")
        with self.assertRaises(UserError):
            batch._sell(1, 5, self.shop)
        self.assertEqual(self._debt(), (3, 300, 300, 0))

    def test_sold_vouchers_are_void_for_a_credit_note(self):
        self._redeem(self.codes[1])
        self.assertEqual(self.batch._make_void("Stolen", creditor=self.shop), 4)
        states = [self._voucher(serial).state for serial in range(1, 6)]
        self.assertEqual(states, ["used", "void", "void", "void", "void"])
        note = self._voucher(2).void_move_id
        self.assertEqual((note.move_type, note.amount_total, note.partner_id), ("out_refund", 200, self.shop))
        self.assertFalse(self._voucher(4).void_move_id, "nobody has paid for it")
        self.assertEqual((self._debt(), self.batch.state), ((0, 0, 0, 0), "closed"))

    def test_the_journal_takes_nothing_else_and_nothing_is_unmade(self):
        with self.assertRaisesRegex(ValidationError, "only used vouchers"):
            self._pay(100, journal_id=self.company.call_voucher_journal_id.id)
        self._redeem(self.codes[1])
        payment = self._voucher(1).payment_id
        for action in (payment.action_draft, payment.action_cancel):
            with self.assertRaises(UserError):
                action()
        with self.assertRaisesRegex(UserError, "sold and not used"):
            self.company.call_voucher_account_id = self.account.copy()

    def test_an_entry_by_hand_is_a_difference(self):
        other = self.env["account.account"].search([("account_type", "=", "expense")], limit=1)
        sides = ((self.account, 7), (other, -7))
        lines = [(0, 0, {"account_id": account.id, "balance": balance}) for account, balance in sides]
        self.env["account.move"].create({"move_type": "entry", "line_ids": lines}).action_post()
        self.assertEqual(self._debt(), (3, 300, 293, -7))

    def test_a_closed_period_leaves_the_voucher_as_it_is(self):
        self.patch(type(self.env["account.payment"]), "action_post", _refuse)
        self.assertEqual(self._said(self.codes[1]), "failed")
        self.assertEqual((self._voucher(1).state, self._voucher(1).payment_id.id), ("sold", False))
        self.assertEqual(self.batch.activity_ids.summary, "Vouchers cannot be booked")
        self.assertEqual(self._debt(), (3, 300, 300, 0))

    def test_the_night_expires_closes_and_matches(self):
        self._redeem(self.codes[1])
        cron = self.env.ref("call_center_billing_payment.call_voucher_cron")
        with freeze_time(self.batch.valid_until + timedelta(days=2)), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((self.batch.state, self.batch.expired_count), ("closed", 4))
        debt = self.sale.line_ids.filtered(lambda line: line.account_id == self.account)
        self.assertEqual(debt.amount_residual, -200)


def _refuse(payment):
    raise UserError(payment.env._("The period is closed."))
