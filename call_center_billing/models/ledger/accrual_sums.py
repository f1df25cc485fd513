"""What was not invoiced by the end of a day, and what customers had prepaid then.

Sums are those of statement lines. Of a statement whose period goes on after the day, its calls until midnight count, in
the customer's time zone. What is invoiced by now counts if the invoice bears a later date.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import models

#: statements that began by the day, and whether they go on after it
STATEMENTS = """
SELECT statement.id, statement.partner_id, statement.date_to > %(next)s
  FROM call_statement statement
 WHERE statement.company_id = %(company)s AND statement.date_from < %(next)s AND statement.call_count > 0
   AND statement.by_reseller IS NOT TRUE  -- the reseller's income, not ours
"""
#: a posted invoice of that day or before charges the line
BILLED = """
EXISTS (SELECT FROM sale_order_line ordered
          JOIN sale_order_line_invoice_rel link ON link.order_line_id = ordered.id
          JOIN account_move_line item ON item.id = link.invoice_line_id
          JOIN account_move move ON move.id = item.move_id
         WHERE ordered.call_statement_line_id = line.id AND move.state = 'posted'
           AND move.move_type = 'out_invoice' AND move.date < %(next)s)
"""
LINES = f"""
SELECT statement.id, statement.currency_id, line.product_id, sum(line.amount)::bigint
  FROM call_statement_line line JOIN call_statement statement ON statement.id = line.statement_id
 WHERE statement.id = ANY(%(statements)s) AND line.charge_id IS NULL AND NOT {BILLED}
 GROUP BY 1, 2, 3 HAVING sum(line.amount) <> 0
"""
#: of charges, the days that are over: what is charged in advance is not earned yet
CHARGES = f"""
SELECT statement.id, statement.currency_id, line.product_id,
       sum(round(line.amount::numeric * LEAST(1, (%(next)s - charge.date_from)::numeric
                 / GREATEST(1, COALESCE(charge.date_to, charge.date_from) - charge.date_from))))::bigint
  FROM call_charge charge
  JOIN call_statement_line line ON line.charge_id = charge.id
  JOIN call_statement statement ON statement.id = line.statement_id
 WHERE charge.company_id = %(company)s AND charge.date_from < %(next)s AND NOT {BILLED}
 GROUP BY 1, 2, 3 HAVING sum(line.amount) <> 0
"""
CALLS = f"""
SELECT statement.id, statement.currency_id, line.product_id, sum(call.amount)::bigint
  FROM call_record call
  JOIN call_statement_line line ON line.id = call.statement_line_id
  JOIN call_statement statement ON statement.id = call.statement_id
 WHERE call.statement_id = ANY(%(statements)s) AND call.started_at < %(moment)s AND NOT {BILLED}
 GROUP BY 1, 2, 3 HAVING sum(call.amount) <> 0
"""
#: what prepaid accounts had on the books: payments less invoices, company currency
PREPAID = """
SELECT account.id, (-1000000 * sum(item.balance))::bigint
  FROM account_move_line item
  JOIN account_account ledger ON ledger.id = item.account_id AND ledger.account_type = 'asset_receivable'
  JOIN res_partner contact ON contact.id = item.partner_id
  JOIN res_partner account ON account.id = contact.commercial_partner_id
 WHERE item.company_id = %(company)s AND item.parent_state = 'posted' AND item.date < %(next)s
   AND account.call_policy = 'prepaid'
 GROUP BY account.id HAVING sum(item.balance) < 0
"""


class CallAccrual(models.AbstractModel):
    """Reading; nothing is written."""

    _name = "call.accrual.sums"
    _description = "Sums of Accruals"

    def _call_unbilled(self, company, day):
        """What calls until the end of `day` come to that were not invoiced by then, without tax.

        :return: [(statement id, currency id, article's id, micro-units of the currency)]
        """
        self.env.flush_all()
        after = day + timedelta(days=1)
        self.env.cr.execute(STATEMENTS, {"company": company.id, "next": after})
        whole, cut = [], {}
        for statement_id, partner_id, goes_on in self.env.cr.fetchall():
            if goes_on:
                partner = self.env["res.partner"].browse(partner_id)
                cut.setdefault(_midnight(after, partner._call_timezone(company)), []).append(statement_id)
            else:
                whole.append(statement_id)
        self.env.cr.execute(LINES, {"statements": whole, "next": after})
        found = self.env.cr.fetchall()
        self.env.cr.execute(CHARGES, {"company": company.id, "next": after})
        found += self.env.cr.fetchall()
        for moment, statement_ids in cut.items():
            self.env.cr.execute(CALLS, {"statements": statement_ids, "next": after, "moment": moment})
            found += self.env.cr.fetchall()
        return sorted(found)

    def _call_prepaid(self, company, day):
        """What prepaid accounts had left on the books at the end of `day`.

        :return: [(account's id, micro-units of the company's currency)]
        """
        self.env.flush_all()
        self.env.cr.execute(PREPAID, {"company": company.id, "next": day + timedelta(days=1)})
        return sorted(self.env.cr.fetchall())


def _midnight(day, zone):
    """The beginning of a day in a time zone, UTC without a zone, as calls have it."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
