"""Amounts as people and spreadsheets write them, to whole micro-units, exactly.

Whether "1.234" is a thousand or a little more than one cannot be said of the value alone: `vote` asks each value of a
column what it proves about the decimal mark, `decide` puts the answers together, `amount` then reads the values.

>>> decide(["1.234", "0.5"]), decide(["1.234", "1.234,50"]), decide(["1.234"])
('.', ',', '?')
>>> micro(amount("1.234", ","))
(1234000000, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final, Literal

from .currency import strip_currency
from .errors import Fault
from .model import Cell

Mark = Literal[".", ",", "?", "mixed"]
"""The decimal mark of a column; ``?``: every value could be read either way; ``mixed``: both are certainly in use."""

MICRO: Final = 1_000_000
LARGEST: Final = 10**12
"""Micro-units: a million of the currency for one minute is a mistake, not a price."""

EXACT: Final = Context(prec=90)
SPREADSHEET: Final = Context(prec=15)
"""A spreadsheet counts with 15 digits and shows no more; what comes after them is noise of its own arithmetic."""

LONGEST: Final = 40
GROUPS: Final = " \u00a0\u202f\u2009'’"
PLAIN: Final = {
    mark: re.compile(rf"(?:\d+|\d{{1,3}}(?:([{GROUPS}{other}])\d{{3}}(?:\1\d{{3}})*)?)(?:[{mark}]\d*)?|[{mark}]\d+")
    for mark, other in ((".", ","), (",", "."))
}
SCIENTIFIC: Final = re.compile(r"\d+(?:[.,]\d+)?[eE][+-]?\d{1,2}")
DROPPED: Final = str.maketrans("", "", GROUPS)


def typed(value: object) -> Cell:
    """A number of a spreadsheet's XML as what it was written as: a float by its shortest decimal form.

    >>> typed(0.1), typed(4670.0), typed(0.11499999999999999) == Decimal("0.115")
    (Decimal('0.1'), Decimal('4670.0'), True)
    """
    if isinstance(value, float):
        return SPREADSHEET.create_decimal(repr(value))
    return value if isinstance(value, int) else str(value)


def vote(text: str) -> str:
    """What a value proves about the decimal mark: ``.``, ``,``, ``?`` (could be either) or "" (nothing)."""
    text = _bare(text)
    marks = [letter for letter in text if letter in ".,"]
    if not marks:
        return ""
    last = marks[-1]
    if len(set(marks)) == 2:
        return last if marks.count(last) == 1 else ""
    if len(marks) > 1:
        return "," if last == "." else "."
    whole, _mark, fraction = text.partition(last)
    grouped = whole.translate(DROPPED) != whole
    if grouped or len(fraction) != 3 or not 1 <= len(whole) <= 3 or whole.startswith("0"):
        return last
    return "?"


def decide(values: Iterable[Cell]) -> Mark | Literal[""]:
    """The decimal mark of a column, or "" when none of its values has one."""
    votes = {vote(value) for value in values if isinstance(value, str)} - {""}
    certain = votes - {"?"}
    if len(certain) > 1:
        return "mixed"
    if certain:
        return "." if "." in certain else ","
    return "?" if votes else ""


def amount(cell: Cell, mark: str) -> Decimal:
    """Read one amount.

    :param mark: ``.`` or ``,``; ``mixed`` takes what the value proves by itself
    :raise Fault: ``percent``, ``not_number``, ``ambiguous_number``
    """
    if isinstance(cell, int | Decimal):
        return Decimal(cell)
    if not isinstance(cell, str) or len(cell) > LONGEST:
        raise Fault("not_number")
    if "%" in cell or "‰" in cell:
        raise Fault("percent")
    text, sign = _bare(cell), -1 if _is_negative(cell) else 1
    if mark == "mixed":
        mark = vote(cell) or "."
        if mark == "?":
            raise Fault("ambiguous_number")
    if text.isascii() and SCIENTIFIC.fullmatch(text):
        return sign * Decimal(text.replace(",", "."))
    if not text.isascii() and any(letter not in GROUPS for letter in text if not letter.isascii()):
        raise Fault("not_number")
    if not text or text == mark or not PLAIN[mark].fullmatch(text):
        raise Fault("not_number")
    text = text.translate(DROPPED).replace("." if mark == "," else ",", "").replace(",", ".")
    return sign * Decimal(text)


def micro(value: Decimal, times: int = 1, *, may_round: bool = False) -> tuple[int, bool]:
    """An amount in micro-units, and whether it had to be rounded (half up).

    :param times: 60 for a price per second that is to be one per minute
    :raise Fault: ``negative``, ``too_large``; ``too_many_decimals`` unless it may be rounded
    """
    scaled = EXACT.multiply(value, Decimal(times * MICRO))
    if scaled < 0:
        raise Fault("negative")
    if scaled > LARGEST:
        raise Fault("too_large")
    whole = scaled.to_integral_value(ROUND_HALF_UP, EXACT)
    if whole != scaled and not may_round:
        raise Fault("too_many_decimals")
    return int(whole), whole != scaled


def whole(cell: Cell, largest: int, least: int = 0) -> int:
    """A count of seconds or bytes: "60", "60.0", "60 s".

    :raise Fault: ``not_number``, ``not_whole``, ``negative``, ``too_large``, ``increment_below_1``
    """
    text = (
        re.sub(r"(?<=\d)\s*(?:s|sec|secs|seconds|sek|sekunder)\.?$", "", cell, flags=re.IGNORECASE)
        if isinstance(cell, str)
        else cell
    )
    value = amount(text, vote(text).replace("?", "") or "." if isinstance(text, str) else ".")
    if value != value.to_integral_value():
        raise Fault("not_whole")
    if value < least:
        raise Fault("increment_below_1" if least else "negative")
    if value > largest:
        raise Fault("too_large")
    return int(value)


def _bare(text: str) -> str:
    """An amount without its sign and currency."""
    text = strip_currency(text.strip())[0]
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    return strip_currency(text.lstrip("+-−").strip())[0]


def _is_negative(text: str) -> bool:
    text = strip_currency(text.strip())[0]
    return text[:1] in ("-", "−") or (text.startswith("(") and text.endswith(")"))
