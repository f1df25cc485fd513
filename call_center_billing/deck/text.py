"""A CSV file as rows of text: its delimiter, and its rows as a spreadsheet would number them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain, islice
from typing import Final

from .errors import DeckRefused
from .kind import decodes, encoding_of
from .mapping import Mapping

DELIMITERS: Final = (";", "\t", "|", ",")
END: Final = "\x1e end of the file \x1e"
"""Stands behind the last line, to see whether a quote is still open there."""

LOOKED_AT: Final = 200
"""Rows that the delimiter is found from."""

IsHeader = Callable[[list[str]], bool]


class Text:
    """A CSV file whose encoding and delimiter are known.

    :raise DeckRefused: ``encoding`` or ``binary``
    """

    def __init__(self, data: bytes, mapping: Mapping, is_header: IsHeader) -> None:
        self.encoding = mapping.encoding or encoding_of(data)
        if not decodes(data, self.encoding):
            raise DeckRefused("encoding", (self.encoding,))
        self.data = data
        self._said = self._separator_line()
        self.delimiter = mapping.delimiter or self._said or self._find_delimiter(is_header)

    def rows(self) -> Iterator[list[str]]:
        """All rows, blank ones as empty lists.

        :raise DeckRefused: ``quoting`` with the row in which a quote is opened and never closed
        """
        return self._split(self.delimiter)

    def _split(self, delimiter: str) -> Iterator[list[str]]:
        lines = io.TextIOWrapper(io.BytesIO(self.data), self.encoding, newline="")
        if self._said:
            lines.readline()
        number = 0
        try:
            for row in csv.reader(chain(lines, (END,)), delimiter=delimiter):
                if row == [END]:
                    return
                number += 1
                yield row
        except csv.Error as error:
            raise DeckRefused("quoting", (str(number + 1),)) from error
        raise DeckRefused("quoting", (str(number),))  # the last row's quote has swallowed all that follows

    def _separator_line(self) -> str:
        """What a first line "sep=;" says, which is for spreadsheets and counts as no row."""
        first = io.TextIOWrapper(io.BytesIO(self.data[:64]), self.encoding, "replace", newline="").readline()
        line = first.lstrip("\ufeff").rstrip("\r\n")
        return line[4:] if line.lower().startswith("sep=") and line[4:] in DELIMITERS else ""

    def _find_delimiter(self, is_header: IsHeader) -> str:
        """The delimiter under which there is a header row, and most rows have the same, large number of cells."""
        return max(DELIMITERS, key=lambda delimiter: self._score(delimiter, is_header))

    def _score(self, delimiter: str, is_header: IsHeader) -> tuple[bool, int]:
        rows: list[list[str]] = []
        with suppress(DeckRefused):
            rows.extend(row for row in islice(self._split(delimiter), LOOKED_AT) if row)
        widths = Counter(map(len, rows))
        return any(map(is_header, rows)), max(((width - 1) * count for width, count in widths.items()), default=0)
