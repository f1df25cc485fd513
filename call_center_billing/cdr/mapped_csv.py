"""A file of columns that a person has described; see mapping for how.

* The key is the columns of `identity`. Where the file has none it is the start, both numbers and how much as they are
  written: two calls that agree in all of them cannot be told apart, and the second counts as a duplicate.
* What is billed is `talk`, or the quantity of texts and of data, each line by itself, to the owner of `a_number`.
* Local times in the hour that comes twice are told by `end` if there is one, otherwise by the order of the file.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from .clock import WallClock, wall_time
from .errors import FileRefused
from .fields import (
    BadField,
    amount_of,
    believed,
    cells_of,
    clock_seconds,
    identity_of,
    moment_of,
    parts_of,
    seconds_of,
    units_of,
)
from .lines import MAX_LINE, Line
from .mapping import VOLUMES, Layout, layout_of
from .model import Call, Fate, Ignored, Outcome, Service
from .reading import Reading, checked, judge

#: no record is too late when only its form matters
LAST: Final = datetime(9999, 1, 1, tzinfo=UTC)


class MappedCsv:
    """A dialect made from a mapping.

    :raise MappingError: the mapping describes no file
    """

    max_line: Final = MAX_LINE

    def __init__(self, mapping: Mapping[str, Any]) -> None:
        self._layout = layout_of(mapping)

    @property
    def layout(self) -> Layout:
        """The mapping as it was understood: its encoding and sheet are for whoever makes lines of the file."""
        return self._layout

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """Turn each line into exactly one outcome."""
        rows = _Rows(self._layout, reading)
        for line in checked(lines, rows.begin):
            if rows.is_heading(line):
                yield Ignored(line.number, line.text, "header", "")
            else:
                yield judge(line, rows.fate)

    def preview(self, lines: Iterable[Line], count: int = 10, timezone: str = "UTC") -> list[Fate]:
        """What becomes of the first `count` records, for a person to look at; nothing else of the file is read.

        :raise FileRefused: the file does not fit the mapping at all
        """
        outcomes = self.read(lines, Reading(timezone, LAST))
        return list(islice((outcome for outcome in outcomes if not isinstance(outcome, Ignored)), count))


class _Rows:
    """The rows of one file: where its columns are, and how far its clock has got."""

    def __init__(self, layout: Layout, reading: Reading) -> None:
        self._layout = layout
        self._reading = reading
        self._clock = WallClock(layout.timezone or reading.timezone, reading.received_at)
        self._heading: str | None = None
        self._at: dict[str, list[int]] = {}
        self._width = 0

    def begin(self, line: Line) -> None:
        """Find the columns in the first line; FileRefused if they are not there."""
        cells = next(csv.reader([line.text], delimiter=self._layout.delimiter), [])
        names = {name.strip().lower(): at for at, name in reversed(list(enumerate(cells)))}
        if lacking := [name for name in self._layout.headings if self._layout.header and name not in names]:
            raise FileRefused("header", ", ".join(lacking))
        self._at = {
            field: [names[column] if isinstance(column, str) else column for column in columns]
            for field, columns in self._layout.columns.items()
        }
        self._width = 1 + max(at for places in self._at.values() for at in places)
        if len(cells) < self._width and line.fault != "too_long":
            raise FileRefused("columns", str(len(cells)))
        self._heading = line.text if self._layout.header else None

    def is_heading(self, line: Line) -> bool:
        """The first line, and the same once more where files were joined."""
        return line.text == self._heading

    def fate(self, line: Line) -> Call:
        """The call of a line."""
        cells = cells_of(line.text, self._layout.delimiter)
        if len(cells) < self._width:
            raise BadField("columns", "", str(len(cells)))
        values = self._layout.constants | {field: _joined(cells, places) for field, places in self._at.items()}
        service = self._service(values)
        quantity = self._quantity(service, values)
        talk = self._seconds(values["talk"], "talk") if quantity is None or values.get("talk") else 0
        duration = max(self._seconds(values["duration"], "duration") if values.get("duration") else 0, talk)
        first, last = self._span(values, duration)
        return Call(
            line=line.number,
            raw=line.text,
            identity=self._identity(values),
            a_number=values["a_number"],
            b_number=values["b_number"],
            account_code=values.get("account_code", ""),
            started_at=believed(first, values["start"], "start", self._reading),
            duration=seconds_of(str(max(int((last - first).total_seconds()), duration)), "end"),
            talk_seconds=talk,
            outcome=self._outcome(values, talk if quantity is None else quantity),
            trunk=values.get("trunk", ""),
            service=service,
            quantity=quantity,
            agent=values.get("agent", ""),
            queue=values.get("queue", ""),
        )

    def _seconds(self, text: str, field: str) -> int:
        if self._layout.length == "clock":
            return clock_seconds(text, field)
        return units_of(text, field, 60 if self._layout.length == "minutes" else 1, self._layout.decimal)

    def _service(self, values: dict[str, str]) -> Service:
        if "service" not in values:
            return self._layout.service
        service = self._layout.services.get(values["service"].lower())
        if service is None:
            raise BadField("service", "service", values["service"])
        return service

    def _quantity(self, service: Service, values: dict[str, str]) -> int | None:
        """Texts or octets; None where time is what is billed."""
        if service == "data":
            return parts_of(values["quantity"], "quantity", VOLUMES[self._layout.volume], self._layout.decimal)
        if service == "message":
            return amount_of(values.get("quantity") or "1", "quantity")
        return None

    def _span(self, values: dict[str, str], duration: int) -> tuple[datetime, datetime]:
        start, end = values["start"], values.get("end", "")
        if self._layout.date == "epoch":
            first = moment_of(start, "start", self._reading)
            return first, moment_of(end, "end", Reading("UTC", LAST)) if end else first
        finish = self._wall_time(end, "end") if end else None
        return self._clock.span(self._wall_time(start, "start"), finish, duration, "start")

    def _wall_time(self, text: str, field: str) -> datetime:
        if self._layout.date == "auto":
            return wall_time(text, field)
        try:
            return datetime.strptime(text, self._layout.date)
        except ValueError as error:
            raise BadField("date", field, text) from error

    def _identity(self, values: dict[str, str]) -> str:
        if "identity" in values:
            return identity_of("identity", values["identity"])
        return identity_of("start", *(values[field] for field in self._told))

    @property
    def _told(self) -> tuple[str, ...]:
        """What tells rows apart that have no key of their own."""
        much = [field for field in ("talk", "quantity") if field in self._at]
        return ("start", "a_number", "b_number", *much)

    def _outcome(self, values: dict[str, str], much: int) -> Outcome:
        if "disposition" not in values:
            return "answered" if much else "no_answer"
        outcome = self._layout.dispositions.get(values["disposition"].lower())
        if outcome is None:
            raise BadField("disposition", "disposition", values["disposition"])
        return outcome


def _joined(cells: list[str], places: list[int]) -> str:
    """The cells as one text. A workbook gives a date alone as the first moment of its day."""
    parts = [cells[at].strip() for at in places]
    if len(parts) > 1:
        parts[0] = parts[0].removesuffix(" 00:00:00")
    return " ".join(parts)
