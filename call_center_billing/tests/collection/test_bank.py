"""Bank statements, as banks send them, find invoices, cheques and payers."""

import base64
import re
from datetime import date
from pathlib import Path

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CollectionCase

CAMT = Path(__file__).parents[3] / "data" / "bank" / "camt053_se.xml"


@tagged("post_install", "-at_install")
class TestBank(CollectionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nordic = cls._create_customer("Nordic", "+46850001111")
        cls.nordic.call_credit_policy = "unlimited"
        account = {"acc_number": "SE4550000000058398257466", "partner_id": cls.company.partner_id.id}
        cls.bank.bank_account_id = cls.env["res.partner.bank"].create(account)

    def _import_camt(self, content=None):
        """The file of a Swedish bank, in the company's currency."""
        content = (content or CAMT.read_text()).replace("SEK", self.company.currency_id.name)
        wizard = self.env["account.statement.import"].create(
            {"statement_file": base64.b64encode(content.encode()), "statement_filename": CAMT.name}
        )
        result = wizard._import_file()
        return self.env["account.bank.statement"].browse(result["statement_ids"]).line_ids.sorted("sequence")

    def test_a_file_of_the_bank_pays_by_reference_cheque_and_account(self):
        own = self._invoice(date(2026, 12, 10))
        own.payment_reference = "1234567897"
        other = self._invoice(date(2026, 12, 10), seconds=150, a_number="46850001111")
        other.payment_reference = "RF18539007547034"
        method = self.bank.inbound_payment_method_line_ids.filtered(lambda line: line.code == "call_cheque")
        vals = {"journal_id": self.bank.id, "payment_method_line_id": method.id, "call_cheque_number": "70004411"}
        cheque = self._pay(2.5, self.nordic, **vals)
        self.env["res.partner.bank"].create({"acc_number": "SE3550000000054910000003", "partner_id": self.acme.id})
        lines = self._import_camt()
        self.assertEqual(lines.mapped("amount"), [3, 1.5, 2.5, 20, 99, -45])
        self.assertEqual(lines.mapped("is_reconciled"), [True, True, True, True, False, False])
        self.assertEqual((own.payment_state, other.payment_state), ("paid", "paid"))
        self.assertEqual(cheque.state, "paid")
        self.assertEqual((self.acme.credit, self.nordic.credit), (-20, -2.5), "what no invoice needs is credit")
        with self.assertRaisesRegex(UserError, "already imported"):
            self._import_camt()

    def test_a_file_without_references_of_the_bank_is_imported_once_and_keeps_lines_that_are_alike(self):
        content = re.sub(r"<AcctSvcrRef>.*</AcctSvcrRef>", "", CAMT.read_text())
        entries = re.findall(r" *<Ntry>.*?</Ntry>", content, re.DOTALL)
        content = content.replace(entries[4], f"{entries[4]}\n{entries[4]}")
        lines = self._import_camt(content)
        self.assertEqual(lines.mapped("amount").count(99), 2)
        with self.assertRaisesRegex(UserError, "already imported"):
            self._import_camt(content)

    def test_money_from_the_bank_frees_and_raises_and_is_confirmed(self):
        self.company.write({"call_raise_percent": 50, "call_raise_in_time": True, "call_confirm_payments": True})
        self.acme.write({"call_credit_policy": "limited", "call_credit_limit": 10})
        self._used(seconds=1200)
        blocks = self.env["call.block"].search([("partner_id", "=", self.acme.id), ("cause", "=", "limit")])
        self.assertEqual(blocks.state, "open")
        invoice = self.env["account.move"].search([("partner_id", "=", self.acme.id), ("state", "=", "draft")])
        invoice.action_post()
        self._line(invoice.amount_total, f"Betalning {invoice.name}")
        self.assertEqual(invoice.payment_state, "paid")
        self.assertEqual(blocks.state, "lifted", "the moment the money is booked")
        self.assertEqual(self.acme.call_credit_limit, 15)
        payment = self.env["account.payment"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual(payment.call_confirmation, "due")

    def test_a_reference_in_groups_or_with_text_around_it_is_found(self):
        for text in ("RF18 5390 0754 7034", "Inv: RF18539007547034;", "tack för rf18-5390-0754-7034"):
            invoice = self._invoice(date(2026, 12, 10))
            invoice.payment_reference = "RF18539007547034"
            line = self._line(3, text)
            self.assertTrue(line.is_reconciled, text)
            self.assertEqual(invoice.payment_state, "paid")

    def test_several_invoices_by_one_payment_the_rest_to_the_oldest(self):
        oldest, first, second = (self._invoice(date(2026, 12, day)) for day in (1, 10, 20))
        self._line(7, f"{first.name} {second.name}")
        self.assertEqual([move.amount_residual for move in (oldest, first, second)], [2, 0, 0])

    def test_references_of_two_customers_are_for_a_person(self):
        own, other = self._invoice(), self._invoice(a_number="46850001111")
        line = self._line(6, f"{own.name} {other.name}")
        self.assertFalse(line.is_reconciled)
        self.assertTrue(line.call_trouble)

    def test_a_clerk_says_whose_money_it_is(self):
        invoice = self._invoice(date(2026, 12, 10))
        line = self._line(5, "thank you")
        self.assertFalse(line.is_reconciled)
        clerk = self._create_user("clerk")
        wizard = self.env["call.money.assign"].with_user(clerk).with_context(active_ids=line.ids)
        wizard.create({"partner_id": self.acme.id}).action_assign()
        self.assertTrue(line.is_reconciled)
        self.assertEqual((invoice.payment_state, self.acme.credit), ("paid", -2))

    def test_an_invoice_that_was_paid_before_tells_whose_money_it_is(self):
        first, second = self._invoice(date(2026, 12, 1)), self._invoice(date(2026, 12, 10))
        self._line(3, first.name)
        line = self._line(3, first.name)
        self.assertTrue(line.is_reconciled)
        self.assertEqual((first.payment_state, second.payment_state), ("paid", "paid"))

    def test_what_the_books_refuse_is_told_on_the_line_and_stops_no_other(self):
        refusal = "Closed"

        def refuse(payment):
            if payment.partner_id == self.nordic:
                raise UserError(refusal)
            return post(payment)

        payments = type(self.env["account.payment"])
        post = payments.action_post
        self.patch(payments, "action_post", refuse)
        first, second = self._invoice(a_number="46850001111"), self._invoice()
        lines = self._line(3, first.name) + self._line(3, second.name)
        self.assertEqual(lines.mapped("is_reconciled"), [False, True])
        self.assertEqual(lines.mapped("call_trouble"), [refusal, False])
        self.assertFalse(self.env["account.payment"].search([("partner_id", "=", self.nordic.id)]))
