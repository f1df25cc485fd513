"""Which days is a report about, and which ones is it compared with? Pure: no Odoo, no clock.

>>> from datetime import date
>>> last = choose(date(2026, 11, 22), "last")
>>> last.first, last.before, last.past_first
(datetime.date(2026, 10, 1), datetime.date(2026, 11, 1), datetime.date(2026, 9, 1))
"""

from datetime import date, timedelta
from typing import Final, NamedTuple

#: keys of the periods offered; `own` has days of its own
PERIODS: Final = ("month", "last", "quarter", "year", "own")
#: days that a period of one's own has at most
LONGEST: Final = 366
#: nobody asks for days before it
EARLIEST: Final = date(2000, 1, 1)
#: months that have passed, by key of the period
MONTHS: Final = {"last": 1, "quarter": 3, "year": 12}


class Period(NamedTuple):
    """Days from `first` to the one before `before`, and as many months or days right before them."""

    key: str
    first: date
    before: date
    past_first: date
    past_before: date

    @property
    def last(self) -> date:
        """The last day."""
        return self.before - timedelta(days=1)

    @property
    def past_last(self) -> date:
        """The last day of those before."""
        return self.past_before - timedelta(days=1)


def choose(today: date, key: str, first: str = "", last: str = "") -> Period:
    """The period that a reader asks for. The running month is compared with the same days of the month before.

    :param key: one of `PERIODS`; anything else is the running month
    :param first: first day of a period of one's own, as a form sends it: 2026-11-01
    :raise ValueError: these are no two days, in the wrong order, or too far apart
    """
    if key == "own":
        return _own(first, last)
    month = today.replace(day=1)
    if key in MONTHS:
        count = MONTHS[key]
        begin = add_months(month, -count)
        return Period(key, begin, month, add_months(begin, -count), begin)
    past, tomorrow = add_months(month, -1), today + timedelta(days=1)
    return Period("month", month, tomorrow, past, min(past + (tomorrow - month), month))


def _own(first: str, last: str) -> Period:
    if not (len(first) == len(last) == 10 and first.isascii() and last.isascii()):
        raise ValueError(first, last)
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    if not EARLIEST + timedelta(days=LONGEST) <= begin <= end < date.max:
        raise ValueError(first, last)
    before = end + timedelta(days=1)
    if before - begin > timedelta(days=LONGEST):
        raise ValueError(first, last)
    return Period("own", begin, before, begin - (before - begin), begin)


def add_months(day: date, count: int) -> date:
    """The first day of a month, `count` months later.

    >>> add_months(date(2026, 1, 1), -1)
    datetime.date(2025, 12, 1)
    """
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
