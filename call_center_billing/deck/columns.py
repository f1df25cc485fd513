"""From a table's rows to the cells that matter: what a mapping reads, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Final

from .errors import DeckRefused
from .mapping import BAND, FIELDS, Mapping, normal
from .model import Cell
from .table import Table

HEAD: Final[tuple[str, ...]] = FIELDS[: FIELDS.index("unit")]
"""Fields that differ from row to row; what comes after them is much the same in many rows and read once."""


Raw = tuple[int, tuple[Cell, ...], tuple[Cell, ...], bool]
"""A row's number; its cells of HEAD; those of the terms in the order of `Columns.terms`; and whether it has more cells
than the header: a delimiter within a text has moved the others. A plain tuple, for there are many at a time, and of
plain tuples of texts the garbage collector need not keep track."""


class Columns:
    """Where the fields of a mapping stand in a table.

    :raise DeckRefused: ``missing_columns`` with the header's texts, and the fields that have no column
    """

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self._table = table
        self._width = len(table.header)
        places, missing = {}, []
        for field, column in mapping.columns.items():
            place = self._place(column)
            if place is None:
                missing.append(f"{field}={column}")
            else:
                places[field] = place
        given = set(mapping.columns) | set(mapping.constants)
        missing += [field for field in ("prefix", "price") if field not in given]
        if "country_code" in mapping.columns and "prefix" in missing:
            missing.remove("prefix")
        if missing:
            raise DeckRefused("missing_columns", tuple(filter(None, table.header)), tuple(missing))
        self._places = places
        self._constants = {field: text for field, text in mapping.constants.items() if field not in places}
        self.terms: tuple[str, ...] = tuple(field for field in FIELDS if field in given and field not in HEAD)
        self.terms += tuple(sorted(field for field in given if field.startswith(BAND)))

    def _place(self, column: str | int) -> int | None:
        if isinstance(column, int):
            if not self._table.header_row:
                self._width = max(self._width, column)
            return column - 1 if column <= self._width else None
        wanted = normal(column)
        return next((place for place, text in enumerate(self._table.header) if normal(text) == wanted), None)

    def raws(self) -> Iterator[Raw]:
        """The rows in which any of these columns has something; equal terms are one and the same tuple."""
        width, spreadsheet = self._width, self._table.kind == "xlsx"
        tail = ["", *self._constants.values()]
        head, terms = self._getter(HEAD), self._getter(self.terms)
        known: dict[tuple[Cell, ...], tuple[Cell, ...]] = {}
        for number, cells in self._table.rows:
            surplus = False
            row = [*cells, *tail]
            if len(cells) != width:
                surplus = not spreadsheet and any(map(_said, cells[width:]))
                row = [*cells[:width], *[""] * (width - len(cells)), *tail]
            first, rest = head(row), terms(row)
            if first[0] != "" or any(map(_said, self._own(cells))):
                yield number, first, known.setdefault(rest, rest), surplus

    def _own(self, cells: Sequence[Cell]) -> list[Cell]:
        return [cells[place] for place in self._places.values() if place < len(cells)]

    def _getter(self, fields: tuple[str, ...]) -> Callable[[list[Cell]], tuple[Cell, ...]]:
        """What takes the cells of the fields out of a row that ends with nothing and the constants."""
        nothing = self._width
        constants = {field: nothing + place for place, field in enumerate(self._constants, 1)}
        places = [self._places.get(field, constants.get(field, nothing)) for field in fields]
        one = itemgetter(places[0])
        return itemgetter(*places) if len(places) > 1 else lambda row: (one(row),)


def _said(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else True
