"""Single-purpose top-ups: VAT is due when money is paid in, and paid once."""

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import TopUpCase

RECEIPT = "call_center_billing.call_payment_receipt_report"


@tagged("post_install", "-at_install")
class TestTopUpDeposit(TopUpCase):
    """VAT is 25 %: of 100, 80 are for calls. A call of 100 seconds costs 1, with VAT 1.25."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        accounts = cls.env["account.account"]
        cls.debt = accounts.create({"name": "Top-ups", "code": "2421", "account_type": "liability_current"})
        cls.advance = accounts.create({"name": "VAT in advance", "code": "1651", "account_type": "asset_current"})
        cls.vat = accounts.create({"name": "VAT of sales", "code": "2613", "account_type": "liability_current"})
        cls.product.taxes_id = cls._vat("VAT 25", "tax_excluded")
        cls.included = cls._vat("VAT 25 included", "tax_included")
        cls.company.write(
            {
                "call_top_up_treatment": "single",
                "call_top_up_account_id": cls.debt.id,
                "call_top_up_vat_account_id": cls.advance.id,
                "call_top_up_tax_id": cls.included.id,
            }
        )

    @classmethod
    def _vat(cls, name, included):
        lines = [(0, 0, {"repartition_type": "base"})]
        lines.append((0, 0, {"repartition_type": "tax", "account_id": cls.vat.id}))
        return cls.env["account.tax"].create(
            {
                "name": name,
                "amount": 25,
                "amount_type": "percent",
                "type_tax_use": "sale",
                "price_include_override": included,
                "invoice_repartition_line_ids": lines,
                "refund_repartition_line_ids": [(0, 0, dict(line[2])) for line in lines],
            }
        )

    def _sum(self, account):
        lines = self.env["account.move.line"].search([("account_id", "=", account.id), ("parent_state", "=", "posted")])
        return self.currency.round(sum(lines.mapped("balance")))

    def _invoice(self, seconds=100):
        """The posted invoice of a call."""
        self._used(seconds)
        statement = self.acme.call_statement_ids.filtered(lambda each: each.state == "open")
        invoice = statement.action_invoice()
        invoice.filtered(lambda move: move.state == "draft").action_post()
        return invoice

    def assertBooks(self, available, vat, advance):
        """What is there to call for, VAT that is owed, and the part of it that is paid in advance."""
        found = (self._available(), -self._sum(self.vat), self._sum(self.advance), self._sum(self.debt))
        self.assertEqual(found, (available, vat, advance, 0))
        self.assertFalse(self.env["call.balance"]._audit(self.company, self.acme))

    def test_a_top_up_has_an_invoice_with_vat_and_all_of_it_is_there_to_call_for(self):
        payment = self._say(self._transaction(100)).payment_id
        invoice = payment.call_top_up_move_id
        self.assertEqual((invoice.amount_untaxed, invoice.amount_tax, invoice.payment_state), (80, 20, "paid"))
        self.assertEqual(invoice.call_deposit_left, 100)
        receipt = self.env["ir.actions.report"]._render_qweb_html(RECEIPT, payment.ids)[0].decode()
        self.assertIn(f"VAT of this top-up is on invoice <span>{invoice.name}</span>", receipt)
        self.assertBooks(100, vat=20, advance=20)

    def test_an_invoice_of_calls_uses_it_up_and_vat_is_paid_once(self):
        deposit = self._top_up(100).call_top_up_move_id
        usage = self._invoice()
        self.assertEqual((usage.amount_tax, usage.payment_state), (0.25, "paid"))
        note = deposit.reversal_move_ids
        self.assertEqual((note.amount_total, note.amount_tax, note.amount_residual), (1.25, 0.25, 0))
        self.assertIn(usage.name, note.invoice_line_ids.name)
        self.assertEqual(deposit.call_deposit_left, 98.75)
        self.assertBooks(98.75, vat=20, advance=19.75)
        self._invoice(7900)
        self.assertEqual(deposit.call_deposit_left, 0)
        self.assertBooks(0, vat=20, advance=0)

    def test_the_oldest_deposit_is_used_first_and_what_is_beyond_is_plain_usage(self):
        first, second = (self._top_up(10).call_top_up_move_id for _time in range(2))
        self._invoice(1200)
        self.assertEqual((first.call_deposit_left, second.call_deposit_left), (0, 5))
        self.assertBooks(5, vat=4, advance=1)
        self._invoice(800)
        self.assertBooks(-5, vat=5, advance=0)

    def test_a_draft_uses_nothing(self):
        deposit = self._top_up(100).call_top_up_move_id
        invoice = self._invoice()
        invoice.button_draft()
        invoice.action_post()
        self.assertEqual(deposit.call_deposit_left, 98.75)
        self.assertBooks(98.75, vat=20, advance=19.75)

    def test_what_pays_open_invoices_is_no_deposit(self):
        self._invoice(800)
        payment = self._top_up(100)
        self.assertEqual(payment.call_top_up_move_id.amount_total, 90)
        self.assertBooks(90, vat=20, advance=18)
        self._invoice(8000)
        self.assertFalse(self._top_up(5).call_top_up_move_id)
        self.assertBooks(-5, vat=22, advance=0)

    def test_a_reversal_gives_the_vat_back(self):
        payment = self._top_up(100)
        self._invoice()
        payment._call_reverse_top_up("The cheque bounced")
        self.assertEqual(payment.call_top_up_move_id.call_deposit_left, 0)
        self.assertBooks(-1.25, vat=0.25, advance=0)

    def test_a_refund_gives_its_part_back(self):
        deposit = self._top_up(100).call_top_up_move_id
        self._pay(40, payment_type="outbound")
        self.assertEqual(deposit.call_deposit_left, 60)
        self.assertBooks(60, vat=12, advance=12)

    def test_deposits_are_used_up_after_the_choice_has_changed(self):
        self._top_up(100)
        self.company.call_top_up_treatment = "multi"
        self.assertFalse(self._top_up(50).call_top_up_move_id)
        self._invoice(8000)
        self.assertBooks(50, vat=30, advance=10)

    def test_only_in_the_company_s_currency(self):
        euro = self.env.ref("base.EUR" if self.currency.name != "EUR" else "base.USD")
        euro.active = True
        self.acme.property_product_pricelist = self._create_pricelist("Euro", currency_id=euro.id)
        with self.assertRaisesRegex(UserError, f"not in {euro.name}"):
            self.acme._call_check_top_up(10, euro)

    def test_settings_are_complete(self):
        for name in ("call_top_up_tax_id", "call_top_up_account_id", "call_top_up_vat_account_id"):
            with self.subTest(name=name), self.assertRaises(ValidationError) as caught:
                self.company[name] = False
            self.assertIn("For single-purpose top-ups choose", str(caught.exception))
        with self.assertRaises(ValidationError) as caught:
            self.company.call_top_up_tax_id = self.product.taxes_id
        self.assertIn("included in the price", str(caught.exception))
