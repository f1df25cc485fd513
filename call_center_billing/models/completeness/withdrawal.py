"""What an import's calls came to, and how that is taken back."""

from typing import NamedTuple

from odoo.exceptions import UserError
from odoo.tools import SQL

from ..billing.statement_book import lock_sums
from ..tariff.call_rate_unit import COUNTED
from .withdrawal_credit import credit
from .withdrawal_order import refresh


class Share(NamedTuple):
    """What an import has on one statement line; the line is empty for calls without a price. Money in micro-units."""

    statement_id: int
    line_id: int | None
    calls: int
    talk_seconds: int
    billed_seconds: int
    amount: int
    #: what credit notes and extra invoices changed of it since
    adjusted: int
    #: octets or texts
    quantity: int


class Withdrawal:
    """Takes back the calls of one import.

    Not a model: it lives within one transaction. Sums are subtracted in the database and in id order, as
    `StatementBook` adds them.
    """

    def __init__(self, batch):
        self.env = batch.env
        self.batch = batch
        self.where = batch._calls_where()
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """SELECT statement_id, statement_line_id, count(*), COALESCE(sum(talk_seconds), 0),
                          COALESCE(sum(billed_seconds), 0), COALESCE(sum(amount), 0)::bigint,
                          COALESCE(sum(adjusted), 0)::bigint,
                          COALESCE(sum(quantity) FILTER (WHERE service IN %s), 0)::bigint
                     FROM call_record WHERE %s AND statement_id IS NOT NULL
                    GROUP BY 1, 2 ORDER BY 2""",
                tuple(COUNTED),
                self.where,
            )
        )
        self.shares = [Share(*row) for row in rows]
        self.statements = self.env["call.statement"].browse({share.statement_id for share in self.shares}).exists()
        [(self.call_count, self.talk_seconds)] = self.env.execute_query(
            SQL(
                "SELECT count(*), COALESCE(sum(talk_seconds), 0) FROM call_record"
                " WHERE %s AND wholesale_level IS NULL",  # what resellers pay for them goes with the calls
                self.where,
            )
        )

    def check(self):
        """
        :raise UserError: calls have been removed from the store since, and nobody knows any longer what they cost
        """
        if self.call_count != self.batch.stored_count:
            raise UserError(
                self.env._(
                    "%(file)s brought %(stored)s calls, of which %(left)s are still in the store. What is not there "
                    "cannot be taken back.",
                    file=self.batch.name,
                    stored=self.batch.stored_count,
                    left=self.call_count,
                )
            )

    def amounts(self):
        """What the calls come to, in each currency: {res.currency: micro-units}."""
        sums = {}
        for share in self.shares:
            currency = self.env["call.statement"].browse(share.statement_id).currency_id
            sums[currency] = sums.get(currency, 0) + share.amount + share.adjusted
        return sums

    def take_back(self):
        """Remove the calls, reduce the sums, and mend orders and invoices.

        :raise UserError: an order that cannot be changed
        """
        self.check()
        self.statements.lock_for_update()  # nobody bills them meanwhile
        lines = self.env["call.statement.line"].browse(share.line_id for share in self.shares if share.line_id)
        before = {line: line._net_amount() for line in lines}
        self.env["call.bundle.use"]._give_back(self.where)
        lock_sums(self.env.cr, self.batch.company_id)
        self.env.cr.execute(SQL("DELETE FROM call_record WHERE %s", self.where))
        self._reduce(lines)
        refresh(lines)
        credit(self.batch, before)
        lines.filtered(lambda line: not line.call_count).unlink()
        self._drop_empty()
        self.env.invalidate_all()

    def _reduce(self, lines):
        """Subtract the shares from their lines."""
        for share in self.shares:
            if not share.line_id:
                continue
            self.env.cr.execute(
                """UPDATE call_statement_line SET call_count = call_count - %s, talk_seconds = talk_seconds - %s,
                          billed_seconds = billed_seconds - %s, amount = amount - %s,
                          adjusted = COALESCE(adjusted, 0) - %s, quantity = COALESCE(quantity, 0) - %s
                    WHERE id = %s AND call_count >= %s""",
                (*share[2:], share.line_id, share.calls),
            )
            if not self.env.cr.rowcount:
                line = self.env["call.statement.line"].browse(share.line_id)
                raise UserError(
                    self.env._(
                        "%(statement)s charges fewer calls than this import brought to it, which cannot be. Nothing "
                        "was taken back.",
                        statement=line.statement_id.name,
                    )
                )
        lines.invalidate_recordset()
        lines.modified(["call_count", "talk_seconds", "amount", "adjusted", "quantity"])
        self.env.flush_all()

    def _drop_empty(self):
        """Statements that nothing is left on go: they would only be in the way of billing."""
        for statement in self.statements:
            calls = self.env["call.record"].search_count([("statement_id", "=", statement.id)], limit=1)
            if statement.state == "open" and not (calls or statement.line_ids):
                statement.unlink()
