"""Sums and days as they stand in files.

>>> amount("Gross", "1,234.50"), amount("Gross", "1.234,50"), amount("Gross", "-3,5")
(Decimal('1234.50'), Decimal('1234.50'), Decimal('-3.5'))
>>> day("Date", "22-11-2026 10:15:00"), day("Date", "2026/11/22 03:00:00 +0100")
(datetime.date(2026, 11, 22), datetime.date(2026, 11, 22))
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from .model import Unreadable

#: days as gateways write them; the American order is told by `month_first`
FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %b %Y", "%Y%m%d")
AMERICAN = ("%m/%d/%Y", "%m-%d-%Y", *FORMATS)
#: digits before and after the point that a sum may have; more is no sum of money
LONGEST = 15


def amount(field: str, text: str) -> Decimal:
    """A sum with point or comma, with or without separators of thousands.

    :raise Unreadable: it is none
    """
    plain = re.sub(r"[\s\u00a0\u202f']", "", text).replace("\u2212", "-")
    point, comma = plain.rfind("."), plain.rfind(",")
    if comma > point:
        thousands = point < 0 and len(plain) - comma == 4
        plain = plain.replace(",", "") if thousands else plain.replace(".", "").replace(",", ".")
    else:
        plain = plain.replace(",", "")
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", plain) or len(plain) > LONGEST:
        raise Unreadable(field, text, "amount" if text.strip() else "missing")
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise Unreadable(field, text, "amount") from error


def day(field: str, text: str, *, month_first: bool = False) -> date:
    """The day of a moment, as the gateway's clock has it.

    :raise Unreadable: it is none
    """
    words = text.strip().replace("T", " ")
    for form in AMERICAN if month_first else FORMATS:
        parts = form.count(" ") + 1
        try:
            return datetime.strptime(" ".join(words.split()[:parts]), form).date()
        except ValueError:
            continue
    raise Unreadable(field, text, "date" if words else "missing")


def code(field: str, text: str) -> str:
    """The code of a currency.

    :raise Unreadable: it is none
    """
    word = text.strip().upper()
    if not re.fullmatch(r"[A-Z]{3}", word):
        raise Unreadable(field, text, "currency" if word else "missing")
    return word
