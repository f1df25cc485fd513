"""Micro-units of a currency, to text and to the currency's own precision. Pure: integers in, integers out.

>>> format_micro(490000)
'0.49'
>>> format_micro(57167)
'0.057167'
>>> round_to_currency(57167, 2)
(60000, -2833)
"""

MICRO = 1_000_000


def format_micro(amount: int, decimals: int = 2, separator: str = ".") -> str:
    """`amount` micro-units as a decimal number: at least `decimals` places, more only where they are not zero."""
    whole, rest = divmod(abs(amount), MICRO)
    places = f"{rest:06d}".rstrip("0").ljust(decimals, "0")
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole}{separator}{places}" if places else f"{sign}{whole}"


def decimals_of(amount: int) -> int:
    """How many decimals `amount` micro-units need to be written in full.

    >>> decimals_of(490000), decimals_of(57167)
    (2, 6)
    """
    return len(f"{abs(amount) % MICRO:06d}".rstrip("0"))


def round_to_currency(amount: int, places: int) -> tuple[int, int]:
    """Round `amount` half away from zero to a currency of `places` decimals.

    :return: the rounded amount and what rounding left over, both in micro-units; their sum is `amount`
    """
    unit = 10 ** (6 - places)
    magnitude = (abs(amount) + unit // 2) // unit * unit
    rounded = magnitude if amount >= 0 else -magnitude
    return rounded, amount - rounded
