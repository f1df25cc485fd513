"""Which statement does a call belong to, given those that its account has?

The period that a statement has stays, whatever becomes of the account's cycle: new periods are those of the cycle, cut
where a period that is there ends or begins. So periods of an account never overlap, and no day lies in two.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .cycle import Cycle, Period, period


class Bill(NamedTuple):
    """A statement of the account and currency."""

    key: int
    begin: date
    end: date
    is_open: bool
    #: 1, and more for what was used in a period after a part of it was billed
    sequence: int


class Place(NamedTuple):
    """Where a call belongs: on a statement that is there, or (key 0) on one to be opened."""

    key: int
    begin: date
    end: date
    sequence: int
    #: its own period had been billed: it is on the bill of a later one
    late: bool


def place(bills: Iterable[Bill], cycle: Cycle, day: date, today: date) -> Place:
    """The statement of a call.

    An open one of its period; of a period that is billed and not over yet, another one; of one that is billed and
    over, that of the next period that is not.

    :param bills: of the account and currency: at least all that touch the cycle's period of `day`, and all later ones
    :param cycle: the account's cycle now
    :param day: on which the call began, by the account's clock
    :param today: periods that end on this day or before are over
    """
    bills = sorted(bills, key=lambda bill: (bill.begin, bill.sequence))
    at = period_among(bills, cycle, day)
    late = False
    while True:
        found = [bill for bill in bills if bill.begin == at.begin]
        for bill in found:
            if bill.is_open:
                return Place(bill.key, *at, bill.sequence, late)
        if not found or at.end > today:
            return Place(0, *at, found[-1].sequence + 1 if found else 1, late)
        at, late = period_among(bills, cycle, at.end), True


def period_among(bills: Iterable[Bill], cycle: Cycle, day: date) -> Period:
    """The period of a day: that of the statement it lies in, else the cycle's, cut by those beside it."""
    begin, end = period(cycle, day)
    for bill in bills:
        if bill.begin <= day < bill.end:
            return Period(bill.begin, bill.end)
        if bill.end <= day:
            begin = max(begin, bill.end)
        else:
            end = min(end, bill.begin)
    return Period(begin, end)
