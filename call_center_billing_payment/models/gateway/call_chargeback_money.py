"""What a chargeback does to the books: payments on the gateway's journal, so that its payouts still add up."""

from odoo import models


class CallChargeback(models.Model):
    """Taking money back opens the invoices that it had paid, or lets the balance sink."""

    _inherit = "call.chargeback"

    def _withdraw(self):
        """Book that the gateway has taken the money: the customer owes it again."""
        text = self.env._("Chargeback %(ref)s", ref=self.gateway_ref)
        self.withdrawal_id, paid = self.payment_id._call_take_back(self.amount, text, call_chargeback_id=self.id)
        self.invoice_ids = paid.move_id.filtered(lambda move: move.is_invoice())
        self._tell_books(self.env._("The customer's bank has taken the payment back: %s", self._get_html_link()))

    def _give_back(self):
        """Book that the gateway has given the money back: it pays again what it had paid."""
        text = self.env._("Chargeback %(ref)s won", ref=self.gateway_ref)
        self.return_id = self.withdrawal_id._call_opposite(self.amount, text, call_chargeback_id=self.id)
        money = self.return_id._call_counterpart()
        bills = self.invoice_ids.line_ids.filtered(lambda line: line.account_id == money.account_id)
        self.return_id._call_pay_with(money, bills)
        self._tell_books(self.env._("The money of a chargeback came back: %s", self._get_html_link()))

    def _tell_books(self, text):
        """A note on the payment and on the invoices that it had paid."""
        for document in (self.payment_id, *self.invoice_ids):
            document.message_post(body=text, subtype_xmlid="mail.mt_note")
