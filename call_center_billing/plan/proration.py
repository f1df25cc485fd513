"""What does a part of a period come to? Exact fractions, by days, rounded once to the currency's smallest coin.

Amounts are integer micro-units. Half a coin is rounded away from zero, as everywhere in the product.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from .periods import Piece, cut


class Step(NamedTuple):
    """How many there are from a day on, until the next step."""

    begin: date
    quantity: int


def share(piece: Piece) -> Fraction:
    """How much of the whole period a piece is: days by days.

    >>> share(Piece(date(2026, 2, 8), date(2026, 3, 1), date(2026, 2, 1), date(2026, 3, 1)))
    Fraction(3, 4)
    """
    return Fraction(piece.days, piece.whole_days)


def prorated(price: int, piece: Piece) -> Fraction:
    """The price of a piece, not rounded yet."""
    return price * share(piece)


def rounded(amount: Fraction | int, places: int) -> int:
    """Micro-units in whole coins of a currency with so many decimals.

    >>> rounded(Fraction(100_000_000, 3), 2), rounded(Fraction(-5_000), 2), rounded(1_499_999, 0)
    (33330000, -10000, 1000000)
    """
    coin = 10 ** (6 - places)
    whole, rest = divmod(abs(Fraction(amount)), coin)
    found = int(whole) * coin + (coin if 2 * rest >= coin else 0)
    return found if amount >= 0 else -found


def split(amounts: Iterable[Fraction | int], places: int) -> list[int]:
    """Amounts in whole coins, which come to the rounded sum: what rounding leaves goes on to the next one.

    >>> split([Fraction(100_000_000, 3)] * 3, 2)
    [33330000, 33340000, 33330000]
    """
    exact = Fraction(0)
    told = 0
    found = []
    for amount in amounts:
        exact += amount
        due = rounded(exact, places)
        found.append(due - told)
        told = due
    return found


def segments(piece: Piece, steps: Sequence[Step]) -> Iterator[tuple[Piece, int]]:
    """A piece cut where quantities change: (piece, quantity), those of nothing included.

    :param steps: in the order of their days; before the first one there is nothing

    >>> month = Piece(date(2026, 2, 1), date(2026, 3, 1), date(2026, 2, 1), date(2026, 3, 1))
    >>> steps = [Step(date(2026, 1, 1), 5), Step(date(2026, 2, 15), 7)]
    >>> [(found.days, quantity) for found, quantity in segments(month, steps)]
    [(14, 5), (14, 7)]
    """
    begin, quantity = piece.begin, 0
    for step in steps:
        if (before := cut(piece, begin, step.begin)) and before.begin == begin:
            yield before, quantity
            begin = before.end
        quantity = step.quantity
    if rest := cut(piece, begin, piece.end):
        yield rest, quantity
