"""What is due of one item, and what of that is not charged yet?

A period in advance is charged as things are when it begins, and each later change of quantity for the days left. One in
arrears is charged when it is over, each quantity for the days it was held.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from .periods import Piece
from .proration import Step, prorated, rounded, segments, split

_DAY = timedelta(days=1)


class Terms(NamedTuple):
    """How an item is charged."""

    #: micro-units per unit and whole period
    price: int
    advance: bool
    #: a part of a period costs its days only
    prorate: bool
    #: first day of the item
    begin: date


class Due(NamedTuple):
    """A charge: [begin, end), quantity, exact micro-units, and the day whose statement it stands on."""

    begin: date
    end: date
    quantity: int | Fraction
    exact: Fraction
    bill_day: date


class Charge(NamedTuple):
    """A charge that is still to be made, in whole coins."""

    begin: date
    end: date
    quantity: int | Fraction
    amount: int
    bill_day: date


def expected(terms: Terms, piece: Piece, steps: Sequence[Step], day: date) -> list[Due]:
    """What one period comes to by a day, charged or not, in the order of the days.

    :param steps: quantities over time, in their order
    :param day: what changes after it is not known yet

    >>> week = Piece(date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 5), date(2026, 1, 12))
    >>> steps = [Step(date(2026, 1, 1), 2), Step(date(2026, 1, 11), 3)]
    >>> for due in expected(Terms(70, True, True, date(2026, 1, 1)), week, steps, date(2026, 1, 20)):
    ...     print(due.begin, due.quantity, due.exact, due.bill_day)
    2026-01-05 2 140 2026-01-04
    2026-01-11 1 10 2026-01-11
    """
    if terms.advance:
        return list(_in_advance(terms, piece, steps, day))
    return list(_in_arrears(terms, piece, steps)) if piece.end <= day else []


def unmade(dues: Iterable[Due], charged: Mapping[date, int | Fraction], places: int) -> Iterator[Charge]:
    """What of this is not charged yet.

    :param dues: of one period, all of them
    :param charged: {first day: quantity that is charged}
    :param places: decimals of the currency

    >>> due = Due(date(2026, 1, 5), date(2026, 1, 12), 2, Fraction(140_000_000), date(2026, 1, 4))
    >>> list(unmade([due], {date(2026, 1, 5): 2}, 2))
    []
    >>> [charge.quantity for charge in unmade([due], {date(2026, 1, 5): 3}, 2)]
    [-1]
    """
    dues = list(dues)
    for due, amount in zip(dues, split((due.exact for due in dues), places), strict=True):
        known = charged.get(due.begin)
        if known is None:
            if amount:
                yield Charge(due.begin, due.end, due.quantity, amount, due.bill_day)
        elif known != due.quantity and due.quantity:
            change = due.quantity - known
            part = rounded(due.exact * change / due.quantity, places)
            yield Charge(due.begin, due.end, change, part, due.bill_day)


def _in_advance(terms: Terms, piece: Piece, steps: Sequence[Step], day: date) -> Iterator[Due]:
    held = 0
    for found, quantity in segments(piece, steps):
        if found.begin > day:
            return
        if not terms.prorate and quantity < held:
            continue  # it is paid for until the period ends
        change, held = quantity - held, quantity
        if change:
            rest = found._replace(end=piece.end)
            before = found.begin == piece.begin != terms.begin
            bill_day = found.begin - _DAY if before else found.begin
            yield Due(rest.begin, rest.end, change, change * _price(terms, rest), bill_day)


def _in_arrears(terms: Terms, piece: Piece, steps: Sequence[Step]) -> Iterator[Due]:
    last = piece.end - _DAY
    found = [(part, quantity) for part, quantity in segments(piece, steps) if quantity]
    if not terms.prorate and found:
        most = max(quantity for _part, quantity in found)
        yield Due(piece.begin, piece.end, most, Fraction(most * terms.price), last)
        return
    for part, quantity in found:
        yield Due(part.begin, part.end, quantity, quantity * _price(terms, part), last)


def _price(terms: Terms, piece: Piece) -> Fraction:
    return prorated(terms.price, piece) if terms.prorate else Fraction(terms.price)
