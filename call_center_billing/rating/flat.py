"""A card's prefixes laid flat: ranges of numbers that do not overlap, each with the rate that prices it.

``prefix`` tries one number against several lengths; a million numbers are found faster by one binary search each. For
that a number becomes a whole number that sorts as its digits do: the first 15 digits, filled up with zeros, and how
many there were. Everything that begins with a prefix then is one range, and the prefixes inside it cut pieces out of
it. Only this table is made here; which rate is valid, and which prefix is the longest, is what ``prefix`` says.

>>> from rating import Card, Rate
>>> from rating.flat import flatten, sort_key
>>> flat = flatten(Card.compile([Rate("46", "Sweden", 1), Rate("4670", "Sweden mobile", 2)]).index)
>>> [flat.outcome(sort_key(digits)) for digits in ("45", "467", "4670", "46701234567", "4671")]
[-1, 0, 1, 1, 0]
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from typing import Final, NamedTuple

from .prefix import Index
from .validity import ASK, NO_RATE, Validity

DIGITS: Final = 15
"""Digits looked at, the most that E.164 allows; a longer prefix is left to ``Index.find``."""

SIZES: Final = DIGITS + 1
END: Final = 10**DIGITS * SIZES
RANGE: Final = tuple(10 ** (DIGITS - size) * SIZES for size in range(DIGITS + 1))
"""Sort keys that begin with the same so many digits."""


class Flat(NamedTuple):
    """The table of a card.

    :ivar starts: first sort key of each range, ascending from 0
    :ivar outcomes: of each range the row of the card that prices it, or a negative number of ``validity``
    :ivar moments: when a validity begins or ends, ascending
    :ivar turns: sort keys of outcomes that depend on time, see ``validity.turn_key``; :ivar turned: the outcomes there
    """

    starts: list[int]
    outcomes: list[int]
    moments: list[datetime]
    turns: list[int]
    turned: list[int]

    def outcome(self, key: int) -> int:
        """The outcome for the sort key of a number."""
        return self.outcomes[bisect_right(self.starts, key) - 1]


def sort_key(digits: str) -> int:
    """Where a number (its digits, without ``+``) stands in the table."""
    known = digits[:DIGITS]
    return int(known.ljust(DIGITS, "0")) * SIZES + len(known)


def flatten(index: Index) -> Flat:
    """Lay the prefixes of a card flat."""
    validity = Validity(index)
    starts, outcomes = [0], [NO_RATE]
    ends, around = [END], [NO_RATE]  # of the ranges in which the one at hand lies, innermost last

    def put(start: int, outcome: int) -> None:
        if starts[-1] == start:
            outcomes[-1] = outcome
        else:
            starts.append(start)
            outcomes.append(outcome)

    def close(until: int) -> None:
        while ends[-1] <= until:
            around.pop()
            put(ends.pop(), around[-1])

    for key in sorted(key for key in index.table if key[0] == "+"):  # each prefix before those that begin with it
        size = min(len(key) - 1, DIGITS)
        base = int(key[: size + 1]) * RANGE[size] if size else 0
        close(base + size)
        outcome = ASK if len(key) - 1 > DIGITS else validity.outcome(index.table[key], around[-1])
        put(base + size, outcome)
        ends.append(base + RANGE[size])
        around.append(outcome)
    close(END - 1)
    return Flat(starts, outcomes, validity.moments, *validity.turns())
