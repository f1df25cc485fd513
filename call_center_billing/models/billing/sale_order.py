"""Orders that were made of call statements."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...fields import Micro


class SaleOrder(models.Model):
    """The way from an order to its calls."""

    _inherit = "sale.order"

    call_statement_id = fields.Many2one(
        "call.statement",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
        help="Whose calls the order charges. A statement has an order, or one for each day or call.",
    )
    call_campaign_id = fields.Many2one(
        "call.campaign",
        string="Campaign Billed Apart",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The campaign that has this order for itself.",
    )
    call_count = fields.Integer(string="Calls", compute="_compute_call_count")
    call_residual = Micro(
        string="Rounding of Calls",
        compute="_compute_call_residual",
        help="Sum of the calls' prices less what the order's lines charge for them.",
    )

    def _compute_call_count(self):
        for order in self:
            order.call_count = sum(order.order_line.sudo().call_statement_line_id.mapped("call_count"))

    @api.depends("order_line.call_residual")
    def _compute_call_residual(self):
        for order in self:
            order.call_residual = sum(order.order_line.mapped("call_residual"))

    def action_view_calls(self):
        """The calls that the order charges."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        lines = self.order_line.call_statement_line_id
        return action | {"domain": lines._calls_domain(), "context": {}}

    def action_view_call_statement(self):
        """The statement that the order was made of."""
        self.ensure_one()
        return self.call_statement_id._get_records_action()

    def action_draft(self):
        """Override of `sale`: calls of an order that was cancelled may be on another one by now.

        :raise UserError: the order was made of calls
        """
        if made := self.filtered("call_statement_id"):
            raise UserError(
                self.env._(
                    "%(orders)s charged calls, which went back to their statements. Make new orders of those.",
                    orders=", ".join(made.mapped("name")),
                )
            )
        return super().action_draft()

    def _action_cancel(self):
        """Override of `sale`: calls that were to be charged go back to their statements, which are open again."""
        result = super()._action_cancel()
        lines = self.sudo().order_line.call_statement_line_id
        lines.filtered("ordered").ordered = False
        statements = lines.filtered(lambda line: line.call_count or line._is_charge()).statement_id
        statements |= self.sudo().call_statement_id.filtered(lambda statement: not statement._live_orders())
        statements.filtered("closed").closed = False
        return result
