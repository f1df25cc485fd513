"""How long may a call last? The exact inverse of ``rate``.

The price never falls when a call gets longer, so the longest quantity that is still affordable can be found by
halving. Every guess is priced by the function that will price the finished call, down to fee, increments, bands,
limits and rounding: an authorisation can therefore never promise more than the balance pays for.
"""

from __future__ import annotations

from typing import Final

from .charge import Order, charge
from .codes import DAY, LONGEST_CALL
from .engine import make_order
from .model import Call
from .rounding import round_fraction
from .tariff import Tariff

LONGEST_AUTHORISED: Final = DAY
"""Units authorised at most unless the caller sets another limit: 24 hours in seconds."""

FIRST_GUESS: Final = 64


def max_seconds(
    available: int, tariff: Tariff, call: Call, free_units: int = 0, limit: int = LONGEST_AUTHORISED
) -> int:
    """The most units of this call that cost no more than ``available``.

    The quantity of the call is not looked at. A maximum charge with the rule ``disconnect`` ends the call too.

    :param available: micro-units
    :param limit: the answer for a call that never costs too much (free, or capped), and for no call more; for time
        units not above ``LONGEST_CALL``
    :return: 0 if nothing is affordable or the call cannot be rated; ``rate`` says why
    """
    for number in (available, free_units, limit):
        if type(number) is not int:
            raise TypeError(f"{number!r} is not a whole number")
    version = None
    if call.started_at.tzinfo is not None:
        version = tariff.card.index.find(call.b_number, call.started_at, call.a_number)
    if version is None:
        return 0
    order = make_order(version, tariff, call.started_at, free_units)
    if order.pricing.timed:
        limit = min(limit, LONGEST_CALL)
    return _longest(order, available, max(limit, 0))


def _longest(order: Order, available: int, limit: int) -> int:
    """Double until it costs too much, then halve the gap."""
    affordable, beyond = 0, FIRST_GUESS
    while beyond <= limit and _allowed(order, beyond, available):
        affordable, beyond = beyond, beyond * 2
    beyond = min(beyond, limit + 1)
    while beyond - affordable > 1:
        middle = (affordable + beyond) // 2
        if _allowed(order, middle, available):
            affordable = middle
        else:
            beyond = middle
    return affordable


def _allowed(order: Order, quantity: int, available: int) -> bool:
    result = charge(order, quantity)
    numerator, denominator = result.numerator, result.denominator
    end = order.pricing.disconnect
    if end is not None and numerator > end * denominator:
        return False
    card = order.card
    return round_fraction(numerator, denominator, card.quantum, card.rounding.method) <= available
