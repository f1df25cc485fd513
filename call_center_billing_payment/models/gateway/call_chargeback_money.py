"""What a chargeback does to the books: payments on the gateway's journal, so that its payouts still add up."""

from odoo import fields, models


class CallChargeback(models.Model):
    """Taking money back opens the invoices that it had paid, or lets the balance sink."""

    _inherit = "call.chargeback"

    def _withdraw(self):
        """Book that the gateway has taken the money: the customer owes it again."""
        payment = self.payment_id
        money = payment.move_id.line_ids.filtered(lambda line: line.account_id == payment.destination_account_id)
        paid = money.matched_debit_ids.debit_move_id
        self.withdrawal_id = self._book("outbound", self.env._("Chargeback %(ref)s", ref=self.gateway_ref))
        taken = self.withdrawal_id.move_id.line_ids.filtered(
            lambda line: line.account_id == payment.destination_account_id
        )
        money.remove_move_reconcile()
        (money + taken).reconcile()
        self.invoice_ids = paid.move_id.filtered(lambda move: move.is_invoice())
        self._use(money, paid)
        self._tell_books(self.env._("The customer's bank has taken the payment back: %s", self._get_html_link()))

    def _give_back(self):
        """Book that the gateway has given the money back: it pays again what it had paid."""
        text = self.env._("Chargeback %(ref)s won", ref=self.gateway_ref)
        self.return_id = self._book("inbound", text)
        account = self.payment_id.destination_account_id
        money = self.return_id.move_id.line_ids.filtered(lambda line: line.account_id == account)
        self._use(money, self.invoice_ids.line_ids.filtered(lambda line: line.account_id == account))
        self._tell_books(self.env._("The money of a chargeback came back: %s", self._get_html_link()))

    def _use(self, money, bills):
        """Let money pay these first, and then what is open, as all money does."""
        for bill in bills.sorted("date_maturity"):
            left = money.filtered(lambda line: not line.reconciled)
            if left and not bill.reconciled:
                (left + bill).reconcile()
        account = self.partner_id.with_company(self.company_id)
        account._call_with_money()._call_apply_money()

    def _book(self, payment_type, text):
        """Post a payment of the chargeback's amount on the journal of the payment that it is about."""
        payment = self.payment_id.with_company(self.company_id).with_context(call_apply_later=True)
        booked = payment.create(
            {
                "payment_type": payment_type,
                "partner_type": "customer",
                "partner_id": self.partner_id.id,
                "amount": self.amount,
                "currency_id": self.currency_id.id,
                "date": fields.Date.context_today(self),
                "company_id": self.company_id.id,
                "journal_id": payment.journal_id.id,
                "payment_method_line_id": payment.payment_method_line_id.id,
                "destination_account_id": payment.destination_account_id.id,
                "memo": f"{text} - {self.transaction_id.reference}",
                "call_chargeback_id": self.id,
            }
        )
        booked.action_post()
        return booked.with_context(call_apply_later=False)

    def _tell_books(self, text):
        """A note on the payment and on the invoices that it had paid."""
        for document in (self.payment_id, *self.invoice_ids):
            document.message_post(body=text, subtype_xmlid="mail.mt_note")
