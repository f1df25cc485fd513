"""Increments: what is billed of what was used.

A rate of 30/6 bills a first block of 30 s and then blocks of 6 s for the *remainder*: 32 s are 36 s (CGRateS, ASTPP;
cgrates issue 118). A2Billing and MagnusBilling round the *total* up instead: 30/60 at 45 s is 60 s there, 90 s here.

>>> from rating.increment import blocks, total
>>> blocks(32, 30, 6), blocks(45, 30, 60), total(45, 30, 60)
(36, 90, 60)

A block has the price of the moment it begins at (band and step). Where a band or step ends inside a block, the edge
rule decides: ``carry`` lets the block run over the edge and goes on behind it (CGRateS); ``cut`` charges it in full and
begins anew at the edge (BillRun).
"""

from __future__ import annotations

from .pricing import Terms

Spans = list[tuple[int, Terms]]
"""Terms by the charged unit at which they begin to hold, ascending from 0."""

Piece = tuple[str, int, int, int, int]
"""Usage in one band and step: name of the band, first charged unit, billed units, price, per. (Made for every call: a
bare tuple takes a sixth of the time of a NamedTuple.)"""


def blocks(units: int, first: int, following: int) -> int:
    """Units billed for ``units`` (above 0) in one first block and as many following ones as needed."""
    if units <= first:
        return first
    return first - (first - units) // following * following


def total(units: int, first: int, following: int) -> int:
    """Units billed when at least ``first`` count and the total goes up to a multiple of ``following``."""
    return -(-max(units, first) // following) * following


def pieces(spans: Spans, quantity: int, cut: bool, whole: bool) -> list[Piece]:
    """Divide ``quantity`` charged units over bands and steps.

    :param cut: edge rule ``cut`` instead of ``carry``
    :param whole: the quantity is billed as it is (it was rounded as a total before)
    """
    found: list[Piece] = []
    at = index = 0
    while at < quantity:
        while index + 1 < len(spans) and spans[index + 1][0] <= at:
            index += 1
        terms = spans[index][1]
        step, end = terms.step_at(at)
        end = quantity if end is None else min(quantity, end)
        if index + 1 < len(spans):
            end = min(end, spans[index + 1][0])
        units = end - at
        if not whole:
            units = blocks(units, step.increment if at else terms.first, step.increment)
        found.append((terms.name, at, units, step.price, step.per))
        at = end if cut else at + units
    return found
