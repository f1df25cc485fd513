"""The prefixes in a cell: one, several, or ranges of them.

>>> list(prefixes("+46 70")), list(prefixes("70,72-73", "46")), list(prefixes("", "46"))
(['4670'], ['4670', '4672', '4673'], ['46'])
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, TypeGuard

from .errors import Fault
from .model import Cell

LONGEST: Final = 15
"""Digits of the longest number in the world (E.164)."""

MOST: Final = 10_000
"""Prefixes that one range may stand for."""

PARTED: Final = re.compile(r"[,;/|\n]")
FORMATTING: Final = re.compile(r"[\s\u00a0\u202f().'’]")
RANGE: Final = re.compile(r"(\d+)[-–—](\d+)")
SHORT: Final = re.compile(r"[0-9*#]+")
ALL: Final = "*"
"""The prefix of all numbers, which is the empty one: an empty cell is a mistake."""

SCIENTIFIC: Final = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")


def prefixes(cell: Cell, country_code: Cell = "", trunk_zero: str = "refuse") -> Iterator[str]:
    """Prefixes as the engine wants them: digits, country code first; or ``=`` and a short code.

    :param country_code: what area codes in the cell lack; a cell that begins with ``+``, ``00`` or ``=`` is complete
    :param trunk_zero: an area code that begins with 0: ``strip`` it (08 in Sweden), ``keep`` it (06 in Italy), or
        ``refuse`` to choose
    :raise Fault: see ``REASONS``
    """
    text, code = _text(cell), _text(country_code)
    if text == ALL and not code:
        yield ""
        return
    code = _complete(code) if code else ""
    if not text:
        if not code:
            raise Fault("empty")
        yield code
        return
    for part in PARTED.split(text):
        if part.strip():
            yield from _part(part.strip(), code, trunk_zero)


def is_simple(cell: Cell) -> TypeGuard[str]:
    """Whether a cell is a prefix as it stands, as nearly all of nearly all decks are."""
    return isinstance(cell, str) and cell.isdigit() and cell.isascii() and cell[0] != "0" and len(cell) <= LONGEST


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        if cell != cell.to_integral_value():
            raise Fault("not_digits")
        return str(int(cell))
    return str(cell).strip()


def _part(text: str, code: str, trunk_zero: str) -> Iterator[str]:
    text = text.removeprefix("'")  # what keeps a spreadsheet from computing =112
    if text.startswith("="):
        yield "=" + _checked(_short(text[1:]))
        return
    if text.startswith(("+", "00")):
        code = ""
    bare = FORMATTING.sub("", text)
    match = RANGE.fullmatch(bare.removeprefix("+"))
    if match is None:
        yield _joined(bare, code, trunk_zero)
        return
    first, last = match.groups()
    if len(first) != len(last) or first > last:
        raise Fault("bad_range")
    if int(last) - int(first) >= MOST:
        raise Fault("range_too_long")
    for number in range(int(first), int(last) + 1):
        yield _joined(str(number).zfill(len(first)), code, trunk_zero)


def _joined(text: str, code: str, trunk_zero: str) -> str:
    if not code:
        return _complete(text)
    area = _digits(text)
    if area.startswith("0") and trunk_zero != "keep":
        if trunk_zero == "refuse":
            raise Fault("leading_zero")
        area = area[1:]
    return _checked(code + area)


def _complete(text: str) -> str:
    """A prefix that holds its country code, without ``+`` or ``00``."""
    digits = _digits(FORMATTING.sub("", text).removeprefix("+"))
    digits = digits.removeprefix("00")
    if digits.startswith("0"):
        raise Fault("leading_zero")
    return _checked(digits)


def _short(text: str) -> str:
    """A short code, which may have what other numbers may not: ``*21#``."""
    if not SHORT.fullmatch(text):
        raise Fault("not_digits" if text else "empty")
    return text


def _digits(text: str) -> str:
    if SCIENTIFIC.fullmatch(text):
        raise Fault("scientific")  # a spreadsheet has thrown the last digits away
    if text and not (text.isascii() and text.isdigit()):
        raise Fault("not_digits")
    return text


def _checked(digits: str) -> str:
    if not digits:
        raise Fault("empty")
    if len(digits) > LONGEST:
        raise Fault("too_long")
    return digits
