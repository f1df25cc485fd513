"""A rate card: checked, compiled and unchanging, ready to price any number of calls.

>>> from rating import Card, Rate
>>> Card.compile([Rate("46", "Sweden", 500_000)], name="Standard", version="2026-01").size
1
>>> Card.compile([Rate("46", "Sweden", 500_000), Rate("46x", "Sweden", 500_000)])
Traceback (most recent call last):
...
rating.error.CardError: row 1: prefix '46x': digits only
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from .codes import BandRule, EdgeRule, FeeRule, IncrementRule
from .error import CardError
from .model import Rate
from .prefix import Index
from .rounding import DEFAULT_ROUNDING, Rounding
from .table import Compiler

RULES: Final = {
    "band rule": ("split", "start"),
    "increment rule": ("remainder", "total"),
    "edge rule": ("carry", "cut"),
    "fee rule": ("charged", "answered"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """One version of a price list, as ``compile`` makes it.

    :ivar index: the rates by prefix; :ivar size: how many
    :ivar quantum: smallest step of an amount, micro-units
    :ivar whole: whether increments round the total
    :ivar prepared: what follows from the card and was worked out before, by the module that keeps it here
    """

    name: str
    version: str
    index: Index
    size: int
    rounding: Rounding
    quantum: int
    zone: tzinfo
    holidays: frozenset[date]
    band_rule: BandRule
    increment_rule: IncrementRule
    whole: bool
    edge_rule: EdgeRule
    fee_rule: FeeRule
    prepared: dict[str, object] = field(default_factory=dict, repr=False)

    @classmethod
    def compile(
        cls,
        rates: Iterable[Rate],
        *,
        name: str = "",
        version: str = "",
        rounding: Rounding = DEFAULT_ROUNDING,
        timezone: str | tzinfo = UTC,
        holidays: Iterable[date] = (),
        band_rule: BandRule = "split",
        increment_rule: IncrementRule = "remainder",
        edge_rule: EdgeRule = "carry",
        fee_rule: FeeRule = "charged",
    ) -> Card:
        """Check and compile a price list.

        :param timezone: the clock that bands are read on: a tzinfo, or a name that ``zoneinfo`` knows
        :param holidays: dates that count as day 7 and not as their weekday
        :param band_rule: ``split`` prices each second by its own band, ``start`` the whole call by its start; units
            other than time always go by the start
        :param increment_rule: ``remainder`` or ``total``, see ``increment``
        :param edge_rule: ``carry`` or ``cut``, see ``increment``
        :param fee_rule: connection fee and minimum charge when there is something to charge (``charged``), or on any
            call above 0 units even if free units cover it (``answered``)
        :raise CardError: with the row and the reason
        """
        _check_rules(band_rule, increment_rule, edge_rule, fee_rule)
        zone, quantum, closed = _zone(timezone), rounding.quantum, frozenset(holidays)
        index, size = Compiler(increment_rule, bool(closed)).index(rates)
        rules = (band_rule, increment_rule, increment_rule == "total", edge_rule, fee_rule)
        return cls(name, version, index, size, rounding, quantum, zone, closed, *rules)


def _check_rules(*chosen: str) -> None:
    for (what, allowed), rule in zip(RULES.items(), chosen, strict=True):
        if rule not in allowed:
            raise CardError(f"unknown {what} {rule!r}: one of {', '.join(allowed)}")


def _zone(timezone: str | tzinfo) -> tzinfo:
    if isinstance(timezone, tzinfo):
        return timezone
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        raise CardError(f"unknown time zone {timezone!r}") from None
