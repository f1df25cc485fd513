"""Reading a deck: the whole way from bytes to rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

from .columns import Columns
from .currency import CODES, strip_currency
from .guess import guess
from .mapping import BAND, Mapping, normal
from .model import BadRow, DeckRow, Note
from .overlap import part_overlapping
from .priced import Pricing
from .rows import Rows
from .table import DEFAULT_LIMITS, Limits, Table, open_table


class Deck(NamedTuple):
    """What a file says.

    :ivar rows: prices, in the order of the file; :ivar bad: what cannot be used, in that order
    :ivar notes: what its reader should know about the file as a whole
    :ivar fields: the fields that it has anything to say about; the others it leaves as they are
    :ivar mapping: how it was read; :ivar table: the header and what else was found (its rows are used up)
    """

    rows: list[DeckRow]
    bad: list[BadRow]
    notes: list[Note]
    fields: frozenset[str]
    mapping: Mapping
    table: Table


def read_deck(
    data: bytes | BinaryIO,
    mapping: Mapping | None = None,
    known_bands: Iterable[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Deck:
    """Read a file.

    :param data: the bytes of a CSV or XLSX file, or a binary file
    :param mapping: how to read it; None: as `guess` understands its header
    :param known_bands: names of the time bands that there are; a price in any other makes its row bad. None: any band
    :raise DeckRefused: nothing of the file can be used
    """
    return read_table(open_table(data, mapping, limits), mapping, known_bands)


def read_table(table: Table, mapping: Mapping | None = None, known_bands: Iterable[str] | None = None) -> Deck:
    """Read a table, or as many of its rows as the caller has left in it; see ``read_deck``."""
    bands = None if known_bands is None else frozenset(known_bands)
    mapping = mapping or guess(table.header, bands or ())
    columns = Columns(table, mapping)
    raws = list(columns.raws())
    distinct = {terms for _row, _head, terms, _surplus in raws}
    pricing = Pricing(mapping, columns.terms, distinct, bands)
    reader = Rows(mapping, raws, pricing)
    rows: list[DeckRow] = []
    for raw in raws:
        rows += reader.read(raw)
    rows, clashes = part_overlapping(rows)
    bad = sorted([*reader.bad, *clashes], key=lambda row: row.row)
    money = [place for place, field in enumerate(columns.terms) if field == "price" or field.startswith(BAND)]
    cells = {terms[place] for terms in distinct for place in money}
    notes = [*pricing.notes, *reader.notes, *_currencies(table, mapping, cells)]
    return Deck(rows, bad, notes, _said(mapping), mapping, table)


def _said(mapping: Mapping) -> frozenset[str]:
    said = {*mapping.columns, *mapping.constants, "unit"}
    return frozenset(said | {"first_increment", "next_increment"} if "increments" in said else said)


def _currencies(table: Table, mapping: Mapping, cells: Iterable[object]) -> list[Note]:
    """The currencies named in the price column and its header."""
    found = {strip_currency(cell.strip())[1].upper() for cell in cells if isinstance(cell, str)}
    column = mapping.columns.get("price", 0)
    header = column if isinstance(column, str) else "".join(table.header[column - 1 : column])
    found |= {word.upper() for word in normal(header).split()} & CODES
    return [Note("currency", "price", currency) for currency in sorted(found - {""})]
