"""Calls that are not invoiced yet change themselves, with their statement lines, orders and draft invoices."""

from ..billing.statement_book import StatementBook
from ..completeness.withdrawal_order import refresh

#: sums of a statement line, in the order in which they are counted here
SUMS = ("call_count", "talk_seconds", "billed_seconds", "amount", "quantity")
#: what a call is told by that was rated again: column of the call, and its type
RATED = {
    "rate_id": "int4",
    "destination_id": "int4",
    "destination_class": "varchar",
    "rule": "varchar",
    "pricelist_id": "int4",
    "discount": "int4",
    "fixed_price": "int8",
    "billed_seconds": "int4",
    "unrounded": "int8",
}


class InPlace:
    """Changes calls and what is made of them. Sums are changed in the database, in id order."""

    def __init__(self, correction, partner):
        self.env = correction.env
        self.correction = correction
        self.partner = partner
        self.book = StatementBook(self.env, correction.company_id)
        self.deltas = {}
        self.siblings = {}
        self._found = {}

    def apply(self, changes):
        """Change calls and sums.

        :param list changes: `application.Change`, none of them invoiced
        """
        rows = [self._row(change) for change in changes]
        if rows:
            self._write_calls(rows)
            self._write_sums()

    def finish(self):
        """Let orders and draft invoices charge what the lines do now; lines without calls go."""
        lines = self.env["call.statement.line"].browse(self.deltas)
        if not lines:
            return
        lines.invalidate_recordset()
        lines.modified(list(SUMS))
        self.env.flush_all()
        refresh(lines, self.siblings)
        lines.filtered(lambda line: not line.call_count).unlink()
        self.env.flush_all()

    def _row(self, change):
        """The call's new columns; what it takes from one line and brings to another is remembered."""
        line = self.env["call.statement.line"].browse(change.statement_line_id)
        statement_id, target, late = change.statement_id, line, None
        if change.action == "drop":
            target = line.browse()
        elif change.action == "move":
            place = self._open_statement(line, change.started_at)
            statement_id, late = place["statement_id"], place["late"]
            target = self._line(line, {"statement_id": statement_id})
        elif change.action == "rate":
            target = self._line(line, self._shape(line, change))
        again = change.action == "rate"
        billed = change.billed_seconds if again else change.billed
        self._count(line, -1, change.talk, change.billed, change.old_amount, change.counted)
        if target:
            self._count(target, 1, change.talk, billed or 0, change.new_amount, change.counted)
        rated = tuple(getattr(change, name) for name in RATED)
        unrounded = change.unrounded if again else change.new_amount
        where = (change.call_id, change.started_at, statement_id, target.id or None, late)
        return (*where, again, change.new_amount, unrounded, *rated[:-1])

    def _open_statement(self, line, started_at):
        return self.book.place(self.partner, line.statement_id.currency_id, started_at)

    @staticmethod
    def _shape(line, change):
        """What tells the line of a call by its new price."""
        return {
            "product_id": line.campaign_id.product_id.id or change.product_id,
            "destination_class": change.destination_class,
            "unit": change.unit,
            "price": change.price,
            "connection_fee": change.connection_fee,
            "time_band": change.time_band or "",
            "discount": change.discount or 0,
        }

    def _line(self, line, vals):
        """The line like this one but for these values; opened if there is none."""
        key = (line.id, *vals.values())
        if key not in self._found:
            sums = dict.fromkeys((*SUMS, "adjusted"), 0)
            wanted = line.copy_data(sums | vals)[0]
            ordered = line.ordered and "statement_id" not in vals
            same = [(name, "=", value) for name, value in wanted.items() if name not in (*sums, "part", "ordered")]
            parts = line.search(same, order="part")
            orders = self._orders(line)
            found = parts.filtered(lambda part: bool(part.ordered) == ordered)
            found = found.filtered(lambda part: not ordered or self._orders(part) == orders)[:1]
            if not found:
                part = parts[-1].part + 1 if parts else 0
                found = line.create(wanted | {"part": part, "ordered": ordered})
            self._found[key] = found
            if found != line and "statement_id" not in vals:
                self.siblings.setdefault(found, line)
        return self._found[key]

    def _orders(self, line):
        """The orders that charge a line, or will when it is new."""
        charged = self.siblings.get(line, line).order_line_ids
        return charged.order_id.filtered(lambda order: order.state != "cancel")

    def _count(self, line, sign, *values):
        sums = self.deltas.setdefault(line.id, [0] * len(SUMS))
        for index, value in enumerate((1, *values)):
            sums[index] += sign * value

    def _write_calls(self, rows):
        rated = [name for name in RATED if name != "unrounded"]
        sets = ", ".join(
            f"{name} = CASE WHEN new.again THEN new.{name}::{RATED[name]} ELSE call.{name} END" for name in rated
        )
        query = f"""UPDATE call_record call SET {sets}, amount = new.amount, unrounded = new.unrounded,
                           statement_id = new.statement_id, statement_line_id = new.line_id::int4,
                           late = COALESCE(new.late::bool, call.late), margin = call.margin + new.amount - call.amount
                      FROM (VALUES %s) new (id, started_at, statement_id, line_id, late, again, amount,
                                            unrounded, {", ".join(rated)})
                     WHERE call.id = new.id AND call.started_at = new.started_at"""
        self.env.cr.execute_values(query, rows, page_size=1_000)
        self.env["call.record"].invalidate_model()
        self.env["call.record"]._note_changes(row[1] for row in rows)

    def _write_sums(self):
        sets = ", ".join(f"{name} = COALESCE({name}, 0) + %s" for name in SUMS)  # this file's own names
        query = f"UPDATE call_statement_line SET {sets} WHERE id = %s"
        for line_id, sums in sorted(self.deltas.items()):
            self.env.cr.execute(query, (*sums, line_id))
