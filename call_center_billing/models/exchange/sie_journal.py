"""From Odoo's journal entries to a journal as SIE 4 has it."""

import re
from collections import Counter, defaultdict
from datetime import timedelta

from odoo import fields, release
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...exchange import Account, Balance, Journal, Transaction, Voucher, Year

RESULT = ("income", "expense")


def journal_of(company, first, last):
    """All posted entries of a company from `first` to `last`, and what its accounts held.

    :param first: None: the first day of the fiscal year
    :param last: the last day of the journal; balances are those of its end
    :raise UserError: it is more than one fiscal year, or the currency has parts smaller than a hundredth
    """
    dates = company.compute_fiscalyear_dates(last)
    before = company.compute_fiscalyear_dates(dates["date_from"] - timedelta(days=1))
    first = first or dates["date_from"]
    _check(company, dates["date_from"], first, last)
    company.env.flush_all()
    years = (Year(0, dates["date_from"], dates["date_to"]), Year(-1, before["date_from"], before["date_to"]))
    books = _Books(company)
    this, earlier = books.balances(years[0], last), books.balances(years[1], years[1].last)
    vouchers = _vouchers(company, first, last, books.numbers)
    used = {balance.account for kind in (*this, *earlier) for balance in kind}
    used |= {transaction.account for voucher in vouchers for transaction in voucher.transactions}
    return Journal(
        company=company.name,
        registry=_registry(company),
        currency=company.currency_id.name,
        generated=fields.Date.context_today(company),
        program=("Odoo Call Billing", release.version),
        years=years,
        accounts=tuple(account for account in books.accounts if account.number in used),
        opening=this[0] + earlier[0],
        closing=this[1] + earlier[1],
        results=this[2] + earlier[2],
        vouchers=vouchers,
    )


def _check(company, begun, first, last):
    env = company.env
    if first < begun or first > last:
        raise UserError(env._("A file has entries of one fiscal year: from %(first)s at the earliest.", first=begun))
    if company.currency_id.decimal_places > 2:
        raise UserError(env._("SIE has two decimals, and %(currency)s has more.", currency=company.currency_id.name))


def _registry(company):
    """The number that tells the company: a Swedish one as 556036-0793, also out of its number for VAT."""
    number = company.company_registry or company.vat or ""
    match = re.fullmatch(r"(?:SE)?([0-9]{6})-?([0-9]{4})(?:01)?", number.replace(" ", ""))
    return f"{match[1]}-{match[2]}" if match else number


class _Books:
    """The chart of a company and what its accounts held, in hundredths."""

    def __init__(self, company):
        self.company = company
        chart = company.env["account.account"].with_company(company).with_context(active_test=False)
        found = chart.search([("company_ids", "parent_of", company.ids)])
        self.numbers = {account.id: account.code or f"ID{account.id}" for account in found}
        self.accounts = sorted(Account(self.numbers[account.id], account.name) for account in found)
        self.results = {account.id for account in found if account.internal_group in RESULT}
        self.earnings = found.filtered(lambda account: account.account_type == "equity_unaffected")[:1]

    def balances(self, year, last):
        """Opening, closing and results of a year up to `last`, each a tuple of `Balance`."""
        before, until = self._sums(year.first - timedelta(days=1)), self._sums(last)
        # what earlier years earned is nobody's entry in Odoo, and belongs to the equity
        earned = sum(value for account, value in before.items() if account in self.results)
        result = {
            account: value - before.get(account, 0) for account, value in until.items() if account in self.results
        }
        return (
            self._told(year, self._carried(before, earned)),
            self._told(year, self._carried(until, earned)),
            self._told(year, result),
        )

    def _carried(self, sums, earned):
        carried = {account: value for account, value in sums.items() if account not in self.results}
        if earned:
            account = self.earnings or self._new_earnings()
            carried[account.id] = carried.get(account.id, 0) + earned
        return carried

    def _new_earnings(self):
        """The chart has no account for it: Odoo makes one when it is first needed."""
        self.earnings = self.company.sudo().get_unaffected_earnings_account()
        self.numbers[self.earnings.id] = self.earnings.with_company(self.company).code
        self.accounts = sorted([*self.accounts, Account(self.numbers[self.earnings.id], self.earnings.name)])
        return self.earnings

    def _told(self, year, sums):
        balances = (Balance(year.number, self.numbers[account], value) for account, value in sums.items() if value)
        return tuple(sorted(balances))

    def _sums(self, day):
        """What each account held at the end of a day."""
        query = SQL(
            """SELECT account_id, ROUND(SUM(balance) * 100)::bigint FROM account_move_line
               WHERE company_id = %s AND parent_state = 'posted' AND account_id IS NOT NULL AND date <= %s
               GROUP BY account_id""",
            self.company.id,
            day,
        )
        return dict(self.company.env.execute_query(query))


def _vouchers(company, first, last, numbers):
    query = SQL(
        """SELECT move.id, journal.code, move.name, move.sequence_number, move.date, move.ref, line.account_id,
                  ROUND(line.balance * 100)::bigint, line.name
           FROM account_move_line line
           JOIN account_move move ON move.id = line.move_id
           JOIN account_journal journal ON journal.id = move.journal_id
           WHERE line.company_id = %s AND line.parent_state = 'posted' AND line.account_id IS NOT NULL
             AND line.date BETWEEN %s AND %s
           ORDER BY journal.code, move.date, move.sequence_number, move.id, line.id""",
        company.id,
        first,
        last,
    )
    heads, lines = {}, defaultdict(list)
    for move, code, name, number, day, ref, account, value, text in company.env.execute_query(query):
        heads[move] = (code, number, day, name, ref)
        lines[move].append(Transaction(numbers[account], value, text or ""))
    # numbers that begin anew every month tell no voucher of a year: those go by their whole names
    taken = Counter((code, number) for code, number, *_rest in heads.values())
    again = {code for (code, _number), count in taken.items() if count > 1}
    return tuple(
        Voucher(code, name if code in again else str(number), day, f"{name} {ref or ''}".strip(), tuple(lines[move]))
        for move, (code, number, day, name, ref) in heads.items()
    )
