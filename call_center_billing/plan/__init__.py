"""What is sold beside calls: for which days, how much of it, and what that comes to. Pure: no Odoo, no I/O, no clock.

>>> from datetime import date
>>> month = lambda day: (date(2026, 2, 1), date(2026, 3, 1))
>>> [piece] = pieces(month, date(2026, 2, 15), None, date(2026, 2, 16))
>>> prorated(100_000_000, piece)
Fraction(50000000, 1)
"""

from .commitment import missing
from .due import Charge, Due, Terms, expected, unmade
from .periods import Piece, WholePeriod, cut, pieces
from .proration import Step, prorated, rounded, segments, share, split

__all__ = [
    "Charge",
    "Due",
    "Piece",
    "Step",
    "Terms",
    "WholePeriod",
    "cut",
    "expected",
    "missing",
    "pieces",
    "prorated",
    "rounded",
    "segments",
    "share",
    "split",
    "unmade",
]
