"""When invoices of accounts are due."""

from odoo import models


class SaleOrder(models.Model):
    """The company's terms for calls, where the account has none."""

    _inherit = "sale.order"

    def _compute_payment_term_id(self):
        """Override of `sale`."""
        result = super()._compute_payment_term_id()
        for order in self.filtered(lambda order: not order.payment_term_id):
            if order.partner_id.commercial_partner_id._call_accounts():
                order.payment_term_id = order.company_id.call_payment_term_id
        return result


class AccountMove(models.Model):
    """Invoices that were made without an order."""

    _inherit = "account.move"

    def _compute_invoice_payment_term_id(self):
        """Override of `account`."""
        result = super()._compute_invoice_payment_term_id()
        for move in self.filtered(lambda move: not move.invoice_payment_term_id and move.move_type == "out_invoice"):
            if move.partner_id.commercial_partner_id._call_accounts():
                move.invoice_payment_term_id = move.company_id.call_payment_term_id
        return result
