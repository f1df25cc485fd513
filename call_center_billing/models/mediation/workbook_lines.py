"""A workbook's sheet as lines of CSV, so that it goes the way of all files from there."""

import csv
import io
import re
from datetime import datetime
from decimal import Decimal

from ...deck import DEFAULT_LIMITS, DeckRefused
from ...deck.kind import kind_of
from ...deck.sheet import Workbook

#: what every XLSX file begins with
MAGIC = b"PK\x03\x04"
#: rows that are handed on together
GROUP = 1_000
#: a length of a day and more, as Python writes it: 1 day, 2:00:00
DAYS = re.compile(r"(\d{1,3}) days?, (\d\d?:\d\d:\d\d.*)", re.ASCII)
BREAKS = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")


def open_workbook(data):
    """
    :param bytes data: a file
    :rtype: deck.sheet.Workbook
    :raise DeckRefused: it is none, it is damaged, or it is too large, packed or unpacked
    """
    if len(data) > DEFAULT_LIMITS.size:
        raise DeckRefused("too_large")
    if kind_of(data) != "xlsx":
        raise DeckRefused("damaged")
    return Workbook(data, DEFAULT_LIMITS.unpacked)


def sheet_rows(book, name=""):
    """The rows of a sheet, the first one's if there is no name, as lists of texts.

    :raise DeckRefused: no such sheet; too many rows or columns; damaged
    """
    if (name and name not in book.names) or not book.names:
        raise DeckRefused("no_sheet", book.names)
    for number, row in enumerate(book.rows(name or book.names[0]), 1):
        if number > DEFAULT_LIMITS.rows:
            raise DeckRefused("too_many_rows", (str(DEFAULT_LIMITS.rows),))
        yield [cell_text(cell) for cell in row]


def csv_chunks(rows, delimiter):
    """Rows of texts as CSV in UTF-8, a row a line; rows without any text are empty lines."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    for number, row in enumerate(rows, 1):
        writer.writerow(row if any(row) else ())
        if number % GROUP == 0:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")


def cell_text(cell):
    """A cell as a file of text would have it.

    >>> cell_text(Decimal("46701110001.0")), cell_text("1 day, 2:00:00"), cell_text(datetime(2026, 11, 22, 3, 22, 52))
    ('46701110001', '1.2:00:00', '2026-11-22 03:22:52')
    """
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0).isoformat(" ")
    if isinstance(cell, Decimal):
        return format(cell.to_integral_value() if cell == cell.to_integral_value() else cell, "f")
    text = BREAKS.sub(" ", str(cell)).strip()
    return DAYS.sub(r"\1.\2", text)
