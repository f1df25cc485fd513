"""The short way for calls that have one price from beginning to end: whole numbers, a column at a time.

It takes the rules of ``charge`` for one price and its blocks, nothing else: whatever has limits or a price per call,
passes into another step or band, is covered by free units, or could leave 64 bits, goes to ``rate``. Tests hold the two
equal.
"""

from __future__ import annotations

from math import gcd
from typing import Final

import polars as pl

from .card import Card
from .codes import LONGEST_CALL, MICRO
from .pricing import Pricing

BIG: Final = 2**40
"""Units beyond any call; every sum of a few of them fits into 64 bits."""

LARGEST: Final = 2**63 - 1

COLUMNS: Final = (
    "most",  # the longest quantity for the short way, -1 for none
    "price",
    "per",
    "fee",
    "first",
    "following",
    "free",
    "minimum",
    "factor",  # what a discount leaves is factor / base; divisor is per * base
    "divisor",
    "within",  # 1 when the call must lie within the band: its stretch is at most lead + quantity
    "lead",
    "beyond",
)


def terms_row(card: Card, pricing: Pricing, discount: int, band: int) -> tuple[int, ...]:
    """The numbers in ``COLUMNS`` for a pricing and a band of it."""
    _, fee, first, steps = pricing.terms[band]
    _, price, per, following = steps[0]
    shared = gcd(MICRO - discount, MICRO)
    factor, divisor = (MICRO - discount) // shared, per * (MICRO // shared)
    within = int(pricing.week is not None and pricing.timed and card.band_rule == "split")
    stretch = (within, min(pricing.free + pricing.minimum, BIG), min(pricing.reach if card.whole else 0, BIG))
    if not pricing.limited and not pricing.counts_calls:
        room = (LARGEST - 4 * divisor * card.quantum) // 2 // max(factor, 1) - fee * per
        longest = min(room // price if price else room, BIG, *(step.start for step in steps[1:2]))
        most = longest - following  # a last block may reach beyond the quantity
        if max(first, pricing.minimum, pricing.free) <= most and per < BIG:
            most = min(most, LONGEST_CALL) if pricing.timed else most
            return (most, price, per, fee, first, following, pricing.free, pricing.minimum, factor, divisor, *stretch)
    return (-1, 0, 1, 0, 1, 1, 0, 0, 1, 1, *stretch)


def in_one_band() -> pl.Expr:
    """Whether a call surely stays in the band in which it begins (its free units, blocks and minimum too)."""
    quantity, given = pl.col("quantity").clip(0, BIG), pl.col("given").clip(0, BIG)
    stretch = pl.max_horizontal(quantity, given + pl.col("lead")) + pl.col("beyond")
    return (pl.col("band") >= 0) & ((pl.col("within") == 0) | (stretch <= pl.col("left")))


def is_short() -> pl.Expr:
    """Whether a call takes the short way; needs the column ``steady`` (``in_one_band``)."""
    quantity, given = pl.col("quantity"), pl.col("given")
    charged = quantity - given - pl.col("free") > 0
    return pl.col("steady") & (quantity <= pl.col("most")) & (given >= 0) & (given <= quantity) & charged


def billed(card: Card) -> pl.Expr:
    """``increment.blocks`` or ``increment.total`` of the charged units."""
    first, following = pl.col("first"), pl.col("following")
    units = pl.max_horizontal(pl.col("quantity") - pl.col("given") - pl.col("free"), "minimum")
    if card.whole:
        return _multiple(pl.max_horizontal(units, first), following)
    return first + _multiple((units - first).clip(0), following)


def _multiple(units: pl.Expr, size: pl.Expr) -> pl.Expr:
    return (units + size - 1) // size * size


def numerator() -> pl.Expr:
    """Micro-units after the discount, times ``divisor``; needs the column ``billed``."""
    return (pl.col("billed") * pl.col("price") + pl.col("fee") * pl.col("per")) * pl.col("factor")


def unrounded() -> pl.Expr:
    """The price half-up to the micro-unit; needs ``numerator``."""
    return (2 * pl.col("numerator") + pl.col("divisor")) // (2 * pl.col("divisor"))


def amount(card: Card) -> pl.Expr:
    """``rounding.round_fraction`` of whole columns; needs ``numerator``."""
    above, below = pl.col("numerator"), pl.col("divisor") * card.quantum
    match card.rounding.method:
        case "half_up":
            whole = (2 * above + below) // (2 * below)
        case "up":
            whole = (above + below - 1) // below
        case "half_even":
            whole = above // below
            rest = 2 * (above - whole * below)
            whole += ((rest > below) | ((rest == below) & (whole % 2 == 1))).cast(pl.Int64)
        case "down":
            whole = above // below
    return whole * card.quantum
