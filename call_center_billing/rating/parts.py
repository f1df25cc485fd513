"""The pieces a price is made of, for explanations.

Each piece is a fraction of micro-units; shown one by one they would not add up. So every part is the difference of two
running totals, each rounded to the micro-unit: the sum of the parts is the unrounded price, always.
"""

from __future__ import annotations

from .charge import Charge, Order
from .codes import MICRO, PartKind
from .result import Part


def parts(order: Order, charge: Charge, unrounded: int) -> tuple[Part, ...]:
    """The parts of a charge, in the order in which they were worked out.

    :param unrounded: what they must add up to
    """
    free, _, fee, pieces, gross, base, _, denominator, numerator = charge
    if len(pieces) == 1 and numerator == gross and denominator == base and not fee and not free:
        name, start, units, price, per = pieces[0]
        return (Part("usage", name, start, units, price, per, unrounded),)
    found: list[Part] = []
    if free:
        found.append(Part("free", "", 0, free, 0, 1, 0))
    if fee:
        found.append(Part("fee", "", 0, 1, fee, 1, fee))
    before, running = fee, fee * base
    for name, start, units, price, per in pieces:
        running += units * price * (base // per)
        after = round_micro(running, base)
        found.append(Part("usage", name, start, units, price, per, after - before))
        before = after
    found.extend(_adjustments(order, charge, before))
    return tuple(found)


def _adjustments(order: Order, charge: Charge, before: int) -> list[Part]:
    found: list[Part] = []
    if order.discount:
        after = round_micro(charge.net, charge.denominator)
        found.append(Part("discount", "", 0, 0, order.discount, MICRO, after - before))
        before = after
    if charge.numerator != charge.net:
        limit = charge.numerator // charge.denominator
        kind: PartKind = "minimum_charge" if charge.numerator > charge.net else "maximum_charge"
        found.append(Part(kind, "", 0, 0, limit, 1, limit - before))
    return found


def round_micro(numerator: int, denominator: int) -> int:
    """Round a fraction of micro-units half-up to a whole one."""
    return (2 * numerator + denominator) // (2 * denominator)
