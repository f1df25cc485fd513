"""Whether the bank has what the gateway paid out."""

from odoo import api, fields, models


class CallGatewayReport(models.Model):
    """The third side: a line of a bank statement for each payout."""

    _inherit = "call.gateway.report"

    bank_total = fields.Monetary(
        string="At the Bank",
        compute="_compute_bank",
        help="Payouts of the report's currency that a bank statement has.",
    )
    bank_missing = fields.Monetary(
        string="Not at the Bank", compute="_compute_bank", help="What was paid out and no bank statement has."
    )
    bank_line_ids = fields.Many2many("account.bank.statement.line", string="Bank's Lines", compute="_compute_bank")

    @api.depends("line_ids.move_id", "line_ids.state", "line_ids.kind")
    def _compute_bank(self):
        for report in self:
            payouts = report.line_ids.filtered(
                lambda line, report=report: line.kind == "payout" and line.currency_id == report.currency_id
            )
            items = payouts.sudo()._transit_items()
            arrived = items.filtered("reconciled")
            report.bank_total = sum(arrived.mapped("amount_currency"))
            report.bank_missing = report.payout_total - report.bank_total
            matched = arrived.matched_credit_ids.credit_move_id + arrived.matched_debit_ids.debit_move_id
            report.bank_line_ids = matched.move_id.statement_line_id

    def action_view_bank(self):
        """The lines of bank statements that the payouts are."""
        return self.bank_line_ids._get_records_action(name=self.env._("Payouts at the Bank"))

    def action_view_entries(self):
        """The entries of this report."""
        return self.line_ids.move_id._get_records_action(name=self.env._("Entries"))


class CallGatewayReportLine(models.Model):
    """Items of payouts on their way."""

    _inherit = "call.gateway.report.line"

    def _transit_items(self):
        """The journal items of these payouts, as long as their entries stand."""
        booked = self.filtered(lambda line: line.move_id and line._stands())
        return booked.move_id.line_ids.filtered(lambda item: item.call_gateway_line_id in booked)
