"""What a change in the middle of a period costs: credit of what is no longer due, charge of what is more.

A period is settled by its days: how many are wanted on each of them, and how many are charged by now. Whatever order
changes come in, however often and however late they are told, a period's charges and credits add up to what its days
cost on paper, and that is rounded once.

>>> from datetime import date
>>> november = Piece(date(2026, 11, 1), date(2026, 12, 1), date(2026, 11, 1), date(2026, 12, 1))
>>> paid = Charged(date(2026, 11, 1), date(2026, 12, 1), 1, 30_000_000)
>>> gone = november._replace(end=date(2026, 11, 10))
>>> settle(30_000_000, november, [(gone, 1)], [paid], 2)
[Entry(begin=datetime.date(2026, 11, 10), end=datetime.date(2026, 12, 1), quantity=-1, amount=-21000000)]
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from .periods import Piece
from .proration import Step, prorated, rounded


class Charged(NamedTuple):
    """A charge that was made, or (below 0) a credit: half open days, how many, whole coins in micro-units."""

    begin: date
    end: date
    quantity: int
    amount: int


class Entry(NamedTuple):
    """A charge to be made, or (below 0) a credit."""

    begin: date
    end: date
    quantity: int
    amount: int


def paused(steps: Sequence[Step], pauses: Iterable[tuple[date, date | None]]) -> list[Step]:
    """Quantities over time with nothing on the days of pauses.

    :param steps: in the order of their days
    :param pauses: half open, without overlaps; without end as long as nobody resumes

    >>> paused([Step(date(2026, 1, 1), 2)], [(date(2026, 1, 10), date(2026, 1, 20))])[1:]
    [Step(begin=datetime.date(2026, 1, 10), quantity=0), Step(begin=datetime.date(2026, 1, 20), quantity=2)]
    """
    found = list(steps)
    for begin, end in pauses:
        after = [step for step in found if end and step.begin > end]
        before = [step for step in found if step.begin < begin]
        then = [step for step in found if end and step.begin <= end][-1:]
        resumed = [Step(end, then[0].quantity)] if end and then else []
        found = [*before, Step(begin, 0), *resumed, *after]
    return found


def cost(price: int, parts: Iterable[tuple[Piece, int]]) -> Fraction:
    """What these days cost on paper: exact micro-units.

    :param price: micro-units for a whole period and one
    """
    return sum((prorated(price * quantity, piece) for piece, quantity in parts), Fraction())


def settle(
    price: int, period: Piece, wanted: Sequence[tuple[Piece, int]], charged: Sequence[Charged], places: int
) -> list[Entry]:
    """What is to be charged and credited for a period, so that its charges are what its days cost.

    Settled again without another change, it is nothing.

    :param price: micro-units for a whole period and one
    :param period: the whole period
    :param wanted: how many on which of its days, as `proration.segments` has it
    :param charged: what was charged and credited of the period so far
    :param places: decimals of the currency
    """
    entries = [
        Entry(begin, end, quantity, rounded(prorated(price * quantity, period._replace(begin=begin, end=end)), places))
        for begin, end, quantity in _differences(period, wanted, charged)
    ]
    due = rounded(cost(price, wanted), places) - sum(one.amount for one in charged)
    return _evened(entries, due)


def _differences(
    period: Piece, wanted: Sequence[tuple[Piece, int]], charged: Sequence[Charged]
) -> list[tuple[date, date, int]]:
    """(first day, first day no longer, how many more are wanted than charged), where it is not the same."""
    edges = {period.whole_begin, period.whole_end}
    edges |= {day for piece, _quantity in wanted for day in (piece.begin, piece.end)}
    edges |= {day for one in charged for day in (one.begin, one.end)}
    found: list[tuple[date, date, int]] = []
    for begin, end in pairwise(sorted(edges)):
        more = sum(quantity for piece, quantity in wanted if piece.begin <= begin < piece.end)
        more -= sum(one.quantity for one in charged if one.begin <= begin < one.end)
        if found and found[-1][1:] == (begin, more):
            found[-1] = (found[-1][0], end, more)
        elif more:
            found.append((begin, end, more))
    return found


def _evened(entries: list[Entry], due: int) -> list[Entry]:
    """The entries with what rounding them apart leaves on the largest one that can bear it."""
    rest = due - sum(entry.amount for entry in entries)
    able = [entry for entry in entries if (entry.amount + rest) * entry.quantity >= 0]
    if not rest or not able:
        return entries
    bearer = max(able, key=lambda entry: abs(entry.amount))
    return [entry._replace(amount=entry.amount + rest) if entry is bearer else entry for entry in entries]
