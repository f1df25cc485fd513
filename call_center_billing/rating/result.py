"""What comes out of the engine: a price with its reasons, or the reason why there is none."""

from __future__ import annotations

from typing import NamedTuple

from .codes import PartKind, Reason, State
from .model import Rate


class Part(NamedTuple):
    """One piece of the price; the amounts of all parts of a call add up to its ``unrounded`` exactly.

    Each amount is the difference of two running totals rounded to the micro-unit, so no micro-unit gets lost between
    parts.

    :ivar kind: ``usage`` (units at a price), ``fee``, ``free`` (units that cost nothing), ``discount`` (``price`` is
        parts per million, below 0 a surcharge), ``minimum_charge``, ``maximum_charge`` (``price`` is the limit)
    :ivar name: the band, empty outside all bands
    :ivar start: units after the free ones at which the piece begins
    :ivar units: billed units; :ivar price: micro-units per ``per`` units
    :ivar amount: micro-units
    """

    kind: PartKind
    name: str
    start: int
    units: int
    price: int
    per: int
    amount: int


class Rated(NamedTuple):
    """The price of one call, or the reason why it has none.

    :ivar state: ``rated`` or ``unrated``; an unrated call never carries a price, not even 0
    :ivar reason: empty for an ordinary price; for an unrated call why; for a price of 0 with nothing to charge
        ``zero_quantity`` or ``all_free``
    :ivar rate: the row that priced the call; None when unrated, or for 0 units to a number without a rate
    :ivar billed: units charged, after free units, minimum and increments
    :ivar unrounded: exact price, half-up to a whole micro-unit; None when unrated
    :ivar amount: price after the card's rounding, micro-units; None when unrated
    """

    state: State
    reason: Reason
    rate: Rate | None
    billed: int
    unrounded: int | None
    amount: int | None
    parts: tuple[Part, ...]
