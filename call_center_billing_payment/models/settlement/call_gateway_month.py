"""Three sides of each gateway and month: what it reports, what we have booked, what the bank has."""

from odoo import api, fields, models
from odoo.tools import SQL

#: each side's movements in one form; the rest is sums
QUERY = """
WITH movement AS (
    SELECT line.provider_id, line.company_id, line.currency_id, date_trunc('month', line.date)::date AS month,
           CASE WHEN line.kind IN ('payment', 'refund', 'chargeback') THEN line.gross ELSE 0 END AS reported,
           0::numeric AS ours, 0::numeric AS booked,
           line.fee AS fee,
           CASE WHEN line.kind = 'payout' THEN -line.gross ELSE 0 END AS paid_out,
           0::numeric AS at_bank,
           CASE WHEN line.state = 'open' THEN 1 ELSE 0 END AS differences
      FROM call_gateway_report_line line
     WHERE line.side = 'gateway' AND line.double_of_id IS NULL
    UNION ALL
    SELECT line.provider_id, line.company_id, line.currency_id, date_trunc('month', line.date)::date,
           0, 0, 0, 0, 0, 0, 1
      FROM call_gateway_report_line line
     WHERE line.state = 'open' AND (line.side = 'ours' OR line.double_of_id IS NOT NULL)
    UNION ALL
    SELECT tx.provider_id, tx.company_id, tx.currency_id, date_trunc('month', payment.date)::date,
           0, tx.amount, CASE WHEN settled.id IS NULL THEN 0 ELSE tx.amount END, 0, 0, 0, 0
      FROM payment_transaction tx
      JOIN account_payment payment ON payment.id = tx.payment_id
      LEFT JOIN LATERAL (SELECT line.id FROM call_gateway_report_line line
                          WHERE line.payment_id = payment.id AND line.state = 'booked' LIMIT 1) settled ON TRUE
     WHERE tx.state = 'done'
    UNION ALL
    SELECT line.provider_id, line.company_id, line.currency_id, date_trunc('month', line.date)::date,
           0, 0, 0, 0, 0, item.amount_currency, 0
      FROM call_gateway_report_line line
      JOIN account_move_line item ON item.call_gateway_line_id = line.id
     WHERE line.kind = 'payout' AND item.parent_state = 'posted' AND item.reconciled
)
SELECT (provider_id * 256 + currency_id %% 256) * 600
           + EXTRACT(YEAR FROM month)::int %% 50 * 12 + EXTRACT(MONTH FROM month)::int AS id,
       provider_id, company_id, currency_id, month,
       sum(reported) AS reported, sum(ours) AS ours, sum(booked) AS settled, sum(reported) - sum(ours) AS difference,
       sum(fee) AS fee, sum(paid_out) AS paid_out, sum(at_bank) AS at_bank,
       sum(paid_out) - sum(at_bank) AS not_at_bank, sum(differences)::int AS difference_count
  FROM movement
 GROUP BY provider_id, company_id, currency_id, month
"""


class CallGatewayMonth(models.Model):
    """A month of a gateway in one currency."""

    _name = "call.gateway.month"
    _description = "Gateway, Payments and Bank"
    _auto = False
    _order = "month desc, provider_id"
    _rec_name = "month"
    _depends = {
        "call.gateway.report.line": ["state", "side", "kind", "gross", "fee", "date", "payment_id", "double_of_id"],
        "payment.transaction": ["state", "amount", "payment_id"],
        "account.payment": ["date"],
        "account.move.line": ["call_gateway_line_id", "parent_state", "reconciled", "amount_currency"],
    }

    provider_id = fields.Many2one("payment.provider", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    month = fields.Date(readonly=True)
    reported = fields.Monetary(
        readonly=True, help="Payments less refunds and chargebacks, as the gateway reports them."
    )
    ours = fields.Monetary(string="Our Payments", readonly=True, help="Payments less refunds, as they are booked here.")
    settled = fields.Monetary(readonly=True, help="Of our payments, those that a report has settled.")
    difference = fields.Monetary(readonly=True, help="Reported less ours.")
    fee = fields.Monetary(string="Fees", readonly=True)
    paid_out = fields.Monetary(readonly=True)
    at_bank = fields.Monetary(string="At the Bank", readonly=True, help="Payouts that a bank statement has.")
    not_at_bank = fields.Monetary(string="Not at the Bank", readonly=True)
    difference_count = fields.Integer(string="Open Differences", readonly=True)

    @api.depends("month", "provider_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.month:%Y-%m} {row.provider_id.sudo().name}" if row.month else ""

    @property
    def _table_query(self):
        """The three sides, as they are now."""
        return SQL(QUERY)

    def action_view_lines(self):
        """The gateway's lines of the month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "call_center_billing_payment.call_gateway_report_line_action"
        )
        domain = [
            *(("provider_id", "=", self.provider_id.id), ("currency_id", "=", self.currency_id.id)),
            *(("date", ">=", self.month), ("date", "<=", fields.Date.end_of(self.month, "month"))),
        ]
        return action | {"domain": domain, "context": {}}
