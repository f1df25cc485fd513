"""Asterisk's `Master.csv` (module cdr_csv), in its four layouts.

Order of columns (asterisk: cdr/cdr_csv.c): accountcode, src, dst, dcontext, clid, channel, dstchannel, lastapp,
lastdata, start, answer, end, duration, billsec, disposition, amaflags[, uniqueid][, userfield][, peeraccount,
linkedid, sequence]: 16, 17, 18 or 21 columns by the settings loguniqueid, loguserfield and newcdrcolumns.
What a row means: see asterisk_row.
"""

import csv
from collections.abc import Iterable, Iterator
from typing import Final

from .asterisk_row import Row, fate_of
from .errors import FileRefused
from .fields import BadField, cells_of
from .lines import MAX_LINE, Line
from .model import Fate
from .reading import Reading, by_line, judge

LAYOUTS: Final = (16, 17, 18, 21)


class AsteriskCsv:
    """See the module's text."""

    max_line: Final = MAX_LINE

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """Turn each line into exactly one outcome; a file whose first line cannot be a record is turned away."""
        return by_line(lines, _check_first, lambda line: fate_of(line, _row(line.text), reading))

    def read_line(self, line: Line, reading: Reading) -> Fate:
        """The outcome of one line."""
        return judge(line, lambda line: fate_of(line, _row(line.text), reading))


def _check_first(line: Line) -> None:
    columns = columns_of(line.text)
    if columns not in LAYOUTS and line.fault != "too_long":
        raise FileRefused("columns", str(columns))


def columns_of(text: str) -> int:
    """How many columns a line has, whatever its quotation marks."""
    return len(next(csv.reader([text]), []))


def _row(text: str) -> Row:
    cells = cells_of(text)
    if len(cells) not in LAYOUTS:
        raise BadField("columns", "", str(len(cells)))
    return Row(*cells)
