"""A file as a table: where its header is, and what rows follow. CSV and XLSX look alike from here on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO, Final, NamedTuple

from .errors import DeckRefused
from .guess import is_header
from .kind import kind_of
from .mapping import PLAIN, Mapping, normal
from .model import Cell
from .sheet import Workbook
from .text import Text

PREAMBLE: Final = 100
"""Rows among which the header is looked for."""


class Limits(NamedTuple):
    """What a file may have at most: bytes, bytes of an XLSX file's parts unpacked, and rows."""

    size: int = 100_000_000
    unpacked: int = 600_000_000
    rows: int = 1_048_576


DEFAULT_LIMITS: Final = Limits()

Numbered = tuple[int, Sequence[Cell]]
"""A row and its number in the file, from 1."""


class Table(NamedTuple):
    """A file whose header is known.

    :ivar kind: ``csv`` or ``xlsx``; :ivar header_row: its number, 0 when the mapping says that there is none
    :ivar header: its texts; without one, as many empty texts as the first row has cells
    :ivar rows: (number in the file, cells) of the rows after the header; can be gone through once
    :ivar sheet, encoding, delimiter: what was found
    """

    kind: str
    header_row: int
    header: tuple[str, ...]
    rows: Iterator[Numbered]
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""


def open_table(data: bytes | BinaryIO, mapping: Mapping | None = None, limits: Limits = DEFAULT_LIMITS) -> Table:
    """Find the header in a file.

    :param data: the file's bytes, or a binary file
    :param mapping: how to read it; None: the header must be one that `guess` knows
    :raise DeckRefused: the file is of no use, or has no such header (``no_header``, with the texts of its widest row)
    """
    content = data if isinstance(data, bytes) else data.read(limits.size + 1)
    if len(content) > limits.size:
        raise DeckRefused("too_large")
    mapping = mapping or PLAIN
    if kind_of(content) == "xlsx":
        return _sheet(Workbook(content, limits.unpacked), mapping, limits)
    fits = _fits(mapping)
    text = Text(content, mapping, fits)
    number, header, rows = _header(_counted(text.rows(), limits), mapping, fits)
    return Table("csv", number, header, rows, encoding=text.encoding, delimiter=text.delimiter)


def _sheet(book: Workbook, mapping: Mapping, limits: Limits) -> Table:
    if mapping.sheet and mapping.sheet not in book.names:
        raise DeckRefused("no_sheet", book.names)
    seen: tuple[str, ...] = ()
    for name in (mapping.sheet,) if mapping.sheet else book.names:
        try:
            number, header, rows = _header(_counted(book.rows(name), limits), mapping, _fits(mapping))
        except DeckRefused as error:
            if error.reason != "no_header":
                raise
            seen = max(seen, error.found, key=len)
        else:
            return Table("xlsx", number, header, rows, sheet=name)
    raise DeckRefused("no_header", seen)


def _counted(rows: Iterator[Sequence[Cell]], limits: Limits) -> Iterator[Numbered]:
    for number, row in enumerate(rows, 1):
        if number > limits.rows:
            raise DeckRefused("too_many_rows", (str(limits.rows),))
        yield number, row


def _header(
    rows: Iterator[Numbered], mapping: Mapping, fits: Callable[[list[str]], bool]
) -> tuple[int, tuple[str, ...], Iterator[Numbered]]:
    """Number and texts of the header row, and the rows after it."""
    if mapping.header_row == 0:
        first = next(rows, None)
        if first is None:
            raise DeckRefused("empty")
        return 0, ("",) * len(first[1]), chain([first], rows)
    widest: tuple[str, ...] = ()
    for number, cells in islice(rows, mapping.header_row or PREAMBLE):
        texts = [str(cell).strip() for cell in cells]
        if number == mapping.header_row or (mapping.header_row is None and fits(texts)):
            return number, tuple(texts), rows
        widest = max(widest, tuple(filter(None, texts)), key=len)
    raise DeckRefused("no_header" if widest else "empty", widest)


def _fits(mapping: Mapping) -> Callable[[list[str]], bool]:
    """What tells a header row: the columns of the mapping, or headers that the field uses."""
    names = {normal(column) for column in mapping.columns.values() if isinstance(column, str)}
    if not names:
        return is_header
    key = next((mapping.columns[name] for name in ("prefix", "country_code") if name in mapping.columns), "")
    wanted = normal(key) if isinstance(key, str) and key else ""

    def fits(cells: list[str]) -> bool:
        texts = {normal(cell) for cell in cells}
        return wanted in texts if wanted else bool(names & texts)

    return fits
