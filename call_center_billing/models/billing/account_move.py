"""Invoices whose lines stand for calls."""

from odoo import api, fields, models
from odoo.fields import Domain

from ...fields import Micro


class AccountMove(models.Model):
    """The way from an invoice to its calls."""

    _inherit = "account.move"

    call_count = fields.Integer(string="Calls", compute="_compute_call_count")
    call_statement_ids = fields.Many2many(
        "call.statement",
        string="Statements of Calls",
        compute="_compute_call_statement_ids",
        search="_search_call_statement_ids",
    )
    call_residual = Micro(
        string="Rounding of Calls",
        compute="_compute_call_residual",
        help="Sum of the calls' prices less what the invoice's lines charge for them.",
    )

    def _compute_call_count(self):
        for move in self:
            move.call_count = sum(move._call_statement_lines().mapped("call_count"))

    @api.depends("invoice_line_ids.sale_line_ids")
    def _compute_call_statement_ids(self):
        for move in self:
            move.call_statement_ids = move._call_statement_lines().statement_id

    def _search_call_statement_ids(self, operator, value):
        return Domain("invoice_line_ids.sale_line_ids.call_statement_line_id.statement_id", operator, value)

    @api.depends("invoice_line_ids.call_residual")
    def _compute_call_residual(self):
        for move in self:
            move.call_residual = sum(move.invoice_line_ids.mapped("call_residual"))

    def _call_statement_lines(self):
        """The statement lines that the invoice's lines were made of, for whoever may see the invoice."""
        return self.sudo().invoice_line_ids.sale_line_ids.call_statement_line_id

    def action_view_calls(self):
        """The calls that the invoice charges."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        lines = self._call_statement_lines()
        return action | {"domain": lines._calls_domain(), "context": {}}


class AccountMoveLine(models.Model):
    """A line that stands for many calls, as it was when the invoice was made."""

    _inherit = "account.move.line"

    call_count = fields.Integer(string="Calls", readonly=True)
    call_talk_seconds = fields.Integer(string="Talk Time", readonly=True)
    call_residual = Micro(
        string="Rounding", readonly=True, help="Sum of the calls' prices less the amount of the line."
    )
    call_product_code = fields.Char(related="product_id.default_code", string="Article No.")
