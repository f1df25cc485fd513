"""The plain English of an explanation. Another language is another table with the same keys.

>>> from rating.wording import decimal_text
>>> decimal_text(1_210_000), decimal_text(-5), decimal_text(3_000_000)
('1.21', '-0.000005', '3')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from .codes import MICRO
from .explanation import Line

ENGLISH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "destination": "{destination}, prefix {prefix}.",
        "card": "Price list: {card}.",
        "zero_quantity": "Nothing was used, so nothing is charged.",
        "all_free": "Free units cover all of it.",
        "billed": "{used} {unit} used, {billed} {unit} billed (first block {first} {unit}, then {next} {unit}).",
        "billed_total": "{used} {unit} used, {billed} {unit} billed (at least {first} {unit}, in multiples of {next}).",
        "billed_blocks": "{used} {unit} used, {billed} {unit} billed in whole blocks.",
        "billed_minimum": "At least {minimum} {unit} are billed.",
        "free": "{units} {unit} free.",
        "fee": "Connection fee: {amount}.",
        "usage": "{units} {unit} at {price} per {per} {unit}: {amount}.",
        "usage_band": "{units} {unit} at {price} per {per} {unit} ({band}): {amount}.",
        "discount": "Discount {rate} %: {amount}.",
        "surcharge": "Surcharge {rate} %: {amount}.",
        "minimum_charge": "At least {price} a call: {amount}.",
        "maximum_charge": "At most {price} a call: {amount}.",
        "rounding": "{exact} rounded to {digits} decimals ({method}).",
        "amount": "Charged: {amount}.",
        "unrated_no_rate": "No rate for {number}.",
        "unrated_not_valid": "No rate for {number} was valid then or for that caller.",
        "unrated_negative_quantity": "The quantity is below zero.",
        "unrated_too_long": "The call is longer than a year.",
        "unrated_no_timezone": "The start of the call has no time zone.",
        "unit.second": "s",
        "unit.agent_second": "agent s",
        "unit.call": "call(s)",
        "unit.message": "message(s)",
        "unit.byte": "byte(s)",
        "method.half_up": "half up",
        "method.half_even": "half to even",
        "method.up": "up",
        "method.down": "down",
    }
)

MONEY: Final = frozenset({"price", "amount", "exact"})
WORDS: Final = frozenset({"unit", "method"})


def text(lines: Iterable[Line], wording: Mapping[str, str] = ENGLISH) -> str:
    """An explanation as plain text, one line each."""
    return "\n".join(wording[line.key].format_map(_shown(line, wording)) for line in lines)


def _shown(line: Line, wording: Mapping[str, str]) -> dict[str, str]:
    return {name: _show(name, value, wording) for name, value in line.values.items()}


def _show(name: str, value: int | str, wording: Mapping[str, str]) -> str:
    if isinstance(value, str):
        return wording[f"{name}.{value}"] if name in WORDS else value
    if name in MONEY:
        return decimal_text(value)
    return decimal_text(100 * value) if name == "rate" else str(value)


def decimal_text(micro: int) -> str:
    """Micro-units as a decimal number with no more digits than needed."""
    whole, rest = divmod(abs(micro), MICRO)
    digits = f"{rest:06d}".rstrip("0")
    return ("-" if micro < 0 else "") + (f"{whole}.{digits}" if digits else str(whole))
