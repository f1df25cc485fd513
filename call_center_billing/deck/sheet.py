"""An XLSX file as rows of typed cells, read by openpyxl as a stream, within limits."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl  # type: ignore[import-untyped]

from .errors import DeckRefused
from .model import Cell
from .numbers import typed

MOST_PARTS: Final = 2_000
"""Files in the archive; a workbook of one sheet has about ten."""

WIDEST: Final = 512
"""Columns of a row; beyond them lies a sheet that is no price list, or an attack."""

# what reading a broken archive or a workbook with broken parts may raise
BROKEN: Final = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, IndexError, EOFError, SyntaxError)
BROKEN_TOO: Final = (AttributeError, OSError, OverflowError, ParseError, RuntimeError, LookupError)


class Workbook:
    """The sheets of an XLSX file.

    :param unpacked: most bytes that its parts may have, unpacked, together
    :raise DeckRefused: ``archive`` for another zip file, ``damaged``, ``too_large``
    """

    def __init__(self, data: bytes, unpacked: int) -> None:
        _check_archive(data, unpacked)
        try:
            with warnings.catch_warnings():  # about styles and links, which do not matter here
                warnings.simplefilter("ignore")
                self._book: Any = openpyxl.load_workbook(
                    io.BytesIO(data), read_only=True, data_only=True, keep_links=False
                )
        except (*BROKEN, *BROKEN_TOO) as error:
            raise DeckRefused("damaged", (type(error).__name__,)) from error
        self.names = tuple(sheet.title for sheet in self._book.worksheets)

    def rows(self, name: str) -> Iterator[list[Cell]]:
        """All rows of a sheet.

        :raise DeckRefused: ``damaged``, ``too_many_columns``
        """
        sheet = self._book[name]
        sheet.reset_dimensions()  # what the file says about its size is often wrong
        try:
            for row in sheet.iter_rows(values_only=True):
                if len(row) > WIDEST and any(value is not None for value in row[WIDEST:]):
                    raise DeckRefused("too_many_columns", (str(len(row)),))
                yield [value if type(value) is str else _cell(value) for value in row[:WIDEST]]
        except DeckRefused:
            raise
        except (*BROKEN, *BROKEN_TOO) as error:
            raise DeckRefused("damaged", (type(error).__name__,)) from error


def _check_archive(data: bytes, unpacked: int) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (*BROKEN, *BROKEN_TOO) as error:
        raise DeckRefused("damaged", (type(error).__name__,)) from error
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise DeckRefused("archive")
    # zipfile never gives more bytes of a part than its directory says: a lie here ends in a broken part
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > unpacked:
        raise DeckRefused("too_large")


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return str(value) if isinstance(value, bool) else typed(value)
