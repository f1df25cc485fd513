"""What is usual for an account."""

from odoo import fields, models

from .invoice_batch import InvoiceBatch, has_analytic_rules

#: the average of so many periods before is what is usual
PERIODS = 3
#: orders are made without a word in their history: the invoices have it
ORDER_QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}
USUAL = """
SELECT statement.id,
       (SELECT avg(past.amount)::bigint
          FROM (SELECT sum(amount) AS amount FROM call_statement
                 WHERE company_id = statement.company_id AND partner_id = statement.partner_id
                   AND currency_id = statement.currency_id AND date_from < statement.date_from
                   AND (call_count > 0 OR amount <> 0)
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

    def _call_invoice(self, invoice_date=None):
        """Draft invoices of statements that have none, many at once.

        :param date invoice_date: of the invoices; None: today
        :return: {statement: its invoices}, and the invoices that need nothing more when they are posted
        """
        quiet = self.with_context(call_quiet=not has_analytic_rules(self.env), **ORDER_QUIET)
        if fresh := quiet.filtered(lambda statement: statement.state == "open"):
            fresh.action_create_order()
        single = {statement: orders for statement in self if len(orders := statement._live_orders()) == 1}
        plain = {
            statement: order
            for statement, order in single.items()
            if not order.invoice_ids and InvoiceBatch.takes(order)
        }
        date = invoice_date or fields.Date.context_today(self)
        made = InvoiceBatch(self.env["sale.order"].union(*plain.values()), date).make() if plain else {}
        moves = {statement: made[order] for statement, order in plain.items()}
        for statement in self.filtered(lambda statement: statement not in plain):
            moves[statement] = statement.action_invoice(date, post=False)
        return moves, self.env["account.move"].union(*made.values())

    def _prepare_order_vals(self, lines=None, campaign=None):
        """Override: without a search for analytic rules on each line where there are no such rules."""
        vals = super()._prepare_order_vals(lines, campaign)
        if self.env.context.get("call_quiet"):
            lines = self._charged_lines() if lines is None else lines
            for (_command, _id, line), charged in zip(vals["order_line"], lines, strict=True):
                if not charged.campaign_id.sudo().analytic_account_id:
                    line.setdefault("analytic_distribution", False)
        return vals
