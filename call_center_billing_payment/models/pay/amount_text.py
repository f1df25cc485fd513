"""Sums that customers type.

>>> amount_of("1 250,50", 2)
Decimal('1250.50')
>>> amount_of("12", 2)
Decimal('12')
"""

import re
from decimal import Decimal

#: digits, and decimals after a comma or a point: no sign, no exponent, nothing that is no number
WRITTEN = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,6}))?")


def amount_of(text, places):
    """The sum that a text says.

    :param str text: as it was typed; blanks between the digits do not count
    :param int places: decimals of the currency
    :return: the sum; None if the text is none above zero, or has more decimals than the currency
    :rtype: Decimal | None
    """
    match = WRITTEN.fullmatch("".join(str(text or "").split()))
    if not match:
        return None
    whole, decimals = match.group(1), (match.group(2) or "").rstrip("0")
    if len(decimals) > places:
        return None
    amount = Decimal(f"{whole}.{match.group(2) or ''}".rstrip("."))
    return amount if amount > 0 else None
