"""In which time band every call of a batch begins, and for how many seconds it stays there.

The days of the batch are divided by ``band.spans``, which divides single calls too; the calls then find their place in
that list. So summer time, holidays and overlapping bands need no second rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

import polars as pl

from .band import Week, spans
from .card import Card
from .codes import DAY
from .frame_deck import EPOCH

UNKNOWN: Final = -1
"""A moment at the very end of the calendar, which is left to the engine."""

APART: Final = 2**40
"""Seconds between one week plan and the next in the common list: more than the calendar has."""

FIRST_DAY: Final = date(2, 1, 1).toordinal() - EPOCH.toordinal()
LAST_DAY: Final = date(9998, 12, 31).toordinal() - EPOCH.toordinal()


def positions(card: Card, weeks: tuple[Week, ...], calls: pl.DataFrame) -> pl.DataFrame:
    """Columns ``band`` (index of the terms, or UNKNOWN) and ``left`` (seconds until they change) of each call.

    :param calls: columns ``second`` (whole seconds since 1970) and ``week`` (-1 or null without bands: band 0)
    """
    banded = (calls["week"] >= 0).fill_null(False)
    days = (calls["second"].filter(banded) // DAY).unique()
    used = calls["week"].filter(banded).unique().sort()
    starts, bands = _timeline(card, {number: weeks[number] for number in used}, _and_next(days))
    at = pl.select(calls["week"].clip(0) * APART + calls["second"].clip(-APART // 2, APART // 2 - 1)).to_series()
    place = starts.search_sorted(at.fill_null(0), side="right") - 1
    return pl.select(
        band=pl.when(banded).then(bands.gather(place)).otherwise(0),
        left=pl.when(banded).then(starts.gather(place + 1) - at).otherwise(0),
    )


def _and_next(days: pl.Series) -> list[int]:
    """The days and those after them, into which calls go on."""
    both = {day for found in days for day in (found, found + 1)}
    return sorted(day for day in both if FIRST_DAY <= day <= LAST_DAY)


def _timeline(card: Card, weeks: dict[int, Week], days: Iterable[int]) -> tuple[pl.Series, pl.Series]:
    """All changes of band on these days, one week plan after the other, and the bands from there on."""
    starts, bands = [-APART], [UNKNOWN]

    def put(start: int, band: int) -> None:
        if bands[-1] != band:
            starts.append(start)
            bands.append(band)

    for number, week in weeks.items():
        base, end = number * APART, -APART // 2
        for day in days:
            begin = day * DAY
            if begin != end:
                put(base + end, UNKNOWN)
            for at, band in spans(week, EPOCH + timedelta(days=day), DAY, card.zone, card.holidays):
                put(base + begin + at, band)
            end = begin + DAY
        put(base + end, UNKNOWN)
    starts.append((max(weeks, default=0) + 1) * APART)
    bands.append(UNKNOWN)
    return pl.Series(starts, dtype=pl.Int64), pl.Series(bands, dtype=pl.Int64)
