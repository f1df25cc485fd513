"""Every night: vouchers expire, and what was used is matched with what was sold."""

from odoo import api, fields, models
from odoo.tools import SQL

#: used vouchers that are matched with a sale at once
MATCHED_AT_ONCE = 500

#: open items on the account of vouchers by batch: what sales owe, and what was used, released or credited of it
OPEN = """
SELECT found.batch_id,
       array_agg(found.id ORDER BY found.id) FILTER (WHERE found.balance < 0),
       array_agg(found.id ORDER BY found.id) FILTER (WHERE found.balance > 0)
  FROM (SELECT line.id, line.balance, COALESCE(
                   (SELECT batch_id FROM call_voucher WHERE payment_id = move.origin_payment_id LIMIT 1),
                   (SELECT batch_id FROM call_voucher WHERE sale_move_id = move.id LIMIT 1),
                   (SELECT batch_id FROM call_voucher WHERE release_move_id = move.id LIMIT 1),
                   (SELECT batch_id FROM call_voucher WHERE void_move_id = move.id LIMIT 1)) AS batch_id
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
         WHERE line.account_id = %s AND line.company_id = %s
           AND line.reconciled IS NOT TRUE AND line.parent_state = 'posted') found
 WHERE found.batch_id IS NOT NULL
 GROUP BY found.batch_id
 ORDER BY found.batch_id
"""


class CallVoucherBatch(models.Model):
    """One company after the other, one batch or sale after the other."""

    _inherit = "call.voucher.batch"

    @api.model
    def _cron_vouchers(self):
        """Expire, close and match."""
        cron = self.env["ir.cron"]
        due = self._past_their_day() | self._all_used()
        companies = self.env["res.company"].search([("call_voucher_account_id", "!=", False)])
        cron._commit_progress(remaining=len(due) + len(companies))
        for batch in due:
            batch.with_company(batch.company_id)._expire()
            batch._close_if_over()
            cron._commit_progress(1)
        for company in companies:
            self.with_company(company)._match(company)
            cron._commit_progress(1)

    @api.model
    def _past_their_day(self):
        # somewhere it may be tomorrow already
        soon = fields.Date.add(fields.Date.today(), days=1)
        found = self.search([("state", "in", ("made", "sold")), ("valid_until", "<=", soon)])
        return found.filtered(lambda batch: batch.valid_until < batch.company_id._call_today())

    @api.model
    def _all_used(self):
        """Sold batches of which nothing is left."""
        sold = self.search([("state", "=", "sold")])
        domain = [("batch_id", "in", sold.ids), ("state", "in", ("new", "sold"))]
        left = self.env["call.voucher"]._read_group(domain, ["batch_id"])
        return sold - self.browse().union(*(batch for (batch,) in left))

    @api.model
    def _match(self, company):
        """Reconcile what was used, released or credited with what was sold, batch by batch.

        By night, because in one row of the ledger all vouchers of a sale meet: whoever uses one would wait for others.
        """
        self.env.flush_all()
        items = self.env["account.move.line"].sudo()
        for _batch_id, sold, ended in self.env.execute_query(SQL(OPEN, company.call_voucher_account_id.id, company.id)):
            for at in range(0, len(ended or ()), MATCHED_AT_ONCE):
                owed = items.browse(sold or ()).filtered(lambda item: not item.reconciled)
                if owed:
                    (owed + items.browse(ended[at : at + MATCHED_AT_ONCE])).reconcile()
