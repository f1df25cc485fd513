"""What Asterisk's module cdr_custom writes with the mappings it is shipped with: CSV without header, or JSON.

Order of the CSV's 19 columns (asterisk: configs/samples/cdr_custom.conf.sample): clid, src, dst, dcontext, channel,
dstchannel, lastapp, lastdata, start, answer, end, duration, billsec, disposition, amaflags, accountcode, uniqueid,
userfield, sequence. JSON is one object a line, with the same names and in any order; `linkedid` is used if it is there.
Times are local, whatever cdr.conf says, unless the mapping asks for another zone. Without linkedid every row whose
channel is `Local/…;2` is an inner leg. What a row means: see asterisk_row.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from .asterisk_csv import columns_of
from .asterisk_row import Row, fate_of
from .errors import FileRefused
from .fields import BadField, cells_of, has_control
from .json_value import object_of, text_of
from .lines import MAX_LINE, Line
from .model import Fate
from .reading import Reading, by_line

COLUMNS: Final = (
    *("clid", "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata", "start", "answer", "end"),
    *("duration", "billsec", "disposition", "amaflags", "accountcode", "uniqueid", "userfield", "sequence"),
)
#: without these a row cannot be billed
NEEDED: Final = ("src", "dst", "start", "duration", "billsec", "disposition", "uniqueid")


class AsteriskCustomCsv:
    """See the module's text."""

    max_line: Final = MAX_LINE

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """Turn each line into exactly one outcome."""
        return by_line(lines, _check_csv, lambda line: fate_of(line, _row_of_cells(line.text), reading))


class AsteriskCustomJson:
    """See the module's text."""

    max_line: Final = MAX_LINE

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """Turn each line, one JSON object, into exactly one outcome."""
        return by_line(lines, _check_json, lambda line: fate_of(line, _row_of_json(line.text), reading))


def _check_csv(line: Line) -> None:
    columns = columns_of(line.text)
    if columns != len(COLUMNS) and line.fault != "too_long":
        raise FileRefused("columns", str(columns))


def _check_json(line: Line) -> None:
    if not line.text.startswith("{"):
        raise FileRefused("form", line.text[:40])


def _row_of_cells(text: str) -> Row:
    cells = cells_of(text)
    if len(cells) != len(COLUMNS):
        raise BadField("columns", "", str(len(cells)))
    return Row(**dict(zip(COLUMNS, cells, strict=True)))


def _row_of_json(text: str) -> Row:
    if has_control(text):
        raise BadField("control", "", "")
    record = object_of(text)
    for field in NEEDED:
        if field not in record:
            raise BadField("missing", field, "")
    return Row(**{name: text_of(record, name) for name in Row._fields})
