"""Time bands: which price holds at which moment.

A band is read on the wall clock of the card's time zone, its edges are half-open (the first second inside, the last
outside), while the seconds of a call are elapsed ones. On the night when the clock goes from 02:00 to 03:00, a call of
3 600 s from 01:30 therefore ends at 03:30 by the clock; a band of 02:00-03:00 gets none of it. When the clock goes
back, the same band gets two hours.

>>> from datetime import UTC, datetime
>>> from zoneinfo import ZoneInfo
>>> from rating.band import spans, week
>>> from rating.model import Band
>>> night = week((Band("night", 0, start=2 * 3600, end=3 * 3600),))
>>> spans(night, datetime(2026, 3, 29, 0, 30, tzinfo=UTC), 7200, ZoneInfo("Europe/Stockholm"), frozenset())
[(0, 0)]
>>> spans(night, datetime(2026, 10, 24, 23, 30, tzinfo=UTC), 9000, ZoneInfo("Europe/Stockholm"), frozenset())
[(0, 0), (1800, 1)]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set
from datetime import date, datetime, timedelta, tzinfo

from .codes import DAY, HOLIDAY
from .model import Band

Day = tuple[tuple[int, ...], tuple[int, ...]]
"""First seconds of the stretches of a day, and the index of the terms in each (0: outside all bands)."""

Week = tuple[Day, ...]
"""Monday to Sunday and the holiday."""


def week(bands: tuple[Band, ...]) -> Week:
    """Lay the bands over the eight kinds of day, the first band that matches on top."""
    return tuple(_day(bands, day) for day in range(HOLIDAY + 1))


def _day(bands: tuple[Band, ...], day: int) -> Day:
    here = [(number, band) for number, band in enumerate(bands, 1) if day in band.days]
    edges = {0} | {band.start for _, band in here} | {band.end for _, band in here if band.end < DAY}
    starts: list[int] = []
    indices: list[int] = []
    for edge in sorted(edges):
        index = next((number for number, band in here if band.start <= edge < band.end), 0)
        if not indices or indices[-1] != index:
            starts.append(edge)
            indices.append(index)
    return tuple(starts), tuple(indices)


def terms_at(plan: Week, local: datetime, holidays: Set[date]) -> tuple[int, int]:
    """The index of the terms at a moment of the wall clock, and the seconds until they may change."""
    today = local.date()
    starts, indices = plan[HOLIDAY if today in holidays else today.weekday()]
    second = local.hour * 3600 + local.minute * 60 + local.second
    position = bisect_right(starts, second)
    edge = starts[position] if position < len(starts) else DAY
    return indices[position - 1], edge - second


def spans(plan: Week, begin: datetime, length: int, zone: tzinfo, holidays: Set[date]) -> list[tuple[int, int]]:
    """Divide ``length`` elapsed seconds by band: (second at which it begins, index of the terms), ascending from 0.

    :param begin: in UTC, so that adding seconds means elapsed ones
    """
    found: list[tuple[int, int]] = []
    at = 0
    while at < length:
        moment = begin + timedelta(seconds=at)
        local = moment.astimezone(zone)
        index, seconds = terms_at(plan, local, holidays)
        if not found or found[-1][1] != index:
            found.append((at, index))
        at += _steady(moment, local.utcoffset(), min(seconds, length - at), zone)
    return found


def _steady(moment: datetime, offset: timedelta | None, seconds: int, zone: tzinfo) -> int:
    """How many of the next ``seconds`` pass before the clock is put forward or back (all, on most days)."""
    if (moment + timedelta(seconds=seconds)).astimezone(zone).utcoffset() == offset:
        return seconds
    low, high = 0, seconds
    while high - low > 1:
        middle = (low + high) // 2
        if (moment + timedelta(seconds=middle)).astimezone(zone).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high
