"""Invoices for top-ups: without VAT, paid from the beginning, and no money more or less."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import TopUpCase


@tagged("post_install", "-at_install")
class TestTopUpInvoice(TopUpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.debt = cls.env["account.account"].create(
            {"name": "Top-ups", "code": "2421", "account_type": "liability_current"}
        )
        cls.company.write({"call_top_up_invoice": "always", "call_top_up_account_id": cls.debt.id})
        cls.product.taxes_id = cls.env["account.tax"].create(
            {"name": "VAT 25", "amount": 25, "amount_type": "percent", "type_tax_use": "sale"}
        )

    def _debt(self):
        lines = self.env["account.move.line"].search([("account_id", "=", self.debt.id)])
        return sum(lines.filtered(lambda line: line.parent_state == "posted").mapped("balance"))

    def test_always(self):
        payment = self._say(self._transaction(100)).payment_id
        invoice = payment.call_top_up_move_id
        self.assertEqual((invoice.state, invoice.amount_total, invoice.amount_tax), ("posted", 100, 0))
        self.assertEqual((invoice.payment_state, invoice.amount_residual), ("paid", 0))
        self.assertEqual(invoice.invoice_line_ids.account_id, self.debt)
        self.assertIn(payment.name, invoice.invoice_line_ids.name)
        self.assertEqual((self._available(), self._debt()), (100, 0))
        self.assertFalse(self.env["call.balance"]._audit(self.company, self.acme))

    def test_vat_is_charged_with_the_calls_and_once(self):
        self._top_up(100)
        self._used(100)
        self.assertEqual(self._available(), 98.75)
        usage = self.acme.call_statement_ids.action_invoice()
        usage.filtered(lambda move: move.state == "draft").action_post()
        self.assertEqual((usage.amount_tax, usage.amount_total, usage.payment_state), (0.25, 1.25, "paid"))
        self.assertEqual((self._available(), self._debt()), (98.75, 0))
        invoices = self.env["account.move"].search(
            [("partner_id", "=", self.acme.id), ("move_type", "=", "out_invoice")]
        )
        self.assertEqual(sum(invoices.mapped("amount_tax")), 0.25)

    def test_older_invoices_are_paid_by_the_money_all_the_same(self):
        self._used(100)
        usage = self.acme.call_statement_ids.action_invoice()
        usage.filtered(lambda move: move.state == "draft").action_post()
        payment = self._top_up(100)
        self.assertEqual((usage.amount_residual, payment.call_top_up_move_id.amount_residual), (0, 0))
        self.assertEqual(self._available(), 98.75)
        self.assertEqual([row.move for row in payment._call_receipt_invoices()], [usage])

    def test_never(self):
        self.company.call_top_up_invoice = "never"
        payment = self._top_up()
        self.assertFalse(payment.call_top_up_move_id)
        with self.assertRaisesRegex(UserError, "no top-up that gets an invoice"):
            payment.action_call_top_up_invoice()

    def test_on_request(self):
        self.company.call_top_up_invoice = "request"
        self.assertFalse(self._top_up().call_top_up_move_id)
        self.assertTrue(self._top_up(invoice=True).call_top_up_move_id)
        self.assertTrue(self._say(self._transaction(10, call_top_up_invoice=True)).payment_id.call_top_up_move_id)

    def test_a_clerk_makes_it_later_and_once(self):
        self.company.call_top_up_invoice = "request"
        payment = self._top_up().with_user(self._create_user("clerk"))
        first, second = (payment.action_call_top_up_invoice() for _time in range(2))
        self.assertEqual(first["res_id"], second["res_id"])
        self.assertEqual((self._available(), self._debt()), (100, 0))
        with self.assertRaises(UserError):
            payment.with_user(self._create_user("sales")).action_call_top_up_invoice()

    def test_in_another_currency(self):
        euro = self.env.ref("base.EUR" if self.currency.name != "EUR" else "base.USD")
        euro.active = True
        self.env["res.currency.rate"].create({"currency_id": euro.id, "rate": 0.1, "name": "2026-01-01"})
        self.acme.property_product_pricelist = self._create_pricelist("Euro", currency_id=euro.id)
        payment = self._top_up(10, way="transfer", currency_id=euro.id)
        invoice = payment.call_top_up_move_id
        self.assertEqual((invoice.amount_total, invoice.currency_id, invoice.amount_residual), (10, euro, 0))
        self.assertEqual((self._available(), self._debt()), (100, 0))

    def test_reversed_with_the_top_up(self):
        payment = self._top_up(100)
        invoice = payment.call_top_up_move_id
        payment._call_reverse_top_up("The cheque bounced")
        self.assertEqual((self._available(), self._debt(), invoice.amount_residual), (0, 0, 0))
        self.assertEqual(invoice.reversal_move_ids.amount_residual, 0)
        self.assertFalse(self.env["call.balance"]._audit(self.company, self.acme))

    def test_money_is_booked_although_its_invoice_cannot_be_made(self):
        self.debt.active = False
        payment = self._say(self._transaction(100)).payment_id
        self.assertEqual((self._available(), bool(payment.call_top_up_move_id)), (100, False))
        self.assertIn("has no invoice", self.acme.activity_ids.summary)
