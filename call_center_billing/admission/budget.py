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
        worth, per = self.factor.numerator, self.factor.denominator
        return (amount * per - self.tax.fixed * worth) * BILLION // (worth * (BILLION + self.tax.share))

    def gross(self, price: int) -> int:
        """What a price of the card takes from the balance; nothing for nothing."""
        if not price:
            return 0
        whole = price * (BILLION + self.tax.share) + self.tax.fixed * BILLION
        return -(-whole * self.factor.numerator // (BILLION * self.factor.denominator))

    def value(self, price: int) -> int:
        """A price of the card in the company's currency, without tax."""
        return -(-price * self.factor.numerator // self.factor.denominator)

    def card(self, value: int) -> int:
        """The highest price of the card that is worth no more than `value`, both without tax."""
        return value * self.factor.denominator // self.factor.numerator
