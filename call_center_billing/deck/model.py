"""What a deck consists of: its rows, those that cannot be read, and the prices that it is compared with.

Money is an ``int`` in micro-units (1 = 0.000001 of the currency); no currency is known here. Times are naive
datetimes on the wall clock of whoever wrote the file.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Final, Literal, NamedTuple

Cell = str | int | Decimal | datetime
"""A cell as the file holds it: always text in a CSV file, typed in a spreadsheet. An empty one is ``""``."""

Unit = Literal["minute", "agent_minute", "call", "message", "megabyte", "mebibyte"]
Service = Literal["voice", "agent", "message", "data"]
MaximumRule = Literal["free", "disconnect"]

SERVICES: Final[dict[Unit, Service]] = {
    "minute": "voice",
    "call": "voice",
    "agent_minute": "agent",
    "message": "message",
    "megabyte": "data",
    "mebibyte": "data",
}
"""Which units price the same thing: one destination has one price per service, be it per minute or per call."""


class Step(NamedTuple):
    """From second `start` of a call on: `price` a minute, counted in blocks of `increment` seconds."""

    start: int
    price: int
    increment: int = 1


class Terms(NamedTuple):
    """What calls to a prefix cost. Everything that a file does not say has a default that changes nothing.

    :ivar price: micro-units per `unit`
    :ivar maximum_charge: micro-units, or None for no limit; :ivar maximum_rule: see ``rating.Rate``
    :ivar bands: (name of the time band, price in it), by name; bands that are not named cost `price`
    """

    price: int
    unit: Unit = "minute"
    connection_fee: int = 0
    free_seconds: int = 0
    minimum_seconds: int = 0
    first_increment: int = 1
    next_increment: int = 1
    minimum_charge: int = 0
    maximum_charge: int | None = None
    maximum_rule: MaximumRule = "free"
    bands: tuple[tuple[str, int], ...] = ()
    steps: tuple[Step, ...] = ()


Key = tuple[str, Service, str]
"""What can have one price at a time: prefix, service, class of callers."""


class DeckRow(NamedTuple):
    """One price of the file; a row with several prefixes gives several.

    :ivar row: number of the row in the file, from 1, as a spreadsheet shows it
    :ivar prefix: digits without ``+``, country code first; or ``=`` and a short code; "" (``*`` in files): all numbers
    :ivar valid_from: None: from when the deck takes effect; :ivar valid_to: first moment no longer, None: until the
        next row of the same key begins
    :ivar closed: the row says that there is no price from then on; its terms mean nothing
    :ivar rounded: an amount had more than six decimals and the mapping allows to round it
    """

    row: int
    prefix: str
    terms: Terms
    destination: str = ""
    destination_class: str = ""
    caller_class: str = ""
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    closed: bool = False
    rounded: bool = False

    @property
    def key(self) -> Key:
        """What the row prices."""
        return self.prefix, SERVICES[self.terms.unit], self.caller_class


class BadRow(NamedTuple):
    """A row that cannot be used; the rows around it are.

    :ivar field: the field of `value` (see ``FIELDS``), or "" when the row as a whole is wrong
    :ivar reason: one of ``REASONS``; for ``duplicate`` and ``overlap`` the value is the number of the other row
    :ivar raw: the cells of the row that the mapping reads, parted by " | "
    :ivar prefixes: those of the row as far as they can be read: a full deck does not close them
    """

    row: int
    field: str
    value: str
    reason: str
    raw: str
    prefixes: tuple[str, ...] = ()


class Note(NamedTuple):
    """Something about the whole file that its reader should know.

    :ivar code: ``decimal_assumed`` (1.234 could be a thousand: the point was taken for the decimal point),
        ``date_order_assumed`` (day before month was assumed), ``currency`` (a currency named in the file),
        ``unknown_status`` (a word in the status column without a meaning here: the row was read as a price)
    :ivar field: the field it is about; :ivar value: the currency, or the word
    """

    code: str
    field: str = ""
    value: str = ""


class Known(NamedTuple):
    """A price that we have. Those of one key must not overlap in time.

    :ivar id: the caller's own identifier, handed back in the result; 0 for a price that is yet to be written
    :ivar valid_from: None: from ever; :ivar valid_to: first moment no longer, None: for ever
    """

    id: int
    prefix: str
    terms: Terms
    destination: str = ""
    destination_class: str = ""
    caller_class: str = ""
    valid_from: datetime | None = None
    valid_to: datetime | None = None

    @property
    def key(self) -> Key:
        """What it prices."""
        return self.prefix, SERVICES[self.terms.unit], self.caller_class


REASONS: Final = (
    "columns",
    "control",
    "text_too_long",
    "empty",
    "not_digits",
    "scientific",
    "leading_zero",
    "too_long",
    "bad_range",
    "range_too_long",
    "not_number",
    "ambiguous_number",
    "percent",
    "negative",
    "too_many_decimals",
    "too_large",
    "not_whole",
    "increment_below_1",
    "bad_increments",
    "unknown_unit",
    "unknown_rule",
    "unknown_band",
    "no_price",
    "no_default",
    "bad_steps",
    "bad_date",
    "ambiguous_date",
    "zoned_date",
    "ends_before_it_begins",
    "minimum_above_maximum",
    "duplicate",
    "overlap",
)
"""Why a row cannot be used."""
