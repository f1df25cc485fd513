"""For which periods is something charged? Half open, without gaps, from a first day to a last one.

A whole period is the cycle's; a piece is what of it lies between the first day of what is charged for and the first
day on which it is no more. Whole periods come from outside, as a function of a day: of the calendar, or of the
anniversary of the start.

>>> from datetime import date, timedelta
>>> def week(day):
...     monday = day - timedelta(days=day.weekday())
...     return monday, monday + timedelta(days=7)
>>> for piece in pieces(week, date(2026, 1, 1), date(2026, 1, 14), date(2026, 3, 1)):
...     print(piece.begin, piece.end, piece.is_whole)
2026-01-01 2026-01-05 False
2026-01-05 2026-01-12 True
2026-01-12 2026-01-14 False
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

#: the whole period that a day lies in: its first day, and the first day after it
WholePeriod = Callable[[date], tuple[date, date]]


class Piece(NamedTuple):
    """From `begin` to the day before `end`, of the whole period `whole_begin` to `whole_end`."""

    begin: date
    end: date
    whole_begin: date
    whole_end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.begin).days

    @property
    def whole_days(self) -> int:
        """How many days the whole period has."""
        return (self.whole_end - self.whole_begin).days

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the period is missing."""
        return self.days == self.whole_days


def pieces(whole: WholePeriod, begin: date, end: date | None, before: date) -> Iterator[Piece]:
    """The periods of something that is charged for, in their order, as far as they begin before a day.

    :param begin: first day of what is charged for
    :param end: first day on which it is no more; None: open end
    :param before: periods that begin on this day or later are left out
    :raise ValueError: a whole period that doesn't contain the day it was asked for
    """
    day = begin
    while day < before and (end is None or day < end):
        first, last = whole(day)
        if not first <= day < last:
            raise ValueError(f"{day} is not between {first} and {last}")
        found = Piece(day, last if end is None else min(last, end), first, last)
        yield found
        day = found.end


def cut(piece: Piece, begin: date, end: date) -> Piece | None:
    """What of a piece lies in [begin, end); None if nothing does.

    >>> from datetime import date
    >>> month = Piece(date(2026, 2, 1), date(2026, 3, 1), date(2026, 2, 1), date(2026, 3, 1))
    >>> cut(month, date(2026, 2, 20), date(2026, 4, 1)).days
    9
    """
    begin, end = max(begin, piece.begin), min(end, piece.end)
    return piece._replace(begin=begin, end=end) if begin < end else None
