"""A tariff: a rate card and what one account was promised on top of it.

The promise is either a discount or a fixed price, as on a price list of Odoo; a fixed price is final and gets no
discount. Both can be given for a destination class; a discount also for everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from .card import Card
from .codes import MICRO, MINUTE
from .error import CardError
from .prefix import Version
from .pricing import Pricing, reprice

MOST_SURCHARGE: Final = 10 * MICRO

OWN_UNITS: Final = 0
"""As ``per`` of a fixed price: for as many units as the rate's own price is for, a minute or a message."""


class FixedPrice(NamedTuple):
    """A price instead of the card's, in all bands and steps; fee, increments and limits stay the card's."""

    price: int
    per: int = MINUTE


@dataclass(frozen=True, slots=True, eq=False)
class Tariff:
    """A card with an account's conditions; its mappings must not be changed afterwards.

    :ivar discount: parts per million off the price and the fee, before minimum and maximum charge; below 0 a surcharge
    :ivar discounts: the same for a destination class, instead of ``discount``
    :ivar prices: fixed price for a destination class
    :raise CardError: on a discount above 100 % or a surcharge above 1 000 %, or a price that is none
    """

    card: Card
    discount: int = 0
    discounts: Mapping[str, int] = field(default_factory=dict)
    prices: Mapping[str, FixedPrice] = field(default_factory=dict)
    name: str = ""

    def __post_init__(self) -> None:
        for discount in (self.discount, *self.discounts.values()):
            if type(discount) is not int or not -MOST_SURCHARGE <= discount <= MICRO:
                raise CardError(f"discount {discount!r}: a whole number up to {MICRO} parts per million")
        for name, (price, per) in self.prices.items():
            if type(price) is not int or type(per) is not int or price < 0 or per < 0:
                raise CardError(f"fixed price {price!r} per {per!r} for class {name!r}: whole numbers, not negative")

    def conditions(self, version: Version) -> tuple[Pricing, int]:
        """The pricing of a rate for this account, and the discount in parts per million."""
        if not self.prices and not self.discounts:
            return version.pricing, self.discount
        fixed, discount = self.promise(version.rate.destination_class)
        return version.pricing if fixed is None else reprice(version.pricing, *fixed), discount

    def promise(self, destination_class: str) -> tuple[FixedPrice | None, int]:
        """The fixed price for a destination class, or the discount in parts per million."""
        fixed = self.prices.get(destination_class)
        return fixed, 0 if fixed is not None else self.discounts.get(destination_class, self.discount)
