"""What a quantity costs, exactly: the one calculation behind both the price of a call and its longest duration.

The order is fixed: free units off, minimum units, increments, price and fee, discount, minimum charge, maximum charge.
Nothing is rounded here; the result is a fraction of whole numbers of micro-units.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from .band import spans, terms_at
from .card import Card
from .codes import MICRO
from .increment import Piece, Spans, blocks, pieces, total
from .pricing import Pricing, Terms


class Order(NamedTuple):
    """All that the price of a call depends on, except its quantity.

    :ivar free: free units of this call, those of the rate and those the caller gave
    :ivar discount: parts per million
    """

    card: Card
    pricing: Pricing
    started_at: datetime
    free: int
    discount: int


class Charge(NamedTuple):
    """An exact price: numerator/denominator micro-units.

    :ivar free: units that cost nothing; :ivar billed: units charged
    :ivar fee: connection fee, micro-units; :ivar pieces: usage by band and step
    :ivar gross, base: fee and usage before discount and limits: gross/base micro-units
    :ivar net, denominator: the same after the discount; :ivar numerator: after the limits too, over ``denominator``
    """

    free: int
    billed: int
    fee: int
    pieces: tuple[Piece, ...]
    gross: int
    base: int
    net: int
    denominator: int
    numerator: int


def charge(order: Order, quantity: int) -> Charge:
    """Price ``quantity`` units (not negative)."""
    card, pricing, _, free, discount = order
    used = 1 if pricing.counts_calls and quantity else quantity
    units = used - free
    if units <= 0:
        return _nothing(order, used)
    if units < pricing.minimum:
        units = pricing.minimum
    if pricing.plain:
        _, fee, first, ((_, price, per, following),) = pricing.terms[0]
        billed = total(units, first, following) if card.whole else blocks(units, first, following)
        gross = billed * price + fee * per
        if not discount and not pricing.limited:  # the commonest case of all: spare it the call
            return Charge(free, billed, fee, (("", 0, billed, price, per),), gross, per, gross, per, gross)
        return _limited(order, free, billed, fee, (("", 0, billed, price, per),), gross, per)
    return _divided(order, units)


def _divided(order: Order, units: int) -> Charge:
    """Price units that may fall into several bands and steps."""
    card, pricing = order.card, order.pricing
    stretches = _stretches(order, units + pricing.reach if card.whole else units)
    terms = stretches[0][1]
    if card.whole:
        units = total(units, terms.first, terms.steps[0].increment)
    usage = pieces(stretches, units, card.edge_rule == "cut", card.whole)
    fee = _first_terms(order).fee if order.free else terms.fee
    base = pricing.denominator
    gross = fee * base
    billed = 0
    for _, _, count, price, per in usage:
        billed += count
        gross += count * price * (base // per)
    return _limited(order, order.free, billed, fee, tuple(usage), gross, base)


def _stretches(order: Order, length: int) -> Spans:
    """The terms by the unit at which they begin to hold."""
    card, pricing = order.card, order.pricing
    if pricing.week is None or not pricing.timed or card.band_rule == "start":
        return [(0, _first_terms(order))]
    begin = order.started_at.astimezone(UTC) + timedelta(seconds=order.free)
    return [(at, pricing.terms[index]) for at, index in spans(pricing.week, begin, length, card.zone, card.holidays)]


def _first_terms(order: Order) -> Terms:
    """The terms at the start of the call, free units or not."""
    card, pricing = order.card, order.pricing
    if pricing.week is None:
        return pricing.terms[0]
    return pricing.terms[terms_at(pricing.week, order.started_at.astimezone(card.zone), card.holidays)[0]]


def _nothing(order: Order, used: int) -> Charge:
    """Nothing but free units: no price, unless the card takes the fee from every answered call."""
    if used and order.card.fee_rule == "answered":
        fee = _first_terms(order).fee
        return _limited(order, used, 0, fee, (), fee, 1)
    return Charge(used, 0, 0, (), 0, 1, 0, 1, 0)


def _limited(order: Order, free: int, billed: int, fee: int, usage: tuple[Piece, ...], gross: int, base: int) -> Charge:
    """Apply discount, minimum and maximum charge."""
    pricing = order.pricing
    if not pricing.limited and not order.discount:
        return Charge(free, billed, fee, usage, gross, base, gross, base, gross)
    net, denominator = gross * (MICRO - order.discount), base * MICRO
    numerator = max(net, pricing.floor * denominator)
    if pricing.cap is not None:
        numerator = min(numerator, pricing.cap * denominator)
    return Charge(free, billed, fee, usage, gross, base, net, denominator, numerator)
