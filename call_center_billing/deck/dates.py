"""Moments as decks write them, to naive datetimes on the writer's own clock.

>>> parse("2026-03-01"), parse("1.3.2026 08:30", "")[0]
((datetime.datetime(2026, 3, 1, 0, 0), True), datetime.datetime(2026, 3, 1, 8, 30))
>>> order(["03/13/2026", "04/01/2026"])
'mdy'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final, Literal

from .errors import Fault
from .model import Cell

Order = Literal["dmy", "mdy", "?", "mixed"]

CLOCK: Final = r"(?:(?:[T ]|, ?) *(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)? *([AaPp][Mm])?)?"
YEAR_FIRST: Final = re.compile(rf"(\d{{4}})([-/.]?)(\d\d)\2(\d\d){CLOCK}")
DOTTED: Final = re.compile(rf"(\d\d?)\.(\d\d?)\.(\d{{4}}|\d\d){CLOCK}")
SLASHED: Final = re.compile(rf"(\d\d?)([/-])(\d\d?)\2(\d{{4}}|\d\d){CLOCK}")
NAMED: Final = re.compile(rf"(\d\d?)[-/ ]([A-Za-z]{{3}})[a-z]*[-/ ,]+(\d{{4}}|\d\d){CLOCK}")
ZONED: Final = re.compile(r".*\d\d:\d\d(?::\d\d(?:\.\d+)?)? *(?:Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)", re.IGNORECASE)
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LAST_YEAR: Final = 9999
"""Systems write the last day of this year, or a zero date, for "never"."""


def order(values: Iterable[Cell]) -> Order | Literal[""]:
    """Whether the dates with slashes of a column have the day or the month first; "" when it has none."""
    proofs = set()
    for value in values:
        match = SLASHED.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is not None:
            first, second = int(match[1]), int(match[3])
            proofs.add("dmy" if first > 12 else "mdy" if second > 12 else "" if first == second else "?")
    proofs.discard("")
    certain = proofs - {"?"}
    if len(certain) > 1:
        return "mixed"
    if certain:
        return "dmy" if "dmy" in certain else "mdy"
    return "?" if proofs else ""


def parse(cell: Cell, slashes: str = "dmy") -> tuple[datetime | None, bool]:
    """A moment (None: never), and whether only its day was given.

    :param slashes: ``dmy``, ``mdy``, or ``mixed`` where only what a date proves by itself is believed
    :raise Fault: ``bad_date``, ``ambiguous_date``, ``zoned_date``
    """
    if isinstance(cell, datetime):
        moment = cell.replace(microsecond=0, tzinfo=None)
        return (None if moment.year == LAST_YEAR else moment), moment.time() == datetime.min.time()
    text = str(cell).strip()
    if text.startswith("0000-00-00"):
        return None, True
    try:
        year, month, day, clock = _parts(text, slashes)
        moment = datetime(year, month, day, *_clock(clock))
    except ValueError:
        raise Fault("bad_date") from None
    return (None if year == LAST_YEAR else moment), clock[0] is None


def end_of(moment: datetime | None, day_only: bool, end_day: str) -> datetime | None:
    """The first moment no longer valid, where a bare day is the ``last`` valid one or the one ``after`` it."""
    return moment + timedelta(days=1) if moment is not None and day_only and end_day == "last" else moment


def _parts(text: str, slashes: str) -> tuple[int, int, int, tuple[str | None, ...]]:
    if match := YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[3]), int(match[4]), match.groups()[4:]
    if match := DOTTED.fullmatch(text):
        return _year(match[3]), int(match[2]), int(match[1]), match.groups()[3:]
    if match := SLASHED.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        day, month = _day_and_month(first, second, slashes)
        return _year(match[4]), month, day, match.groups()[4:]
    if (match := NAMED.fullmatch(text)) and match[2].lower() in MONTHS:
        return _year(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1]), match.groups()[3:]
    raise Fault("zoned_date" if ZONED.fullmatch(text) else "bad_date")


def _day_and_month(first: int, second: int, slashes: str) -> tuple[int, int]:
    if slashes == "mixed":
        if first <= 12 and second <= 12 and first != second:
            raise Fault("ambiguous_date")
        return (second, first) if second > 12 else (first, second)
    return (second, first) if slashes == "mdy" else (first, second)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _clock(groups: tuple[str | None, ...]) -> tuple[int, int, int]:
    hour, minute, second, half = (groups[0] or "0", groups[1] or "0", groups[2] or "0", groups[3])
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    return hours, int(minute), int(second)
