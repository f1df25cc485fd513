"""Receipts of payments."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import BillingCase, line
from .reading import PdfAssertions, pages_of


@tagged("post_install", "-at_install")
class TestReceipt(BillingCase, PdfAssertions):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("sv_SE")
        cls.acme.email = "acme@example.com"
        batch = cls.source._import_bytes("test.csv", line("1.1/1", seconds=600).encode())
        calls = cls.env["call.record"].search([("import_id", "=", batch.id)])
        cls.move = calls.statement_id.action_invoice()

    def _pay(self, amount, move=None):
        wizard = self.env["account.payment.register"]
        wizard = wizard.with_context(active_model="account.move", active_ids=(move or self.move).ids)
        return wizard.create({"amount": amount})._create_payments()

    def _text(self, payment):
        return "".join(self._pages("call_center_billing.call_payment_receipt_report", payment))

    def test_it_says_what_was_paid_and_what_is_left(self):
        self.assertEqual(self.move.amount_total, 6)
        payment = self._pay(2)
        [paid] = payment._call_receipt_invoices()
        self.assertEqual((paid.move, paid.paid, paid.left), (self.move, 2, 4))
        self.assertEqual((payment._call_receipt_unused(), payment._call_receipt_due()), (0, 4))
        texts = (f"Receipt {payment.name}", "2.00", "4.00", self.move.name, "left to pay")
        self._assert_says(self._text(payment), *texts)

    def test_each_payment_tells_its_own_share(self):
        first, second = self._pay(2), self._pay(4)
        self.assertEqual([row.paid for row in first._call_receipt_invoices()], [2])
        self.assertEqual([(row.paid, row.left) for row in second._call_receipt_invoices()], [(4, 0)])
        self._assert_says(self._text(second), "You have nothing left to pay")

    def test_what_is_not_used_yet_is_told(self):
        self.company.call_apply_money = False
        payment = self.env["account.payment"].create(
            {"partner_id": self.acme.id, "amount": 50, "payment_type": "inbound", "partner_type": "customer"}
        )
        payment.action_post()
        self.assertEqual((payment._call_receipt_invoices(), payment._call_receipt_unused()), ([], 50))
        self._assert_says(self._text(payment), "kept for your next invoices", "44.00 to your credit")

    def test_one_payment_of_several_invoices(self):
        other = self._call(seconds=60, start="2026-11-01 12:00:00").statement_id.action_invoice()
        wizard = self.env["account.payment.register"]
        moves = self.move | other
        wizard = wizard.with_context(active_model="account.move", active_ids=moves.ids)
        payment = wizard.create({"group_payment": True})._create_payments()
        self.assertEqual(len(payment._call_receipt_invoices()), 2)
        self.assertEqual(sum(row.paid for row in payment._call_receipt_invoices()), payment.amount)

    def test_a_draft_has_none(self):
        vals = {"partner_id": self.acme.id, "amount": 50, "payment_type": "inbound", "partner_type": "customer"}
        with self.assertRaisesRegex(UserError, "post the payment first"):
            self.env["account.payment"].create(vals).action_call_receipt()

    def test_it_is_mailed_in_the_customers_language(self):
        self.acme.lang = "sv_SE"
        payment = self._pay(6)
        template = self.env.ref("call_center_billing.call_payment_receipt_mail_template")
        mail = self.env["mail.mail"].browse(template.with_context(force_report_rendering=True).send_mail(payment.id))
        self.assertIn(payment.name, mail.subject)
        [receipt] = mail.attachment_ids
        self._assert_says(pages_of(receipt.raw)[0], "6,00", payment.name)
        self.assertEqual(mail.recipient_ids, self.acme)
