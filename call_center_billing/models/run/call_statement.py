"""What is usual for an account."""

from odoo import models

#: the average of so many periods before is what is usual
PERIODS = 3
USUAL = """
SELECT statement.id,
       (SELECT avg(past.amount)::bigint
          FROM (SELECT sum(amount) AS amount FROM call_statement
                 WHERE company_id = statement.company_id AND partner_id = statement.partner_id
                   AND currency_id = statement.currency_id AND date_from < statement.date_from AND call_count > 0
                 GROUP BY date_from ORDER BY date_from DESC LIMIT %s) past)
  FROM call_statement statement WHERE statement.id = ANY(%s)
"""


class CallStatement(models.Model):
    """A period compared with those before."""

    _inherit = "call.statement"

    def _call_usual(self):
        """{id of a statement: average of the account's last periods before it, in micro-units; None: there is none}."""
        self.env.flush_all()
        self.env.cr.execute(USUAL, (PERIODS, self.ids))
        return dict(self.env.cr.fetchall())

    def _call_deviation(self, usual):
        """How the statement compares: "high", "low", "first" or None.

        :param usual: micro-units, or None
        """
        percent = self.company_id.call_unusual_percent
        if usual is None:
            return "first"
        if not percent:
            return None
        if self.amount * 100 > usual * percent:
            return "high"
        return "low" if self.amount * percent < usual * 100 else None
