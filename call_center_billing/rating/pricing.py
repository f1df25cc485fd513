"""The compiled money side of a rate: its own terms, those of its bands, and limits, checked once.

Many rows of a card cost the same, so a card compiles each distinct set of conditions once and lets the rows share it.
"""

from __future__ import annotations

from math import lcm
from typing import NamedTuple

from .band import Week, week
from .codes import TIME_UNITS, MaximumRule
from .model import Band, Rate, Step


class Terms(NamedTuple):
    """What one band (or the rate outside all bands) costs; step 0 is the price itself."""

    name: str
    fee: int
    first: int
    steps: tuple[Step, ...]

    def step_at(self, unit: int) -> tuple[Step, int | None]:
        """The step in force at a unit of the call, and the unit at which the next begins (None: never)."""
        current = self.steps[0]
        for step in self.steps:
            if step.start > unit:
                return current, step.start
            current = step
        return current, None


class Pricing(NamedTuple):
    """All conditions of a rate apart from whom and when it is for.

    :ivar terms: the terms outside all bands first, then those of each band
    :ivar week: which of them holds when, or None without bands
    :ivar denominator: common denominator of all prices
    :ivar plain: one price whatever the time and the length
    :ivar timed: units pass on the clock; :ivar counts_calls: any quantity above 0 is one unit
    :ivar limited: whether there is a minimum (``floor``) or maximum charge
    :ivar cap: most micro-units, or None; :ivar disconnect: exact micro-units past which a call must end, or None
    :ivar reach: longest block, the units by which billing may pass beyond the used quantity
    """

    terms: tuple[Terms, ...]
    week: Week | None
    denominator: int
    plain: bool
    timed: bool
    counts_calls: bool
    free: int
    minimum: int
    limited: bool
    floor: int
    cap: int | None
    disconnect: int | None
    reach: int


def compile_pricing(rate: Rate) -> Pricing:
    """Compile the conditions of a checked rate."""
    own = Terms("", rate.connection_fee, rate.first_increment, _steps(rate, rate.next_increment))
    terms = (own, *(_band_terms(rate, band) for band in rate.bands))
    steps = [step for term in terms for step in term.steps]
    limit, rule = rate.maximum_charge, rate.maximum_rule
    return Pricing(
        terms=terms,
        week=week(rate.bands) if rate.bands else None,
        denominator=lcm(*(step.per for step in steps)),
        plain=len(steps) == 1,
        timed=rate.unit in TIME_UNITS,
        counts_calls=rate.unit == "call",
        free=rate.free_units,
        minimum=rate.minimum_units,
        limited=rate.minimum_charge > 0 or limit is not None,
        floor=rate.minimum_charge,
        cap=_if(rule, "free", limit),
        disconnect=_if(rule, "disconnect", limit),
        reach=max(term.first for term in terms) + max(step.increment for step in steps),
    )


def reprice(pricing: Pricing, price: int, per: int) -> Pricing:
    """The same conditions at one fixed price in all bands and steps; fees, increments and limits stay.

    :param per: units of the price; 0 keeps those of each price it replaces
    """
    terms = tuple(
        term._replace(steps=tuple(step._replace(price=price, per=per or step.per) for step in term.steps))
        for term in pricing.terms
    )
    return pricing._replace(terms=terms, denominator=per or pricing.denominator)


def _steps(source: Rate | Band, increment: int) -> tuple[Step, ...]:
    return (Step(0, source.price, source.per, increment), *source.steps)


def _band_terms(rate: Rate, band: Band) -> Terms:
    fee = rate.connection_fee if band.connection_fee is None else band.connection_fee
    first = rate.first_increment if band.first_increment is None else band.first_increment
    following = rate.next_increment if band.next_increment is None else band.next_increment
    return Terms(band.name, fee, first, _steps(band, following))


def _if(rule: MaximumRule, wanted: MaximumRule, limit: int | None) -> int | None:
    return limit if rule == wanted else None
