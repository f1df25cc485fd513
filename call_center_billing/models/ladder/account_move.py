"""Invoices of calls are paid."""

from odoo import fields, models


class AccountMove(models.Model):
    """What follows for the account."""

    _inherit = "account.move"

    def _invoice_paid_hook(self):
        """Override: limits rise, and who was blocked for money is free."""
        result = super()._invoice_paid_hook()
        self._call_paid()
        return result

    def _call_paid(self):
        invoices = self.sudo().filtered(lambda move: move.move_type == "out_invoice")
        # nobody earns a higher limit by a debt that is given up
        earned = invoices.browse() if self.env.context.get("call_given_up") else invoices
        for company, moves in invoices.grouped("company_id").items():
            accounts = moves.commercial_partner_id.with_company(company)
            for move in (moves & earned).filtered(lambda move: move._call_statement_lines()):
                account = move.commercial_partner_id.with_company(company)
                account._call_raise_limit(move, move._call_paid_on())
            accounts._call_free_of_limit()
            accounts._call_free_of_overdue()

    def _call_paid_on(self):
        """When the last payment was made that the invoice was paid by, as the books have it; a credit note counts."""
        items = self.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        dates = items.matched_credit_ids.credit_move_id.mapped("date")
        dates += self.matched_payment_ids.filtered(lambda payment: payment.state in ("in_process", "paid")).mapped(
            "date"
        )
        return max(dates, default=fields.Date.context_today(self))
