"""Invoices whose lines stand for calls."""

from odoo import fields, models


class AccountMove(models.Model):
    """The way from an invoice to its calls."""

    _inherit = "account.move"

    call_count = fields.Integer(string="Calls", compute="_compute_call_count")

    def _compute_call_count(self):
        for move in self:
            move.call_count = sum(move._call_statement_lines().mapped("call_count"))

    def _call_statement_lines(self):
        """The statement lines that the invoice's lines were made of, for whoever may see the invoice."""
        return self.sudo().invoice_line_ids.sale_line_ids.call_statement_line_id

    def action_view_calls(self):
        """The calls that the invoice charges."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        lines = self._call_statement_lines()
        return action | {"domain": lines._calls_domain(), "context": {}}
