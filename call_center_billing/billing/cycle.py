"""Periods of billing cycles: half open, without gaps, from the beginning of time to its end.

A cycle is a unit, how many of it make a period, and an anchor: any day on which a period begins. A cycle of months
that begins on day 29, 30 or 31 begins on the last day of months that are shorter, and on its own day of all others.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

Unit = Literal["day", "month"]


class Cycle(NamedTuple):
    """How long periods last, and a day on which one begins."""

    unit: Unit
    interval: int
    anchor: date


class Period(NamedTuple):
    """From its first day to the day before `end`."""

    begin: date
    end: date


#: the cycle of whoever has no other
CALENDAR_MONTH = Cycle("month", 1, date(2000, 1, 1))


def period(cycle: Cycle, day: date) -> Period:
    """The period that a day lies in.

    >>> period(Cycle("day", 7, date(2026, 1, 5)), date(2026, 1, 11))  # weeks that begin on Mondays
    Period(begin=datetime.date(2026, 1, 5), end=datetime.date(2026, 1, 12))

    :raise ValueError: a cycle of less than a day
    """
    if cycle.interval < 1:
        raise ValueError("a period lasts a day or longer")
    if cycle.unit == "day":
        begin = day - timedelta(days=(day - cycle.anchor).days % cycle.interval)
        return Period(begin, begin + timedelta(days=cycle.interval))
    month = _month(day)
    month -= (month - _month(cycle.anchor)) % cycle.interval
    if day < _in_month(month, cycle.anchor.day):
        month -= cycle.interval
    return Period(_in_month(month, cycle.anchor.day), _in_month(month + cycle.interval, cycle.anchor.day))


def is_calendar_month(found: Period) -> bool:
    """Whether the period is a month as in the calendar.

    >>> is_calendar_month(Period(date(2026, 2, 1), date(2026, 3, 1)))
    True
    """
    return found == period(CALENDAR_MONTH, found.begin)


def period_name(found: Period) -> str:
    """The period in figures that sort: a month, or first and last day.

    >>> period_name(Period(date(2026, 2, 1), date(2026, 3, 1)))
    '2026-02'
    >>> period_name(Period(date(2026, 12, 28), date(2027, 1, 4)))
    '2026-12-28 – 2027-01-03'
    """
    if is_calendar_month(found):
        return f"{found.begin:%Y-%m}"
    last = found.end - timedelta(days=1)
    return f"{found.begin}" if last == found.begin else f"{found.begin} – {last}"


def _month(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _in_month(month: int, number: int) -> date:
    """The day with this number, or the last one of a month that is too short for it."""
    year, index = divmod(month, 12)
    return date(year, index + 1, min(number, monthrange(year, index + 1)[1]))
