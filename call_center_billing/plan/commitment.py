"""What is charged where less was used than was promised?"""

from fractions import Fraction


def missing(promised: Fraction | int, used: Fraction | int) -> Fraction:
    """What usage falls short of a minimum; nothing if it reached it.

    >>> missing(100, 30), missing(100, 130), missing(100, -5)
    (Fraction(70, 1), Fraction(0, 1), Fraction(100, 1))
    """
    return max(Fraction(0), promised - max(Fraction(0), Fraction(used)))
