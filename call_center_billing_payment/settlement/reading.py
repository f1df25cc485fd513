"""A file becomes rows: good ones are kept, whatever is wrong with others."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

from .layouts import Layout, find_layout
from .model import Fault, FileRefused, Mapping, Row, Unreadable

#: letters of a row that are kept of one that cannot be read
RAW = 2000
#: what may separate columns
DELIMITERS = ",;\t|"
#: lines before the header, as titles and accounts
BEFORE_HEADER = 12


class Reading(NamedTuple):
    """What a file says.

    :ivar layout: key of the layout
    :ivar header: the line that names the columns, as it stands in the file
    """

    layout: str
    header: str
    delimiter: str
    rows: list[Row]
    faults: list[Fault]


def read(data: bytes, mapping: Mapping | None = None, currency: str = "") -> Reading:
    """Read a settlement file of a known layout, or one whose columns are named by `mapping`.

    :param str currency: of rows that name none
    :raise FileRefused: it is empty, no text, or has no header that is known
    """
    text = _decode(data)
    lines = text.splitlines()
    at, delimiter, layout = _find_header(lines, mapping)
    rows: list[Row] = []
    faults: list[Fault] = []
    header = lines[at]
    for number, cells, raw in _table(lines[at + 1 :], delimiter, at + 2):
        found = _one(layout, _cells(header, delimiter), cells, number, raw, currency)
        if isinstance(found, Fault):
            faults.append(found)
        elif found:
            rows.append(found)
    return Reading(layout.key, header, delimiter, rows, faults)


def read_row(
    layout: str, header: str, delimiter: str, raw: str, line: int, mapping: Mapping | None = None, currency: str = ""
) -> Row | Fault | None:
    """Read one row again, as when a person has mended it; None if it says nothing that concerns us."""
    cells = _cells(raw, delimiter)
    known = find_layout(_cells(header, delimiter), mapping)
    if known is None or known.key != layout:
        raise FileRefused("header")
    return _one(known, _cells(header, delimiter), cells, line, raw, currency)


def _decode(data: bytes) -> str:
    if not data.strip():
        raise FileRefused("empty")
    if b"\0" in data[:1000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused("binary")
    for encoding in ("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _find_header(lines: list[str], mapping: Mapping | None) -> tuple[int, str, Layout]:
    for at, line in enumerate(lines[:BEFORE_HEADER]):
        for delimiter in sorted(DELIMITERS, key=line.count, reverse=True):
            layout = find_layout(_cells(line, delimiter), mapping) if line.count(delimiter) > 1 else None
            if layout:
                return at, delimiter, layout
    raise FileRefused("header")


def _cells(line: str, delimiter: str) -> list[str]:
    cells = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    return [cell.strip().strip("'").strip() for cell in cells]


def _table(lines: list[str], delimiter: str, first: int) -> list[tuple[int, list[str], str]]:
    """Rows with the numbers of their lines; empty lines are left out."""
    found = []
    for number, line in enumerate(lines, first):
        if line.strip(f'{delimiter} "'):
            found.append((number, _cells(line, delimiter), line[:RAW]))
    return found


def _one(layout: Layout, header: list[str], cells: list[str], line: int, raw: str, currency: str) -> Row | Fault | None:
    if len(cells) > len(header) and any(cells[len(header) :]):
        return Fault(line, "", "", "columns", raw)
    values = dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False))
    try:
        row = layout.row(values, line, currency)
    except Unreadable as error:
        return Fault(line, error.field, error.value, error.reason, raw)
    return row._replace(raw=raw) if row else None
