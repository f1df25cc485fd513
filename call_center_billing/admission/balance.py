"""What an account has left: one formula for prepaid, postpaid and hybrid.

>>> Balance(limit=10_000_000, receivable=-4_000_000, uninvoiced=1_000_000, tax=250_000, reserved=0).available
4750000
>>> Balance(limit=None, receivable=-4_000_000, uninvoiced=0, tax=0, reserved=0).available is None
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Final, NamedTuple

BILLION: Final = 1_000_000_000


class Balance(NamedTuple):
    """The parts of an account's balance, micro-units of the company's currency.

    :ivar limit: credit limit; None for an account that is never refused for want of money
    :ivar receivable: payments not applied yet less open invoices: below 0 for who owes us
    :ivar uninvoiced: net of what is rated and not invoiced; :ivar tax: the tax that its invoices will add
    :ivar reserved: for calls in progress, tax included
    """

    limit: int | None
    receivable: int
    uninvoiced: int
    tax: int
    reserved: int

    @property
    def used(self) -> int:
        """What counts against the limit; below 0 for who has paid more than it used."""
        return self.uninvoiced + self.tax + self.reserved - self.receivable

    @property
    def available(self) -> int | None:
        """What more may be used; None for as much as there will ever be."""
        return None if self.limit is None else self.limit - self.used


class Tax(NamedTuple):
    """What an invoice adds to a net amount of one article.

    :ivar share: parts in a billion of the amount; :ivar fixed: micro-units a line, for taxes that are a sum
    """

    share: int = 0
    fixed: int = 0


class Uninvoiced(NamedTuple):
    """What an account used of one article in one currency: micro-units of that currency, and on how many lines."""

    currency: int
    product: int
    amount: int
    lines: int


def uninvoiced(
    sums: Iterable[Uninvoiced], tax_of: Callable[[int], Tax], factor_of: Callable[[int], Fraction]
) -> tuple[int, int]:
    """Net and tax of all that is not invoiced, in the company's currency; halves up, article by article.

    :param tax_of: by article; :param factor_of: units of the company's currency that one unit of a currency is worth
    """
    net = tax = 0
    for currency, product, amount, lines in sums:
        share, fixed = tax_of(product)
        factor = factor_of(currency)
        worth, per = factor.numerator, factor.denominator
        net += _rounded(amount * worth, per)
        tax += _rounded((amount * share + fixed * lines * BILLION) * worth, BILLION * per)
    return net, tax


def _rounded(value: int, divisor: int) -> int:
    return (2 * value + divisor) // (2 * divisor)
