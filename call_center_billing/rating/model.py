"""What goes into the engine: a call, and the rates that may price it.

All money is an ``int`` in micro-units of the currency (1 = 0.000001), all quantities are whole units. A rate says
what one prefix costs; everything that is not said has a default that changes nothing.

>>> from rating.model import Rate
>>> Rate("4670", "Sweden mobile", 1_200_000).per        # 1.20 a minute
60
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from .codes import DAY, EVERY_DAY, MINUTE, MaximumRule, Unit


class Call(NamedTuple):
    """One finished or wanted call, as the rater needs it.

    :ivar b_number: the number that prices the call (the dialled one, or the called service number): E.164 with ``+``;
        a short code without ``+`` matches only a rate whose prefix is ``=`` and that code
    :ivar started_at: aware datetime; parts of a second are dropped for time bands
    :ivar quantity: whole seconds (or messages, or bytes); for a price per call, anything above 0 counts as one call
    :ivar a_number: the calling number, E.164 with ``+``; only looked at when rates carry an ``a_prefix``
    """

    b_number: str
    started_at: datetime
    quantity: int
    a_number: str = ""


class Step(NamedTuple):
    """A price tier inside a call: from unit ``start`` of the call on, this price and this increment.

    The price of the rate (or band) itself holds from unit 0 to the first step.
    """

    start: int
    price: int
    per: int = MINUTE
    increment: int = 1


class Band(NamedTuple):
    """Another price for part of the week, read on the wall clock of the card's time zone.

    :ivar start: first second of the day in the band; :ivar end: first second after it (86 400 = midnight); a band over
        midnight is written as two
    :ivar days: 0 Monday … 6 Sunday, 7 a holiday of the card (which then is not its weekday)
    :ivar connection_fee, first_increment, next_increment: None takes the value of the rate

    Bands are tried in the order given and the first that matches wins; outside all bands the rate's own price holds.
    """

    name: str
    price: int
    per: int = MINUTE
    start: int = 0
    end: int = DAY
    days: frozenset[int] = EVERY_DAY
    connection_fee: int | None = None
    first_increment: int | None = None
    next_increment: int | None = None
    steps: tuple[Step, ...] = ()


class Rate(NamedTuple):
    """One row of a rate card.

    :ivar prefix: digits without ``+``; empty for all numbers; ``=112`` for exactly the short code 112
    :ivar price: micro-units per ``per`` units
    :ivar connection_fee: micro-units, once a call, that of the band in which the call begins; none on 0 units
    :ivar free_units: units at the beginning of every call that cost nothing
    :ivar minimum_units: fewer (after the free ones) count as this many
    :ivar first_increment: size of the first block; :ivar next_increment: size of those after it
    :ivar minimum_charge: least micro-units of a call that has anything to charge
    :ivar maximum_charge: most micro-units of a call, or None; :ivar maximum_rule: past it, ``free`` costs nothing more,
        ``disconnect`` ends the call (``max_seconds``) but does not cap one that went on all the same
    :ivar valid_from: first moment, None from ever; :ivar valid_to: first moment no longer, None for ever
    :ivar a_prefix: only for calls whose A-number begins with these digits
    :ivar key: the caller's own identifier, handed back in the result
    :ivar destination_class: what discounts and fixed prices of a tariff go by
    """

    prefix: str
    destination: str
    price: int
    per: int = MINUTE
    connection_fee: int = 0
    free_units: int = 0
    minimum_units: int = 0
    first_increment: int = 1
    next_increment: int = 1
    minimum_charge: int = 0
    maximum_charge: int | None = None
    maximum_rule: MaximumRule = "free"
    bands: tuple[Band, ...] = ()
    steps: tuple[Step, ...] = ()
    unit: Unit = "second"
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    a_prefix: str = ""
    key: int = 0
    destination_class: str = ""
