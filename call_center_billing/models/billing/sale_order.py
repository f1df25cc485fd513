"""Orders that were made of call statements."""

from odoo import fields, models

from ...fields import Micro


class SaleOrder(models.Model):
    """The way from an order to its calls."""

    _inherit = "sale.order"

    call_statement_ids = fields.One2many("call.statement", "order_id", string="Call Statements")
    call_count = fields.Integer(string="Calls", compute="_compute_call_count")

    def _compute_call_count(self):
        for order in self:
            order.call_count = sum(order.order_line.sudo().call_statement_line_id.mapped("call_count"))

    def action_view_calls(self):
        """The calls that the order charges."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        lines = self.order_line.call_statement_line_id
        return action | {"domain": lines._calls_domain(), "context": {}}


class SaleOrderLine(models.Model):
    """A line that stands for many calls."""

    _inherit = "sale.order.line"

    call_statement_line_id = fields.Many2one(
        "call.statement.line", string="Statement Line", readonly=True, index="btree_not_null", copy=False
    )
    call_count = fields.Integer(related="call_statement_line_id.call_count", string="Calls")
    call_talk_seconds = fields.Integer(related="call_statement_line_id.talk_seconds", string="Talk Time")
    call_residual = Micro(
        string="Rounding", readonly=True, copy=False, help="Sum of the calls' prices less the amount of the line."
    )
