"""Credit notes and extra invoices for calls that were invoiced: one for each customer's invoice."""

from ...money import round_to_currency
from ..billing.change_document import make


class Documents:
    """Makes the documents of one customer's part of a correction.

    What is charged of a statement line is always its sum rounded as invoices are: the documents charge the difference
    of that, before and after. What rounding leaves is kept on the order's line, as ever.

    :ivar moves: the documents; :ivar note: whether they have another date than today, and why; False if not
    """

    def __init__(self, correction):
        self.env = correction.env
        self.correction = correction
        self.moves = self.env["account.move"]
        self.note = False
        self._of_line = {}

    def apply(self, changes):
        """Write the difference to calls and statement lines, and charge or credit it.

        :param list changes: `application.Change`, all of them invoiced
        """
        if not changes:
            return
        sums = {}
        for change in changes:
            entry = sums.setdefault(change.statement_line_id, [0, 0])
            entry[0] += change.new_amount - change.old_amount
            entry[1] += 1
        before = self._write(changes, sums)
        invoices = {}
        for line, (difference, count) in sums.items():
            entry = self._entry(self.env["call.statement.line"].browse(line), before[line], difference, count)
            if entry:
                invoices.setdefault(entry[0].move_id, []).append((line, *entry))
        for invoice, entries in invoices.items():
            self._make(invoice, entries)

    def link(self, changes):
        """Let the lines of the correction lead to their documents."""
        found = {}
        for change in changes:
            if move := self._of_line.get(change.statement_line_id):
                found.setdefault(move.id, []).append(change.id)
        for move_id, ids in found.items():
            self.env.cr.execute("UPDATE call_correction_line SET move_id = %s WHERE id = ANY(%s)", (move_id, ids))

    def _write(self, changes, sums):
        """Add the differences to calls and lines.

        :return: {statement line's id: what it charged before, corrections included}
        """
        rows = [(change.call_id, change.started_at, change.new_amount - change.old_amount) for change in changes]
        self.env.cr.execute_values(
            """UPDATE call_record call SET adjusted = COALESCE(call.adjusted, 0) + new.difference,
                      margin = call.margin + new.difference
                 FROM (VALUES %s) new (id, started_at, difference)
                WHERE call.id = new.id AND call.started_at = new.started_at""",
            rows,
            page_size=1_000,
        )
        self.env["call.record"].invalidate_model()
        self.env["call.record"]._note_changes(row[1] for row in rows)
        before = {}
        for line_id, (difference, _count) in sorted(sums.items()):
            self.env.cr.execute(
                """UPDATE call_statement_line SET adjusted = COALESCE(adjusted, 0) + %s WHERE id = %s
                   RETURNING COALESCE(amount, 0) + adjusted""",
                (difference, line_id),
            )
            before[line_id] = self.env.cr.fetchone()[0] - difference
        lines = self.env["call.statement.line"].browse(sums)
        lines.invalidate_recordset(["adjusted"])
        lines.modified(["adjusted"])
        self.env.flush_all()
        return before

    def _entry(self, line, before, difference, count):
        """(the invoice's line, micro-units to charge, calls), or None if that comes to nothing."""
        places = line.currency_id.decimal_places
        order_lines = self.env["sale.order.line"].sudo().search([("call_statement_line_id", "=", line.id)])
        for order_line in order_lines:
            posted = order_line.invoice_lines.filtered(
                lambda found: found.parent_state == "posted" and found.move_id.move_type == "out_invoice"
            )
            if posted:
                after, residual = round_to_currency(before + difference, places)
                order_line.call_residual = residual
                charge = after - round_to_currency(before, places)[0]
                return (posted[0], charge, count) if charge else None
        return None

    def _make(self, invoice, entries):
        texts = self.env(context=dict(self.env.context, lang=invoice.partner_id.lang))
        lines = [
            (item, charge, texts._("Correction of %(count)s calls: %(line)s", count=count, line=_title(item)))
            for _line, item, charge, count in entries
        ]
        ref = texts._("Correction of %(invoice)s: %(reason)s", invoice=invoice.name, reason=self.correction.name or "")
        move, note = make(invoice, lines, {"ref": ref, "call_correction_id": self.correction.id})
        self.moves |= move
        self.note = note or self.note
        self._of_line.update(dict.fromkeys((entry[0] for entry in entries), move))


def _title(item):
    """An invoice line's text without its last line, which counts the calls: what was charged, at what price."""
    lines = (item.name or "").split("\n")
    return ", ".join(lines[:-1] or lines)
