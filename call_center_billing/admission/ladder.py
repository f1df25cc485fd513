"""How far a credit limit rises when an account pays.

>>> raised(1_000_000_000, Rise(percent=50, maximum=5_000_000_000))
1500000000
>>> raised(4_000_000_000, Rise(step=500_000_000, percent=50, maximum=5_000_000_000))
5000000000
>>> raised(6_000_000_000, Rise(step=500_000_000, maximum=5_000_000_000))
6000000000
"""

from __future__ import annotations

from typing import NamedTuple


class Rise(NamedTuple):
    """The rule of a company.

    :ivar step: micro-units that are added; :ivar percent: of the limit there is, added besides
    :ivar maximum: micro-units that the rule does not pass; 0: there is none
    """

    step: int = 0
    percent: int = 0
    maximum: int = 0


def raised(limit: int, rise: Rise) -> int:
    """The limit after one payment in time, micro-units; never less than it is."""
    new = limit + rise.step + limit * rise.percent // 100
    return max(min(new, rise.maximum) if rise.maximum else new, limit)
