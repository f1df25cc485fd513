"""Which column of a file holds which field, and how its values are to be read. Remembered per supplier as JSON.

>>> mapping = Mapping({"prefix": "Dial Code", "price": 3}, {"increments": "60/60"}, decimal=",")
>>> Mapping.from_dict(mapping.to_dict()) == mapping
True
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from .errors import DeckRefused

FIELDS: Final = (
    "prefix",
    "country_code",
    "destination",
    "destination_class",
    "caller_class",
    "valid_from",
    "valid_to",
    "status",
    "unit",
    "price",
    "connection_fee",
    "free_seconds",
    "minimum_seconds",
    "first_increment",
    "next_increment",
    "increments",
    "minimum_charge",
    "maximum_charge",
    "maximum_rule",
    "steps",
)
"""All fields but the prices in time bands, which are called ``price:`` and the name of the band."""

BAND: Final = "price:"

CHOICES: Final[dict[str, tuple[Any, ...]]] = {
    "decimal": ("", ".", ","),
    "date_order": ("", "dmy", "mdy"),
    "price_per": (60, 1),
    "excess": ("refuse", "round"),
    "trunk_zero": ("refuse", "strip", "keep"),
    "end_day": ("last", "after"),
    "delimiter": ("", ",", ";", "\t", "|"),
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """How to read the decks of one supplier.

    :ivar columns: field to column: the text of its header (case and punctuation do not matter), or its
        position, from 1
    :ivar constants: field to a text that every row is to have where the file has no column for it ("60/60")
    :ivar header_row: its number in the file, from 1; 0: there is none, columns are positions; None: look for it
    :ivar sheet: name of the sheet; "": the first that has such a header
    :ivar delimiter, encoding: of a CSV file; "": find out
    :ivar decimal: the decimal mark, ``.`` or ``,``; "": find out
    :ivar date_order: of dates with slashes, ``dmy`` or ``mdy``; "": find out
    :ivar price_per: 60: prices of time are per minute, 1: per second (those in `steps` are always per minute)
    :ivar excess: what to do with an amount of more than six decimals. ``refuse`` (the row is bad) unless someone has
        said ``round`` (half up): a price that nobody agreed to must not appear by itself
    :ivar trunk_zero: area codes that begin with 0, see ``prefixes``
    :ivar end_day: a `valid_to` without a time of day is the ``last`` day that is valid, or the one ``after`` it
    :ivar closing: more words of the status column that close a destination
    """

    columns: AnyMapping[str, str | int] = field(default_factory=dict)
    constants: AnyMapping[str, str] = field(default_factory=dict)
    header_row: int | None = None
    sheet: str = ""
    delimiter: str = ""
    encoding: str = ""
    decimal: str = ""
    date_order: str = ""
    price_per: int = 60
    excess: str = "refuse"
    trunk_zero: str = "refuse"
    end_day: str = "last"
    closing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """:raise DeckRefused: ``bad_mapping`` with the part that makes no sense"""
        wrong = [name for name, allowed in CHOICES.items() if getattr(self, name) not in allowed]
        wrong += [name for name in (*self.columns, *self.constants) if not _is_field(name)]
        wrong += [name for name, column in self.columns.items() if not _is_column(column)]
        wrong += [name for name, text in self.constants.items() if not isinstance(text, str)]
        if self.header_row is not None and not (type(self.header_row) is int and self.header_row >= 0):
            wrong.append("header_row")
        if wrong:
            raise DeckRefused("bad_mapping", tuple(wrong))

    def to_dict(self) -> dict[str, Any]:
        """The mapping as what JSON can hold; what has its default value is left out."""
        values = {option.name: getattr(self, option.name) for option in fields(self)}
        plain = {name: value for name, value in values.items() if value != getattr(PLAIN, name)}
        return {name: _plain(value) for name, value in plain.items()}

    @classmethod
    def from_dict(cls, values: AnyMapping[str, Any]) -> Mapping:
        """The mapping that `to_dict` wrote.

        :raise DeckRefused: ``bad_mapping`` with what makes no sense
        """
        unknown = sorted(set(values) - {option.name for option in fields(cls)})
        if unknown:
            raise DeckRefused("bad_mapping", tuple(unknown))
        kinds = {"columns": dict, "constants": dict, "closing": list, "sheet": str, "encoding": str}
        wrong = [name for name, kind in kinds.items() if name in values and not isinstance(values[name], kind)]
        if wrong:
            raise DeckRefused("bad_mapping", tuple(wrong))
        options: dict[str, Any] = {**values, "closing": tuple(values.get("closing", ()))}
        return cls(**options)

    @property
    def bands(self) -> tuple[str, ...]:
        """The names of the time bands that have a column or a constant."""
        return tuple(name.removeprefix(BAND) for name in (*self.columns, *self.constants) if name.startswith(BAND))


def normal(text: str) -> str:
    """A header's text without what people write differently: case, punctuation, spaces.

    >>> normal("Cost / Min (USD)"), normal("ÖPPNINGSAVGIFT:")
    ('cost min usd', 'öppningsavgift')
    """
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


def _is_field(name: str) -> bool:
    return name in FIELDS or (name.startswith(BAND) and len(name) > len(BAND))


def _is_column(column: object) -> bool:
    return (type(column) is int and column >= 1) or (isinstance(column, str) and column.strip() != "")


def _plain(value: Any) -> Any:
    if isinstance(value, AnyMapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


PLAIN: Final = Mapping()
