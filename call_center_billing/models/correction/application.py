"""A customer's part of a correction, applied: in place where nothing is invoiced, else by documents."""

from typing import NamedTuple

from odoo.exceptions import UserError
from odoo.tools import SQL

from ..billing.statement_book import lock_sums
from .bundle_changes import BundleChanges
from .documents import Documents
from .in_place import InPlace

COLUMNS = (
    *("id", "call_id", "action", "old_amount", "new_amount", "rate_id", "destination_id", "destination_class", "rule"),
    *("pricelist_id", "discount", "fixed_price", "billed_seconds", "unrounded", "product_id", "unit", "price"),
    *("connection_fee", "time_band"),
)
#: of the call as it is now; `counted`: octets or texts, `talk`: seconds
NOW = ("started_at", "statement_id", "statement_line_id", "talk", "billed", "counted")


class Change(NamedTuple):
    """A line of the correction with its call. Columns of `call.correction.line`, then those of `NOW`."""

    id: int
    call_id: int
    action: str
    old_amount: int
    new_amount: int
    rate_id: int
    destination_id: int
    destination_class: str
    rule: str
    pricelist_id: int
    discount: int
    fixed_price: int
    billed_seconds: int
    unrounded: int
    product_id: int
    unit: str
    price: int
    connection_fee: int
    time_band: str
    started_at: object
    statement_id: int
    statement_line_id: int
    talk: int
    billed: int
    counted: int


class Done(NamedTuple):
    """What came of it.

    :ivar moves: credit notes and extra invoices
    :ivar str note: anything special about them; False for nothing
    """

    moves: object
    note: object


class Application:
    """Not a model: it lives within one transaction, in which nothing else writes sums of the company.

    :param call.correction.account account: whose calls
    """

    def __init__(self, account):
        self.account = account.sudo()
        self.env = self.account.env
        self.correction = self.account.correction_id
        self.company = self.correction.company_id.with_env(self.env)

    def run(self):
        """
        :rtype: Done
        :raise UserError: calls are not as they were when they were computed, or an order cannot be changed
        """
        bundles = BundleChanges(self.account)
        bundles.lock()
        lock_sums(self.env.cr, self.company)
        changes = self._changes()
        places = self.places(change.statement_line_id for change in changes)
        of_place = {"open": [], "ordered": [], "invoiced": []}
        for change in changes:
            of_place[places[change.statement_line_id]].append(change)
        in_place = InPlace(self.correction, self.account.partner_id)
        in_place.apply(of_place["open"] + of_place["ordered"])
        documents = Documents(self.correction)
        documents.apply(of_place["invoiced"])
        bundles.apply()
        for place, found in of_place.items():
            self._note([change.id for change in found], place)
        in_place.finish()
        documents.link(of_place["invoiced"])
        self.env.invalidate_all()
        self.env["call.record"].browse(change.call_id for change in changes)._resale_again()
        return Done(documents.moves, documents.note)

    def _changes(self):
        """The lines whose calls are as they were when they were computed."""
        self.env.flush_all()
        lines = SQL(", ").join(SQL("line.%s", SQL.identifier(name)) for name in COLUMNS)
        query = SQL(
            """SELECT %s, call.started_at, call.statement_id, call.statement_line_id, COALESCE(call.talk_seconds, 0),
                      COALESCE(call.billed_seconds, 0),
                      CASE WHEN call.service IN ('data', 'message') THEN COALESCE(call.quantity, 0) ELSE 0 END,
                      (call.state = 'rated' AND call.statement_line_id IS NOT NULL
                       AND call.partner_id = line.partner_id
                       AND call.amount + COALESCE(call.adjusted, 0) = line.old_amount) IS TRUE
                 FROM call_correction_line line
                 LEFT JOIN call_record call ON call.id = line.call_id AND call.started_at = line.started_at
                WHERE line.account_id = %s AND line.state = 'computed' AND line.action <> 'none'
                ORDER BY line.call_id""",
            lines,
            self.account.id,
        )
        rows = self.env.execute_query(query)
        if other := sum(not row[-1] for row in rows):
            raise UserError(
                self.env._(
                    "%(other)s of %(calls)s calls are not as they were when this was computed: another correction or "
                    "a withdrawn file was there first. Compute the customers set aside again.",
                    other=other,
                    calls=len(rows),
                )
            )
        return [Change(*row[:-1]) for row in rows]

    def places(self, line_ids):
        """Where statement lines are in billing: {id: "open", "ordered" or "invoiced"}."""
        return places(self.env, line_ids)

    def _note(self, line_ids, place):
        """The lines are history from now on."""
        self.env.cr.execute(
            """UPDATE call_correction_line SET state = 'done', place = %s, applied_at = now() AT TIME ZONE 'UTC'
                WHERE id = ANY(%s)""",
            (place, line_ids),
        )


def places(env, line_ids):
    """Where statement lines are in billing: {id: "open", "ordered" or "invoiced"}."""
    found = dict.fromkeys(line_ids, "open")
    domain = [("call_statement_line_id", "in", list(found)), ("state", "!=", "cancel")]
    for order_line in env["sale.order.line"].sudo().search(domain):
        posted = "posted" in order_line.invoice_lines.mapped("parent_state")
        line_id = order_line.call_statement_line_id.id
        if found[line_id] != "invoiced":
            found[line_id] = "invoiced" if posted else "ordered"
    return found
