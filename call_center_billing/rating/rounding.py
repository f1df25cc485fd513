"""Rounding: once a call, at the very end, on the exact value.

A price is a fraction of two whole numbers of micro-units until here, so nothing has been lost on the way. CGRateS
rounds every increment instead and comes out at 0.3001 for 180 s of 0.1 a minute; the exact sum is 0.3.

>>> from rating.rounding import Rounding, round_fraction
>>> round_fraction(1_234_550, 1, Rounding(4, "half_up").quantum, "half_up")
1234600
>>> round_fraction(1_234_550, 1, Rounding(4, "half_even").quantum, "half_even")
1234600
>>> round_fraction(1_234_450, 1, 100, "half_even")
1234400
"""

from __future__ import annotations

from typing import Final, NamedTuple

from .codes import Method
from .error import CardError

METHODS: Final = frozenset({"half_up", "half_even", "up", "down"})


class Rounding(NamedTuple):
    """How the price of a call is rounded.

    :ivar digits: decimals of the currency kept, 0 to 6
    :ivar method: ``half_up``, ``half_even`` (banker's), ``up`` (away from zero) or ``down``
    """

    digits: int = 4
    method: Method = "half_up"

    @property
    def quantum(self) -> int:
        """Smallest step of an amount, micro-units: 4 digits is 100. CardError if there is none such."""
        if type(self.digits) is not int or not 0 <= self.digits <= 6:
            raise CardError(f"rounding to {self.digits!r} digits: 0 to 6 are possible")
        if self.method not in METHODS:
            raise CardError(f"unknown rounding method {self.method!r}")
        quantum = 1
        for _ in range(6 - self.digits):
            quantum *= 10
        return quantum


DEFAULT_ROUNDING: Final = Rounding()


def round_fraction(numerator: int, denominator: int, quantum: int, method: Method) -> int:
    """Round numerator/denominator (not negative) to a multiple of ``quantum``."""
    denominator *= quantum
    if method == "half_up":
        return (2 * numerator + denominator) // (2 * denominator) * quantum
    whole, rest = divmod(numerator, denominator)
    if method == "up":
        whole += rest > 0
    elif method == "half_even":
        whole += 2 * rest > denominator or (2 * rest == denominator and whole & 1 == 1)
    return whole * quantum
