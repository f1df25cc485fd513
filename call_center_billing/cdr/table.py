"""Files whose first line names their columns, in any order and with any others between.

>>> table = Table(["pkid", "duration"])
>>> table.record("7,68")["DURATION"]
'68'
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from .errors import FileRefused
from .fields import BadField, cells_of, has_control
from .lines import Line
from .model import Fate, Ignored
from .reading import checked, judge

DELIMITERS: Final = ",\t;|"
#: how exports of databases write that there is no value
NOTHING: Final = frozenset({"null", "\\n"})


class Record:
    """One line's cells by the names of their columns, whatever the case of those."""

    def __init__(self, names: dict[str, int], cells: list[str]) -> None:
        self._names, self._cells = names, cells

    def __getitem__(self, name: str) -> str:
        """The cell without blanks around it; empty if there is no such column or no value."""
        at = self._names.get(name.lower())
        cell = "" if at is None else self._cells[at].strip()
        return "" if cell.lower() in NOTHING else cell

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    @property
    def cells(self) -> list[str]:
        """All of them, in the order of the file."""
        return self._cells


class Table:
    """The columns that a header names."""

    def __init__(self, header: list[str], delimiter: str = ",") -> None:
        self._names = {name.strip().lower(): at for at, name in reversed(list(enumerate(header)))}
        self._width = len(header)
        self._delimiter = delimiter

    @classmethod
    def of_line(cls, text: str) -> "Table":
        """The table whose header the line is, by the delimiter that occurs most in it."""
        delimiter = max(DELIMITERS, key=text.count)
        return cls(next(csv.reader([text], delimiter=delimiter), []), delimiter)

    def lacks(self, required: Iterable[str]) -> list[str]:
        """Those of the required columns that are not there."""
        return [name for name in required if name.lower() not in self._names]

    def record(self, text: str) -> Record:
        """A line of the table.

        :raise BadField: it cannot be read, or has more or fewer columns than the header
        """
        cells = cells_of(text, self._delimiter)
        if len(cells) != self._width:
            raise BadField("columns", "", str(len(cells)))
        return Record(self._names, cells)


def by_record(
    lines: Iterable[Line],
    required: tuple[str, ...],
    read: Callable[[Line, Record], Fate],
) -> Iterator[Fate]:
    """One fate for each line; headers, which may come again where files were joined, are ignored.

    :raise FileRefused: the first line does not name the required columns
    """

    def check(line: Line) -> None:
        if lacking := Table.of_line(line.text).lacks(required):
            raise FileRefused("header", ", ".join(lacking))

    table: Table | None = None
    for line in checked(lines, check):
        if table is None or _is_header(line, required):
            table = Table.of_line(line.text)
            yield Ignored(line.number, line.text, "header", "")
        else:
            yield judge(line, lambda line, table=table: read(line, table.record(line.text)))  # type: ignore[misc]


def _is_header(line: Line, required: tuple[str, ...]) -> bool:
    """Cheap for lines that are none: a name is looked for before the line is taken apart."""
    lower = line.text.lower()
    named = all(name.lower() in lower for name in required) and not line.fault and not has_control(line.text)
    return named and not Table.of_line(line.text).lacks(required)
