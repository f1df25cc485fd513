"""A journal as a file of type SIE 4: the format in which Swedish programs of bookkeeping hand it to each other.

Amounts are hundredths of the currency, debit above 0 and credit below. Every voucher sums to 0, and every account that
is used is declared, or nothing is written.
"""

import zlib
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from . import sie_text
from .sie_text import ENCODING, amount, day, field, quoted

#: reasons of `SieFault`
FAULTS = ("unbalanced", "undeclared", "outside", "opening")


class SieFault(ValueError):
    """The journal cannot be written.

    :ivar reason: one of `FAULTS`: a voucher does not sum to 0, an account is not declared, a voucher lies outside of
        the year, or the opening balances do not sum to 0
    :ivar where: the voucher or the account
    """

    def __init__(self, reason: str, where: str):
        super().__init__(f"{reason}: {where}")
        self.reason, self.where = reason, where


class Year(NamedTuple):
    """A fiscal year: 0 is the one of the journal, -1 the one before; `last` belongs to it."""

    number: int
    first: date
    last: date


class Account(NamedTuple):
    """An account of the chart."""

    number: str
    name: str


class Balance(NamedTuple):
    """What an account held; `year` as in `Year`, `value` in hundredths."""

    year: int
    account: str
    value: int


class Transaction(NamedTuple):
    """A line of a voucher; `value` in hundredths."""

    account: str
    value: int
    text: str = ""


class Voucher(NamedTuple):
    """An entry of the journal."""

    series: str
    number: str
    day: date
    text: str
    transactions: tuple[Transaction, ...]


class Journal(NamedTuple):
    """All that a file says.

    :ivar opening, closing: of accounts that are carried forward; :ivar results: of income and expenses
    :ivar currency: of all amounts, as in ISO 4217
    """

    company: str
    registry: str
    currency: str
    generated: date
    program: tuple[str, str]
    years: tuple[Year, ...]
    accounts: tuple[Account, ...]
    opening: tuple[Balance, ...]
    closing: tuple[Balance, ...]
    results: tuple[Balance, ...]
    vouchers: tuple[Voucher, ...]


Record = tuple[str, ...]


def write(journal: Journal, checksum: bool = False) -> bytes:
    """The file.

    :param bool checksum: add #KSUMMA, the CRC-32 of all records, by which a reader sees that none was changed or lost
    :raise SieFault: see there
    """
    check(journal)
    lines = ["#FLAGGA 0", *(["#KSUMMA"] if checksum else [])]
    total = 0
    for record in _records(journal):
        lines.append(_line(record))
        total = _summed(record, total)
    if checksum:
        lines.append(f"#KSUMMA {total}")
    return ("\r\n".join(lines) + "\r\n").encode(ENCODING)


def check(journal: Journal) -> None:
    """Whether it can be written.

    :raise SieFault: it cannot
    """
    declared = {account.number for account in journal.accounts}
    year = next(year for year in journal.years if year.number == 0)
    for voucher in journal.vouchers:
        name = f"{voucher.series} {voucher.number}".strip()
        if sum(transaction.value for transaction in voucher.transactions):
            raise SieFault("unbalanced", name)
        if not year.first <= voucher.day <= year.last:
            raise SieFault("outside", name)
    used = [transaction.account for voucher in journal.vouchers for transaction in voucher.transactions]
    used += [balance.account for balance in (*journal.opening, *journal.closing, *journal.results)]
    for number in used:
        if number not in declared:
            raise SieFault("undeclared", number)
    for known in journal.years:
        if sum(balance.value for balance in journal.opening if balance.year == known.number):
            raise SieFault("opening", str(known.number))


def _records(journal: Journal) -> Iterator[Record]:
    yield ("#PROGRAM", *journal.program)
    yield ("#FORMAT", "PC8")
    yield ("#GEN", day(journal.generated))
    yield ("#SIETYP", "4")
    if journal.registry:
        yield ("#ORGNR", journal.registry)
    yield ("#FNAMN", journal.company)
    for year in journal.years:
        yield ("#RAR", str(year.number), day(year.first), day(year.last))
    yield ("#VALUTA", journal.currency)
    for account in journal.accounts:
        yield ("#KONTO", account.number, account.name)
    for label, balances in (("#IB", journal.opening), ("#UB", journal.closing), ("#RES", journal.results)):
        for balance in balances:
            yield (label, str(balance.year), balance.account, amount(balance.value))
    for voucher in journal.vouchers:
        yield ("#VER", voucher.series, voucher.number, day(voucher.day), voucher.text)
        yield ("{",)
        for transaction in voucher.transactions:
            text = (day(voucher.day), transaction.text) if transaction.text else ()
            yield ("#TRANS", transaction.account, "{}", amount(transaction.value), *text)
        yield ("}",)


def _line(record: Record) -> str:
    label, *fields = record
    # names and texts are quoted whatever they say, as programs do
    texts = {"#PROGRAM": (0, 1), "#FNAMN": (0,), "#KONTO": (1,), "#VER": (3,), "#TRANS": (4,)}.get(label, ())
    written = [
        quoted(text) if place in texts else text if text == "{}" else field(text) for place, text in enumerate(fields)
    ]
    indent = "   " if label == "#TRANS" else ""
    return indent + " ".join([label, *written])


def _summed(record: Record, total: int) -> int:
    """The CRC-32 of label and fields, without what only separates them: blanks, quotes, braces and line ends."""
    for part in record:
        if part not in ("{", "}", "{}"):
            total = zlib.crc32(sie_text.pc8(part).encode(ENCODING), total)
    return total
