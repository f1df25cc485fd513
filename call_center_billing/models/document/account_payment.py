"""The receipt of a payment: what it paid, and what is left."""

from typing import NamedTuple

from odoo import models
from odoo.exceptions import UserError


class PaidInvoice(NamedTuple):
    """An invoice, what of it this payment paid, and what is still to pay; in the invoice's currency."""

    move: models.BaseModel
    paid: float
    left: float


class AccountPayment(models.Model):
    """Customers get a receipt with the number of the payment."""

    _inherit = "account.payment"

    def _call_receipt_invoices(self):
        """The invoices that the payment paid, the oldest first: [PaidInvoice]."""
        self.ensure_one()
        payment = self.sudo()
        paid = {}
        for partial, line in payment._call_receipt_partials():
            move = line.move_id
            amount = partial.debit_amount_currency if line == partial.debit_move_id else partial.credit_amount_currency
            paid[move] = paid.get(move, 0.0) + amount
        moves = sorted(paid, key=lambda move: (move.invoice_date or move.date, move.id))
        return [PaidInvoice(move, move.currency_id.round(paid[move]), move.amount_residual) for move in moves]

    def _call_receipt_partials(self):
        """What of the payment was set against what: [(account.partial.reconcile, the other side's journal item)]."""
        mine = self._call_receivable_lines()
        pairs = [(partial, partial.debit_move_id) for partial in mine.matched_debit_ids]
        pairs += [(partial, partial.credit_move_id) for partial in mine.matched_credit_ids]
        return [(partial, line) for partial, line in pairs if line.move_id.is_invoice(include_receipts=True)]

    def _call_receivable_lines(self):
        return self.move_id.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")

    def _call_receipt_unused(self):
        """What of the payment has paid nothing yet, in its currency."""
        self.ensure_one()
        lines = self.sudo()._call_receivable_lines()
        if not lines:
            return self.amount
        return abs(sum(lines.mapped("amount_residual_currency")))

    def _call_receipt_due(self):
        """What the account has left to pay, in the company's currency; below 0 it has credit."""
        self.ensure_one()
        payment = self.sudo()
        return payment.partner_id.commercial_partner_id.with_company(payment.company_id).credit

    def _call_receipt_number(self):
        """The receipt's number: the payment's own, which is given once, without gaps."""
        self.ensure_one()
        return self.name or ""

    def action_call_receipt(self):
        """Print the receipt."""
        drafts = self.filtered(lambda payment: payment.state in ("draft", "canceled", "rejected"))
        if drafts:
            raise UserError(self.env._("Only payments that were made have a receipt: post the payment first."))
        return self.env.ref("call_center_billing.call_payment_receipt_report").report_action(self)
