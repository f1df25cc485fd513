"""What does a call cost? ``rate`` finds the rate of a call and prices it.

>>> from datetime import datetime, timezone
>>> from rating import Call, Card, Rate, Tariff, rate
>>> mobile = Rate("4670", "Sweden mobile", 1_200_000, connection_fee=490_000, first_increment=30, next_increment=6)
>>> tariff = Tariff(Card.compile([mobile]))
>>> rated = rate(Call("+46701234567", datetime(2026, 1, 7, 12, 0, tzinfo=timezone.utc), 32), tariff)
>>> rated.billed, rated.amount
(36, 1210000)
>>> rate(Call("+4712345678", datetime(2026, 1, 7, 12, 0, tzinfo=timezone.utc), 32), tariff).reason
'no_rate'
"""

from __future__ import annotations

from datetime import datetime

from .charge import Order, charge
from .codes import LONGEST_CALL, Reason
from .model import Call
from .parts import parts
from .prefix import Version
from .result import Rated
from .rounding import round_fraction
from .tariff import Tariff


def rate(call: Call, tariff: Tariff, free_units: int = 0) -> Rated:
    """Price a call.

    :param free_units: units of this call that a bundle of the caller's pays for, on top of the rate's own
    :return: state ``rated`` with an amount, or ``unrated`` with a reason: ``no_rate`` (no prefix matches),
        ``not_valid`` (a prefix matches, but not at that time or for that A-number), ``negative_quantity``,
        ``too_long`` (over ``LONGEST_CALL`` seconds), ``no_timezone``
    :raise TypeError: a quantity or free units that are not whole numbers
    :raise ValueError: free units below 0
    """
    number, started_at, quantity, a_number = call
    if type(quantity) is not int or type(free_units) is not int:
        raise TypeError(f"{quantity!r} or {free_units!r} is not a whole number")
    if quantity < 0:
        return unrated("negative_quantity")
    if started_at.tzinfo is None:
        return unrated("no_timezone")
    version = tariff.card.index.find(number, started_at, a_number)
    if version is None:
        return _without_rate(call, tariff)
    order = make_order(version, tariff, started_at, free_units)
    if quantity > LONGEST_CALL and order.pricing.timed:
        return unrated("too_long")
    result = charge(order, quantity)
    card, billed = tariff.card, result.billed
    numerator, denominator = result.numerator, result.denominator
    unrounded = (2 * numerator + denominator) // (2 * denominator)
    amount = round_fraction(numerator, denominator, card.quantum, card.rounding.method)
    reason: Reason = "" if billed else "all_free" if quantity else "zero_quantity"
    return Rated("rated", reason, version.rate, billed, unrounded, amount, parts(order, result, unrounded))


def make_order(version: Version, tariff: Tariff, started_at: datetime, free_units: int) -> Order:
    """All that the price depends on, except the quantity."""
    if free_units < 0:
        raise ValueError(f"{free_units} free units")
    pricing, discount = tariff.conditions(version)
    return Order(tariff.card, pricing, started_at, pricing.free + free_units, discount)


def unrated(reason: Reason) -> Rated:
    """A call without a price."""
    return Rated("unrated", reason, None, 0, None, None, ())


def _without_rate(call: Call, tariff: Tariff) -> Rated:
    """No rate: without a price, unless there is nothing to price."""
    if call.quantity == 0:
        return Rated("rated", "zero_quantity", None, 0, 0, 0, ())
    return unrated("not_valid" if tariff.card.index.knows(call.b_number) else "no_rate")
