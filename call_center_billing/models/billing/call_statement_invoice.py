"""From a statement to its invoices."""

from odoo import models
from odoo.exceptions import UserError


class CallStatement(models.Model):
    """The invoice of a statement takes all its orders; campaigns that are invoiced apart have their own."""

    _inherit = "call.statement"

    def action_invoice(self, invoice_date=None, post=True):
        """Bill the statements: orders of what has none, then an invoice each.

        :param date invoice_date: default: today
        :param bool post: post the invoices; otherwise they wait as drafts for review
        :return: the invoices
        """
        if any(statement.state == "invoiced" for statement in self):
            raise UserError(self.env._("Some of these statements are invoiced already."))
        if without_order := self.filtered(lambda statement: statement.state == "open"):
            without_order.action_create_order()
        orders = self._live_orders()
        moves = orders.invoice_ids.filtered(lambda move: move.state == "draft" and move.move_type == "out_invoice")
        billed = moves | orders.invoice_ids.filtered(lambda move: move.state == "posted")
        moves |= (orders - billed.invoice_line_ids.sale_line_ids.order_id)._invoice_statements()
        if invoice_date:
            moves.invoice_date = invoice_date
        if post:
            moves.action_post()
        return moves


class SaleOrder(models.Model):
    """Orders as they come together on invoices."""

    _inherit = "sale.order"

    def _invoice_statements(self):
        """Draft invoices of orders that have none: one a statement, and one for each campaign that has its own.

        :rtype: account.move
        """
        moves = self.env["account.move"]
        single = self.browse()
        for orders in self.grouped(lambda order: (order.call_statement_id, order._invoiced_apart())).values():
            if len(orders) == 1:
                single += orders
            else:
                moves |= orders._create_invoices()
        if single:
            # grouped: an invoice for each order, also where two are of one customer
            moves |= single._create_invoices(grouped=True)
        return moves

    def _invoiced_apart(self):
        """The campaign that has the order on an invoice of its own."""
        campaign = self.call_campaign_id
        return campaign if campaign.document == "invoice" else campaign.browse()
