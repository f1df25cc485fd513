"""Money to come: overdue, due, and expected of what is not invoiced yet."""

from odoo import fields, models
from odoo.tools import SQL

#: open items (even ids) and open statements (odd ones), company currency
ROWS = """
SELECT item.id * 2 AS id, contact.commercial_partner_id AS partner_id, item.company_id,
       company.currency_id,
       CASE WHEN item.amount_residual < 0 THEN 'credit'
            WHEN item.date_maturity < %(today)s THEN 'overdue' ELSE 'due' END AS kind,
       GREATEST(COALESCE(promise.date, item.date_maturity, item.date), item.date) AS date,
       item.move_id, NULL::integer AS statement_id, item.amount_residual AS amount
  FROM account_move_line item
  JOIN account_account ledger ON ledger.id = item.account_id AND ledger.account_type = 'asset_receivable'
  JOIN res_partner contact ON contact.id = item.partner_id
  JOIN res_company company ON company.id = item.company_id
  LEFT JOIN LATERAL (
        SELECT max(promised.date) AS date
          FROM call_payment_promise_move_rel link
          JOIN call_payment_promise promised ON promised.id = link.promise_id
         WHERE link.move_id = item.move_id AND promised.state = 'running') promise ON TRUE
 WHERE item.parent_state = 'posted' AND item.reconciled IS NOT TRUE AND item.amount_residual <> 0
 UNION ALL
SELECT statement.id * 2 + 1, statement.partner_id, statement.company_id, company.currency_id, 'unbilled',
       statement.date_to + 30, NULL, statement.id,
       round(statement.amount / 1000000.0 / COALESCE(rate.rate, 1) * COALESCE(own.rate, 1), 2)
  FROM call_statement statement
  JOIN res_company company ON company.id = statement.company_id
  LEFT JOIN LATERAL (%(rate)s) rate ON statement.currency_id <> company.currency_id
  LEFT JOIN LATERAL (%(own)s) own ON statement.currency_id <> company.currency_id
 WHERE statement.state IN ('open', 'ordered') AND statement.amount <> 0 AND statement.by_reseller IS NOT TRUE
"""


class CallCashReport(models.Model):
    """One row for each open item and each open statement, with the day on which its money is expected."""

    _name = "call.cash.report"
    _description = "Money to Come"
    _auto = False
    _order = "date, id"

    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    kind = fields.Selection(
        [("overdue", "Overdue"), ("due", "Due"), ("unbilled", "Not invoiced yet"), ("credit", "Customers' credit")],
        readonly=True,
    )
    date = fields.Date(
        string="Expected",
        readonly=True,
        help="Of an invoice its due date, or the day that was promised; of unbilled usage the end of its period and "
        "30 days.",
    )
    move_id = fields.Many2one("account.move", string="Entry", readonly=True)
    statement_id = fields.Many2one("call.statement", readonly=True)
    amount = fields.Monetary(readonly=True, help="Company currency; unbilled usage is without tax.")

    @property
    def _table_query(self):
        """Open items and open statements; positive what customers are to pay."""
        return SQL(
            ROWS,
            today=fields.Date.context_today(self),
            rate=self._rate(SQL("statement.currency_id")),
            own=self._rate(SQL("company.currency_id")),
        )

    def _rate(self, currency):
        """The latest rate of a currency, as a subquery."""
        return SQL(
            """SELECT known.rate FROM res_currency_rate known
                WHERE known.currency_id = %s AND known.name <= %s
                  AND COALESCE(known.company_id, company.id) = company.id
                ORDER BY known.name DESC LIMIT 1""",
            currency,
            fields.Date.context_today(self),
        )

    def action_open(self):
        """The invoice or the statement."""
        self.ensure_one()
        return (self.move_id or self.statement_id)._get_records_action()
