"""What a rate must be before it may price a call. Every refusal says what is wrong, in words of the rate card."""

from __future__ import annotations

from .codes import DAY, EVERY_DAY, MINUTE, TIME_UNITS, UNITS
from .error import CardError
from .model import Band, Rate, Step


def check_rate(rate: Rate, row: int) -> None:
    """Check the conditions of a rate (not its prefix and validity). CardError with the row."""
    if rate.unit not in UNITS:
        raise CardError(f"unknown unit {rate.unit!r}", row)
    if rate.unit == "call" and (rate.steps or any(band.steps for band in rate.bands)):
        raise CardError("a price per call has no steps", row)
    _whole("free units", rate.free_units, 0, row)
    _whole("minimum units", rate.minimum_units, 0, row)
    _whole("connection fee", rate.connection_fee, 0, row)
    _whole("first increment", rate.first_increment, 1, row)
    _whole("next increment", rate.next_increment, 1, row)
    _limits(rate, row)
    _prices(rate, rate, row)
    for band in rate.bands:
        _band(band, rate, row)


def _limits(rate: Rate, row: int) -> None:
    _whole("minimum charge", rate.minimum_charge, 0, row)
    if rate.maximum_rule not in ("free", "disconnect"):
        raise CardError(f"unknown maximum rule {rate.maximum_rule!r}", row)
    if rate.maximum_charge is not None:
        _whole("maximum charge", rate.maximum_charge, 0, row)
        if rate.minimum_charge > rate.maximum_charge:
            raise CardError("the minimum charge is above the maximum charge", row)


def _prices(source: Rate | Band, rate: Rate, row: int) -> None:
    _price(source.price, source.per, rate, row)
    reached = 0
    for step in source.steps:
        _step(step, reached, rate, row)
        reached = step.start


def _step(step: Step, reached: int, rate: Rate, row: int) -> None:
    _whole("start of a step", step.start, 1, row)
    if step.start <= reached:
        raise CardError(f"the step from {step.start} leaves no room for the one before it", row)
    _whole("increment of a step", step.increment, 1, row)
    _price(step.price, step.per, rate, row)


def _price(price: int, per: int, rate: Rate, row: int) -> None:
    _whole("price", price, 0, row)
    _whole("units of the price", per, 1, row)
    if per == MINUTE and rate.unit not in TIME_UNITS:
        raise CardError(f"a price per 60 of unit {rate.unit!r}: set per", row)


def _band(band: Band, rate: Rate, row: int) -> None:
    if not band.name:
        raise CardError("a band without a name", row)
    if not band.days or not band.days <= EVERY_DAY:
        raise CardError(f"band {band.name!r} covers nothing: its days must be some of 0 to 7", row)
    _whole("start of a band", band.start, 0, row)
    _whole("end of a band", band.end, 0, row)
    if band.end > DAY:
        raise CardError(f"band {band.name!r} ends after 24:00", row)
    if band.start == band.end:
        raise CardError(f"band {band.name!r} covers nothing: it ends when it begins", row)
    if band.start > band.end:
        raise CardError(f"band {band.name!r} passes midnight: write it as two bands", row)
    if band.connection_fee is not None:
        _whole("connection fee of a band", band.connection_fee, 0, row)
    for increment in (band.first_increment, band.next_increment):
        if increment is not None:
            _whole("increment of a band", increment, 1, row)
    _prices(band, rate, row)


def _whole(what: str, value: int, least: int, row: int) -> None:
    if type(value) is not int:
        raise CardError(f"{what} {value!r} is not a whole number", row)
    if value < least:
        raise CardError(f"{what} {value} is below {least}", row)
