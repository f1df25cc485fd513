"""The terms in a row: price, blocks, limits, bands and steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final, NamedTuple

from . import words
from .errors import Fault
from .mapping import BAND, Mapping, normal
from .memo import Memo
from .model import Cell, Note, Terms, Unit
from .numbers import amount, decide, micro, whole
from .steps import MOST, parse_increments, parse_steps

MONEY: Final = ("price", "connection_fee", "minimum_charge", "maximum_charge")
COUNTS: Final = {"free_seconds": 0, "minimum_seconds": 0, "first_increment": 1, "next_increment": 1}
TIME: Final = frozenset({"minute", "agent_minute"})
Amount = tuple[int, bool] | None


class Priced(NamedTuple):
    """Terms; whether an amount was rounded; whether the price column says that the destination is closed."""

    terms: Terms
    rounded: bool
    closed: bool


class Pricing:
    """Reads terms; what it assumed about the columns is in `notes`.

    :param fields: the fields of the cells in each row
    :param rows: all distinct rows of such cells: the decimal mark is found from them
    :param known_bands: the names that there are; None: any
    """

    def __init__(
        self,
        mapping: Mapping,
        fields: tuple[str, ...],
        rows: Iterable[tuple[Cell, ...]],
        known_bands: frozenset[str] | None,
    ) -> None:
        self.notes: list[Note] = []
        self._mapping, self._fields = mapping, fields
        self._closing = words.CLOSED | {normal(word) for word in mapping.closing}
        self._strange = frozenset() if known_bands is None else frozenset(mapping.bands) - known_bands
        marks = self._marks(list(rows))
        self._memos: dict[str, Memo[Any]] = {}
        for field in fields:
            parse, default = self._parser(field, marks.get(field, "."))
            self._memos[field] = Memo(field, parse, default)

    def read(self, cells: tuple[Cell, ...]) -> Priced:
        """:raise Fault: with the field"""
        row = dict(zip(self._fields, cells, strict=True))
        unit = self.unit(cells)
        closed = isinstance(row["price"], str) and self.is_closing(row["price"])
        if closed:
            return Priced(Terms(0, unit), False, True)
        timed = unit in TIME
        amounts = {field: self._amount(field, row, timed) for field in self._fields if _is_money(field)}
        bands = {field: found for field, found in amounts.items() if field.startswith(BAND) and found is not None}
        price = amounts["price"]
        if price is None:
            raise Fault("no_default" if bands else "no_price", field="price")
        terms = Terms(
            price[0],
            unit,
            bands=tuple(sorted((field.removeprefix(BAND), found[0]) for field, found in bands.items())),
            **self._conditions(row, {field: found[0] for field, found in amounts.items() if found is not None}),
        )
        _check(terms)
        return Priced(terms, any(found is not None and found[1] for found in amounts.values()), False)

    def unit(self, cells: tuple[Cell, ...]) -> Unit:
        """:raise Fault: ``unknown_unit``"""
        if "unit" not in self._memos:
            return "minute"
        unit: Unit = self._memos["unit"](cells[self._fields.index("unit")])
        return unit

    def is_closing(self, text: str) -> bool:
        """Whether a word says that a destination is closed."""
        return normal(text) in self._closing

    def _amount(self, field: str, row: dict[str, Cell], timed: bool) -> Amount:
        if field.removeprefix(BAND) in self._strange and str(row[field]).strip():
            raise Fault("unknown_band", field.removeprefix(BAND), field)
        value = self._memos[field](row[field])
        if value is None:
            return None
        per_second = timed and self._mapping.price_per == 1 and (field == "price" or field.startswith(BAND))
        try:
            return micro(value, 60 if per_second else 1, may_round=self._mapping.excess == "round")
        except Fault as fault:
            raise Fault(fault.reason, str(row[field]), field) from fault

    def _conditions(self, row: dict[str, Cell], amounts: dict[str, int]) -> dict[str, Any]:
        """All that the row says besides unit, price and bands."""
        found: dict[str, Any] = {field: amounts[field] for field in MONEY[1:] if field in amounts}
        for field in (*COUNTS, "maximum_rule", "steps"):
            if field in self._memos:
                found[field] = self._memos[field](row[field])
        if "increments" in self._memos and (both := self._memos["increments"](row["increments"])):
            found["first_increment"], found["next_increment"] = both
        return found

    def _marks(self, rows: list[tuple[Cell, ...]]) -> dict[str, str]:
        """The decimal mark of each column of money: its own, or that of the others, or the point."""
        columns = {
            field: {cells[place] for cells in rows} for place, field in enumerate(self._fields) if _is_money(field)
        }
        if self._mapping.decimal:
            return dict.fromkeys(columns, self._mapping.decimal)
        found = {field: decide(values) for field, values in columns.items()}
        all_of_them = decide(value for values in columns.values() for value in values)
        for field, mark in found.items():
            if mark == "?" and all_of_them not in (".", ","):
                self.notes.append(Note("decimal_assumed", field))
        other = all_of_them if all_of_them in (".", ",") else "."
        return {field: other if mark in ("", "?") else mark for field, mark in found.items()}

    def _parser(self, field: str, mark: str) -> tuple[Callable[[Cell], Any], Any]:
        """What reads the field's cells, and what an empty one means."""
        if _is_money(field):
            return partial(amount, mark=mark), None
        if field in COUNTS:
            least = COUNTS[field]
            return partial(whole, largest=MOST, least=least), least
        simple: dict[str, tuple[Callable[[Cell], Any], Any]] = {
            "unit": (words.unit, "minute"),
            "maximum_rule": (words.maximum_rule, "free"),
            "increments": (parse_increments, None),
            "steps": (parse_steps, ()),
        }
        return simple[field]


def _is_money(field: str) -> bool:
    return field in MONEY or field.startswith(BAND)


def _check(terms: Terms) -> None:
    if terms.maximum_charge is not None and terms.minimum_charge > terms.maximum_charge:
        raise Fault("minimum_above_maximum", str(terms.minimum_charge), "minimum_charge")
    if terms.steps and terms.unit not in TIME:
        raise Fault("bad_steps", terms.unit, "steps")
