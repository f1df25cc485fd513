"""Does a statement, its orders and its invoices add up to its calls? Worked out anew from the calls."""

from typing import NamedTuple

from odoo import models

from ...money import MICRO, format_micro

#: a line's sums, kept and worked out from calls; calls on no line of the statement come with line 0, unless nothing
#: is charged for them any more: a correction took them off their line
LINES = """
SELECT COALESCE(line.id, 0), COALESCE(line.call_count, 0), COALESCE(calls.count, 0),
       COALESCE(line.talk_seconds, 0), COALESCE(calls.talk, 0),
       COALESCE(line.amount, 0), COALESCE(calls.amount, 0)
  FROM (SELECT * FROM call_statement_line WHERE statement_id = %(statement)s AND charge_id IS NULL) line
  FULL JOIN (SELECT statement_line_id, count(*) AS count, sum(talk_seconds) AS talk, sum(amount)::bigint AS amount
               FROM call_record_store WHERE statement_id = %(statement)s AND state = 'rated'
                AND (statement_line_id IS NOT NULL OR amount <> 0)
              GROUP BY 1) calls ON calls.statement_line_id = line.id
 ORDER BY 1
"""


class Difference(NamedTuple):
    """What is kept differs from what it should come to: texts, calls, seconds or micro-units."""

    what: str
    kept: int
    expected: int
    money: bool = True


class CallStatement(models.Model):
    """The audit of one statement; `call.balance` audits what counts towards balances of all."""

    _inherit = "call.statement"

    def action_audit(self):
        """Work everything out anew from the calls, and report any difference.

        :return: a notification
        """
        found = {statement: statement._differences() for statement in self}
        texts = [f"{statement.name}: {text}" for statement in self for text in statement._said(found[statement])]
        message = "; ".join(texts) or self.env._("Calls, lines, orders and invoices agree.")
        for statement in self.filtered(lambda statement: found[statement]):
            statement.sudo().message_post(body="; ".join(statement._said(found[statement])))
        kind = {"type": "danger", "sticky": True} if texts else {"type": "success", "sticky": False}
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"title": self.env._("Statement checked"), "message": message, **kind},
        }

    def _differences(self):
        """All differences of one statement: calls and lines, lines and totals, lines and orders, orders and invoices.

        :return: [Difference, …], empty if all is well
        """
        self.ensure_one()
        statement = self.sudo()
        self.env.flush_all()
        found = [*statement._line_differences(), *statement._total_differences()]
        return found + [*statement._order_differences(), *statement._invoice_differences()]

    def _line_differences(self):
        self.env.cr.execute(LINES, {"statement": self.id})
        for line_id, count, real_count, talk, real_talk, amount, real_amount in self.env.cr.fetchall():
            line = self.env["call.statement.line"].browse(line_id or ())
            name = line.display_name if line else self.env._("no line")
            if count != real_count:
                yield Difference(self.env._("Calls on %(line)s", line=name), count, real_count, money=False)
            if talk != real_talk:
                yield Difference(self.env._("Seconds on %(line)s", line=name), talk, real_talk, money=False)
            if amount != real_amount:
                yield Difference(self.env._("Amount on %(line)s", line=name), amount, real_amount)
        yield from self._charge_differences()

    def _charge_differences(self):
        """Each charge stands with its own amount."""
        for line in self.line_ids.filtered("charge_id"):
            if line.amount != line.charge_id.amount:
                what = self.env._("Amount on %(line)s", line=line.display_name)
                yield Difference(what, line.amount, line.charge_id.amount)

    def _total_differences(self):
        for name, money in (("call_count", False), ("talk_seconds", False), ("amount", True)):
            kept, expected = self[name] or 0, sum(self.line_ids.mapped(name))
            if kept != expected:
                label = self._fields[name]._description_string(self.env)
                yield Difference(self.env._("%(total)s in total", total=label), kept, expected, money)

    def _order_differences(self):
        """Each line with calls stands on one order, or waits for it; amount and stated rounding are its calls'."""
        closed = self.state != "open"
        for line in self._charged_lines():
            charged = line.order_line_ids.filtered(lambda found: found.order_id.state != "cancel")
            expected = 1 if line.ordered or closed else 0
            if len(charged) != expected:
                what = self.env._("Orders of %(line)s", line=line.display_name)
                yield Difference(what, len(charged), expected, money=False)
        orders = self._live_orders()
        ordered = orders.order_line.call_statement_line_id
        charged = sum(round(line.price_subtotal * MICRO) + line.call_residual for line in orders._call_lines())
        expected = self._audited_sum(ordered)
        if charged - self._credited() != expected:
            yield Difference(self.env._("Orders with their rounding"), charged - self._credited(), expected)

    def _invoice_differences(self):
        """What is invoiced of an order line is what the order line says."""
        for line in self._live_orders()._call_lines():
            invoiced = line.invoice_lines.filtered(lambda found: found.parent_state != "cancel")
            invoiced = invoiced.filtered(lambda found: found.move_id.move_type == "out_invoice")
            kept = round(sum(invoiced.mapped("price_subtotal")) * MICRO)
            if invoiced and kept != round(line.price_subtotal * MICRO):
                what = self.env._("Invoice of order %(order)s", order=line.order_id.name)
                yield Difference(what, kept, round(line.price_subtotal * MICRO))

    def _audited_sum(self, lines):
        """Micro-units that these lines' calls come to, all documents counted."""
        return sum(lines.mapped("amount"))

    def _credited(self):
        """Micro-units that credit notes have taken back for calls that are no longer on the statement's lines."""
        invoices = self._live_orders().invoice_ids.filtered(lambda move: move.move_type == "out_invoice")
        notes = invoices.reversal_move_ids.filtered(lambda move: move.state == "posted" and move.call_import_id)
        return round(sum(notes.mapped("amount_untaxed")) * MICRO)

    def _said(self, differences):
        for what, kept, expected, money in differences:
            numbers = (format_micro(kept), format_micro(expected)) if money else (kept, expected)
            yield f"{what}: {numbers[0]} ≠ {numbers[1]}"


class SaleOrder(models.Model):
    """The lines of orders that stand for calls."""

    _inherit = "sale.order"

    def _call_lines(self):
        return self.order_line.filtered("call_statement_line_id")
