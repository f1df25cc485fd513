"""A top-up is taken back with a reason; the books keep both."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TopUpCase


@tagged("post_install", "-at_install")
class TestTopUpReversal(TopUpCase):
    def test_the_balance_is_as_before_and_both_entries_stay(self):
        payment = self._top_up(100, way="cheque", cheque_number="1")
        manager = self._create_user("manager")
        wizard = self.env["call.top.up.reverse"].with_user(manager)
        wizard.create({"payment_id": payment.id, "reason": "The cheque bounced"}).action_reverse()
        self.assertEqual(self._available(), 0)
        self.assertEqual((payment.state, payment.call_reversal_reason), ("canceled", "The cheque bounced"))
        self.assertEqual((payment.move_id.state, payment.call_reversal_move_id.state), ("posted", "posted"))
        self.assertEqual(payment.call_reversal_move_id.reversed_entry_id, payment.move_id)
        self.assertIn("The cheque bounced", self.acme.message_ids[:1].body)
        self.assertFalse(self.env["call.balance"]._audit(self.company, self.acme))

    def test_cash_is_reversed_too(self):
        self._top_up(100)._call_reverse_top_up("Counted wrongly")
        self.assertEqual(self._available(), 0)

    def test_once_and_for_good(self):
        payment = self._top_up()
        payment._call_reverse_top_up("Wrong customer")
        with self.assertRaisesRegex(UserError, "reversed already"):
            payment._call_reverse_top_up("Again")
        for again in (payment.action_draft, payment.unlink, payment.action_cancel):
            with self.assertRaisesRegex(UserError, "cannot be edited"):
                again()
        self.assertEqual(self._available(), 0)

    def test_a_reason_is_wanted(self):
        for reason in ("", "  ", None):
            with self.assertRaisesRegex(UserError, "Say why"):
                self._top_up()._call_reverse_top_up(reason)

    def test_what_it_had_paid_is_open_again(self):
        self._used(100)
        invoice = self.acme.call_statement_ids.action_invoice()
        invoice.filtered(lambda move: move.state == "draft").action_post()
        payment = self._top_up(100)
        self.assertEqual(invoice.amount_residual, 0)
        payment._call_reverse_top_up("The cheque bounced")
        self.assertEqual((invoice.amount_residual, self._available()), (1, -1))

    def test_managers_do_that(self):
        payment = self._top_up()
        with self.assertRaises(AccessError):
            payment.with_user(self._create_user("clerk"))._call_reverse_top_up("Why not")

    def test_only_top_ups(self):
        with self.assertRaisesRegex(UserError, "no top-up"):
            self._pay(10)._call_reverse_top_up("Why not")
