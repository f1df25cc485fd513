"""A customer's account over a period, as the books have it, with the calls behind."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class Entry(NamedTuple):
    """A document: `amount` above 0 is owed by the customer; `balance` is what is owed after it."""

    day: date
    name: str
    text: str
    amount: float
    balance: float


class Day(NamedTuple):
    """The calls of a day: how many, seconds of talk, micro-units without tax, and how much of that is not invoiced."""

    day: date
    calls: int
    seconds: int
    amount: int
    waiting: int


class Fee(NamedTuple):
    """A line of an invoice that stands for no calls; `amount` is without tax."""

    day: date
    name: str
    text: str
    amount: float


class Book(NamedTuple):
    """The account in one currency. `opening` and all entries make `closing`; calls, fees and tax make `invoiced`."""

    currency: models.BaseModel
    opening: float
    entries: list
    closing: float
    days: list
    fees: list
    calls: float
    tax: float
    invoiced: float

    @property
    def charged_fees(self):
        """What all fees come to."""
        return self.currency.round(sum(fee.amount for fee in self.fees))


class AccountBook:
    """Reads with the rights of whoever asks.

    :param res.partner account: a commercial partner
    :param date first: the period's first day
    :param date last: the period's last day
    :param bool with_calls: whether the calls of each day are told; without them a long period is read quickly
    """

    def __init__(self, account, company, first, last, with_calls=True):
        self.env, self._account, self._company = account.env, account, company
        self._first, self._last, self._with_calls = first, last, with_calls

    def books(self):
        """A `Book` for each currency in which there is something to tell, the company's first."""
        opening, entries = self._opening(), self._entries()
        days, invoices = self._days() if self._with_calls else {}, self._invoices()
        currencies = self.env["res.currency"].browse(
            {self._company.currency_id.id, *(key.id for key in [*opening, *entries]), *days}
        )
        currencies |= invoices.currency_id
        main = self._company.currency_id
        books = [
            self._book(currency, opening.get(currency, 0.0), entries.get(currency, []), days.get(currency.id, []))
            for currency in sorted(currencies, key=lambda currency: (currency != main, currency.name))
        ]
        return [book for book in books if book.currency == main or book.opening or book.entries or book.days]

    def _book(self, currency, opening, entries, days):
        balance, lines = currency.round(opening), []
        for day, name, text, amount in entries:
            balance = currency.round(balance + amount)
            lines.append(Entry(day, name, text, amount, balance))
        invoices = self._invoices().filtered(lambda move: move.currency_id == currency)
        called = invoices._call_invoice_lines()
        charged = invoices.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        return Book(
            currency=currency,
            opening=currency.round(opening),
            entries=lines,
            closing=balance,
            days=days,
            fees=[self._fee(line) for line in charged - called],
            calls=currency.round(sum(_signed(line, line.price_subtotal) for line in called)),
            tax=currency.round(sum(_signed(move, move.amount_tax) for move in invoices)),
            invoiced=currency.round(sum(_signed(move, move.amount_total) for move in invoices)),
        )

    def _receivable(self):
        return Domain(
            [
                ("parent_state", "=", "posted"),
                ("company_id", "=", self._company.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("partner_id", "child_of", self._account.id),
            ]
        )

    def _opening(self):
        domain = self._receivable() & Domain("date", "<", self._first)
        return dict(self.env["account.move.line"]._read_group(domain, ["currency_id"], ["amount_currency:sum"]))

    def _entries(self):
        """{currency: [(day, name, text, amount)]}, one of each document, in the order of the books."""
        domain = self._receivable() & Domain("date", ">=", self._first) & Domain("date", "<=", self._last)
        found = {}
        for line in self.env["account.move.line"].search(domain, order="date, move_id, id"):
            key = line.currency_id, line.move_id
            found[key] = found.get(key, 0.0) + line.amount_currency
        entries = {}
        for (currency, move), amount in found.items():
            if not currency.is_zero(amount):
                entry = (move.date, move.name, self._text(move), currency.round(amount))
                entries.setdefault(currency, []).append(entry)
        return entries

    def _text(self, move):
        if move.move_type in ("out_invoice", "out_refund", "out_receipt"):
            kind = self.env._("Credit note") if move.move_type == "out_refund" else self.env._("Invoice")
            return ", ".join(part for part in (kind, move._call_period_text() or move.ref) if part)
        if move.origin_payment_id or move.statement_line_id:
            return ", ".join(part for part in (self.env._("Payment"), move.ref) if part)
        return move.ref or ""

    def _invoices(self):
        domain = Domain(
            [
                ("state", "=", "posted"),
                ("company_id", "=", self._company.id),
                ("move_type", "in", ("out_invoice", "out_refund", "out_receipt")),
                ("commercial_partner_id", "=", self._account.id),
                ("date", ">=", self._first),
                ("date", "<=", self._last),
            ]
        )
        return self.env["account.move"].search(domain, order="date, id")

    def _fee(self, line):
        text = (line.name or line.product_id.name or "").split("\n")[0]
        return Fee(line.move_id.date, line.move_id.name, text, _signed(line, line.price_subtotal))

    def _days(self):
        """{id of a currency: [Day]}; days begin by the account's clock."""
        calls, statements = self.env["call.record"].sudo(), self.env["call.statement"].sudo()
        calls.flush_model()
        statements.flush_model()
        zone = self._account._call_timezone(self._company)
        query = SQL(
            "SELECT c.currency_id, (c.started_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS day, COUNT(*),"
            " COALESCE(SUM(c.talk_seconds), 0)::bigint, COALESCE(SUM(c.amount), 0)::bigint,"
            " COALESCE(SUM(c.amount) FILTER (WHERE s.state <> 'invoiced'), 0)::bigint"
            " FROM call_record c JOIN call_statement s ON s.id = c.statement_id"
            " WHERE s.partner_id = %(account)s AND s.company_id = %(company)s"
            " AND c.started_at >= %(begin)s AND c.started_at < %(end)s GROUP BY 1, 2 ORDER BY 2",
            zone=zone,
            account=self._account.id,
            company=self._company.id,
            begin=_moment(self._first, zone),
            end=_moment(self._last + timedelta(days=1), zone),
        )
        days = {}
        for currency, *counts in self.env.execute_query(query):
            days.setdefault(currency, []).append(Day(*counts))
        return days


def _signed(record, amount):
    """Credit notes count against invoices."""
    return -amount if record.move_type == "out_refund" else amount


def _moment(day, zone):
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
