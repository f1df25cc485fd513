"""What is taken off for volume: by steps, each part of the volume at its own discount, or all at that of the whole."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

MICRO = 1_000_000
Mode = Literal["step", "whole"]


class Tier(NamedTuple):
    """A discount that begins with the first unit above a volume.

    :ivar above: units; :ivar discount: parts per million
    """

    above: int
    discount: int


def rebate(tiers: Sequence[Tier], mode: Mode, volume: int, amount: int) -> Fraction:
    """What of an amount is taken off, in its own unit, exactly.

    By steps each part of the volume has its share of the amount: the mean price of all that was used. So the order
    in which it was used does not matter, nor which of it was dear.

    :param tiers: in any order; units up to the first have no discount
    :param volume: units used; :param amount: what was charged for them

    >>> tiers = [Tier(100, 100_000), Tier(500, 200_000)]
    >>> rebate(tiers, "whole", 600, 6_000), rebate(tiers, "step", 600, 6_000), rebate(tiers, "step", 100, 1_000)
    (Fraction(1200, 1), Fraction(600, 1), Fraction(0, 1))
    """
    reached = sorted(tier for tier in tiers if volume > tier.above)
    if not reached or amount <= 0:
        return Fraction(0)
    if mode == "whole":
        return Fraction(amount * reached[-1].discount, MICRO)
    ends = [tier.above for tier in reached[1:]] + [volume]
    weighed = sum((end - tier.above) * tier.discount for tier, end in zip(reached, ends, strict=True))
    return Fraction(amount * weighed, volume * MICRO)
