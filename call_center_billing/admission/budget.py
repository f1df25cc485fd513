"""From a balance, which is gross and in the company's currency, to what a rate card counts in, and back.

Both ways are rounded so that a call never reserves more than there is.

>>> budget = Budget(Tax(share=250_000_000), Fraction(1))
>>> budget.net(10_000_000), budget.gross(8_000_000)
(8000000, 10000000)
>>> budget.gross(budget.net(9_999_999)) <= 9_999_999
True
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from .balance import BILLION, Tax


class Budget(NamedTuple):
    """How a price of a card becomes money of a balance.

    :ivar tax: of the article that the call is sold as
    :ivar factor: units of the company's currency that one unit of the card's is worth
    """

    tax: Tax
    factor: Fraction

    def net(self, amount: int) -> int:
        """The highest price of the card whose gross is no more than `amount`."""
        price = self._exact(amount) / (1 + Fraction(self.tax.share, BILLION))
        return price.numerator // price.denominator

    def gross(self, price: int) -> int:
        """What a price of the card takes from the balance; nothing for nothing."""
        if not price:
            return 0
        exact = (price * (1 + Fraction(self.tax.share, BILLION)) + self.tax.fixed) * self.factor
        return -(-exact.numerator // exact.denominator)

    def value(self, price: int) -> int:
        """A price of the card in the company's currency, without tax."""
        exact = price * self.factor
        return -(-exact.numerator // exact.denominator)

    def card(self, value: int) -> int:
        """The highest price of the card that is worth no more than `value`, both without tax."""
        price = Fraction(value) / self.factor
        return price.numerator // price.denominator

    def _exact(self, amount: int) -> Fraction:
        return Fraction(amount) / self.factor - self.tax.fixed
