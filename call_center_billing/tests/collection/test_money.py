"""Money that comes in is used, in order, and nothing of it is lost."""

from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import CollectionCase


@tagged("post_install", "-at_install")
class TestMoney(CollectionCase):
    def setUp(self):
        super().setUp()
        self.second = self._invoice(date(2026, 12, 20))
        self.first = self._invoice(date(2026, 12, 10))

    def _states(self):
        return [move.payment_state for move in (self.first, self.second)]

    def test_the_oldest_invoice_is_paid_first_and_what_is_left_stays_as_credit(self):
        self._pay(4)
        self.assertEqual(self.first.amount_residual, 0)
        self.assertEqual(self.second.amount_residual, 2)
        self._pay(5)
        self.assertEqual(self.second.amount_residual, 0)
        self.assertEqual(self.acme.credit, -3, "overpaid: the customer's credit")

    def test_credit_pays_the_next_invoice_when_it_is_posted(self):
        self._pay(7)
        self.assertEqual(self.acme.credit, -1)
        third = self._invoice(date(2026, 12, 30))
        self.assertEqual(third.amount_residual, 2)
        self.assertEqual(self.acme.credit, 2)

    def test_invoices_that_a_person_chose_come_first(self):
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.second.ids
        )
        register.create({"amount": 4}).action_create_payments()
        self.assertEqual((self.second.amount_residual, self.first.amount_residual), (0, 2))

    def test_nothing_is_used_where_the_company_does_that_itself(self):
        self.company.call_apply_money = False
        self._pay(4)
        self.assertEqual([self.first.amount_residual, self.second.amount_residual], [3, 3])

    def test_customers_without_calls_are_left_to_odoo(self):
        other = self.env["res.partner"].create({"name": "No calls"})
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": other.id,
                "invoice_line_ids": [(0, 0, {"name": "x", "price_unit": 5, "tax_ids": [(5,)]})],
            }
        )
        move.action_post()
        self._pay(5, other)
        self.assertEqual(move.amount_residual, 5)

    def test_small_differences_are_written_off_within_the_tolerance(self):
        account = self.env["account.account"].search([("account_type", "=", "expense")], limit=1)
        self.company.write({"call_difference_tolerance": 0.5, "call_difference_account_id": account.id})
        self.company.call_apply_money = True
        self._pay(2.4)
        self.assertEqual(self.first.amount_residual, 0.6, "more than the company bears")
        self._pay(0.1)
        self.assertEqual(self.first.amount_residual, 0)
        entry = self.env["account.move.line"].search([("account_id", "=", account.id), ("debit", "=", 0.5)])
        self.assertEqual(entry.move_id.state, "posted")
        self.assertEqual(self.second.amount_residual, 3, "an invoice that nothing was paid of is not small")

    def test_a_disputed_invoice_is_paid_last(self):
        self.patch(type(self.first), "_call_disputed", lambda move: 1.0 if move == self.first else 0.0)
        self._pay(3)
        self.assertEqual((self.first.amount_residual, self.second.amount_residual), (3, 0))

    def test_cheques_want_a_number(self):
        method = self.bank.inbound_payment_method_line_ids.filtered(lambda line: line.code == "call_cheque")
        self.assertEqual(len(method), 1, "every bank journal takes cheques")
        with self.assertRaises(ValidationError):
            self._pay(3, journal_id=self.bank.id, payment_method_line_id=method.id)
        payment = self._pay(3, journal_id=self.bank.id, payment_method_line_id=method.id, call_cheque_number="4711")
        self.assertEqual(payment.call_cheque_number, "4711")

    def test_terms_of_thirty_days_unless_the_account_has_its_own(self):
        term = self.env.ref("account.account_payment_term_30days")
        self.assertEqual(self.company.call_payment_term_id, term)
        move = self._used().statement_id.action_invoice(date(2026, 11, 22))
        self.assertEqual(move.invoice_payment_term_id, term)
        self.assertEqual(move.invoice_date_due, date(2026, 12, 22))
        self.acme.property_payment_term_id = self.env.ref("account.account_payment_term_15days")
        move = self._used().statement_id.action_invoice(date(2026, 11, 22))
        self.assertEqual(move.invoice_date_due, date(2026, 12, 7))
