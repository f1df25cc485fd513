"""Payments as a gateway's report tells of them."""

from odoo import fields, models


class AccountPayment(models.Model):
    """Where a payment was settled."""

    _inherit = "account.payment"

    call_gateway_line_count = fields.Integer(string="Gateway Report", compute="_compute_call_gateway_line_count")

    def _compute_call_gateway_line_count(self):
        lines = self.env["call.gateway.report.line"].sudo()
        counts = dict(lines._read_group([("payment_id", "in", self.ids)], ["payment_id"], ["__count"]))
        for payment in self:
            payment.call_gateway_line_count = counts.get(payment, 0)

    def action_view_call_gateway_lines(self):
        """The gateway's lines about this payment."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "call_center_billing_payment.call_gateway_report_line_action"
        )
        return action | {"domain": [("payment_id", "=", self.id)], "context": {}}

    def _call_came_back(self):
        """The payment by which this refund was undone, if it was: on the same journal, the other way."""
        other = self._call_counterpart().matched_credit_ids.credit_move_id.move_id.origin_payment_id
        return other.filtered(
            lambda each: (
                each.payment_type == "inbound" and each.journal_id == self.journal_id and each.amount == self.amount
            )
        )[:1]
