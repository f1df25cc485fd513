"""A switch's wall-clock times as moments in UTC."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from .fields import BadField

#: year first, or day first with a year of two or four digits; `-`, `/` or `.` between
YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T](\d{1,2}:\d\d:\d\d)(?:\.\d+)?", re.ASCII)
DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)[ T](\d{1,2}:\d\d:\d\d)(?:\.\d+)?", re.ASCII)
#: no switch had a clock before
EARLIEST: Final = 1970
#: how far behind the last record another may be written
DISORDER: Final = timedelta(minutes=10)


@cache
def zone(name: str) -> ZoneInfo:
    """The named IANA zone; loaded once."""
    return ZoneInfo(name)


def to_utc(text: str, timezone: str, near_epoch: float | None = None) -> datetime:
    """`text` (ISO date and time, no offset) read in `timezone`.

    When clocks are set back an hour of wall-clock time occurs twice. `near_epoch`, a moment known to be close
    (Asterisk's uniqueid begins with one), decides between the two; without it the first is taken.

    :raise ValueError: not a date and time
    """
    naive = datetime.fromisoformat(text)
    if naive.tzinfo is not None:
        return naive.astimezone(UTC)
    first = naive.replace(tzinfo=zone(timezone)).astimezone(UTC)
    if near_epoch is None:
        return first
    second = naive.replace(tzinfo=zone(timezone), fold=1).astimezone(UTC)
    return min(first, second, key=lambda moment: abs(moment.timestamp() - near_epoch))


def wall_time(text: str, field: str) -> datetime:
    """A date and time without zone, year first or day first (never month first).

    :raise BadField: not a date and time
    """
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day, clock = found.groups()
    elif found := DAY_FIRST.fullmatch(text):
        day, month, year, clock = found.groups()
    else:
        raise BadField("date", field, text)
    year = year if len(year) == 4 else f"20{year}"
    try:
        return datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}T{clock:0>8}")
    except ValueError as error:
        raise BadField("date", field, text) from error


class WallClock:
    """Reads the local times of one file, whose records carry no epoch.

    An hour that comes twice is told by the end of the call where start, end and length fit together one way only,
    otherwise by order: records are written when calls end, so the clock of a file does not go back.
    """

    def __init__(self, timezone: str, received_at: datetime) -> None:
        """Times in `timezone`; those after `received_at` are not believed, and tell nothing of the order."""
        self._zone = zone(timezone)
        self._received_at = received_at
        self._latest: datetime | None = None

    def start(self, start: datetime, end: datetime | None, seconds: int, field: str) -> datetime:
        """The moment in UTC of a call that began at `start`; see `span`."""
        return self.span(start, end, seconds, field)[0]

    def span(self, start: datetime, end: datetime | None, seconds: int, field: str) -> tuple[datetime, datetime]:
        """The moments in UTC between which a call took place.

        :param start: wall-clock time, as `wall_time` gives it
        :param end: the same for its end, if the record has it
        :param seconds: from start to end, as far as the record tells
        :raise BadField: a date that no zone knows
        """
        try:
            starts = self._moments(start)
            length = timedelta(seconds=seconds)
            ends = self._moments(end) if end else [moment + length for moment in starts]
        except (OverflowError, ValueError) as error:
            raise BadField("date", field, str(start)) from error
        pairs = sorted((last, first) for first in starts for last in ends)
        pairs = [(last, first) for last, first in pairs if last >= first] or pairs
        gaps = [abs(last - first - length) // timedelta(minutes=30) for last, first in pairs]
        fitting = [pair for pair, gap in zip(pairs, gaps, strict=True) if gap == min(gaps)]
        last, first = next((pair for pair in fitting if self._in_order(pair[0])), fitting[-1])
        if last <= self._received_at:
            self._latest = max(last, self._latest or last)
        return first, last

    def _in_order(self, moment: datetime) -> bool:
        return self._latest is None or moment >= self._latest - DISORDER

    def _moments(self, naive: datetime) -> list[datetime]:
        if naive.year < EARLIEST:
            raise ValueError(naive)
        first = naive.replace(tzinfo=self._zone).astimezone(UTC)
        second = naive.replace(tzinfo=self._zone, fold=1).astimezone(UTC)
        return [first] if first == second else [first, second]
