"""Steps inside a call, and blocks, in their short notations.

>>> parse_steps("60: 0.10/6; 300: 0,05")
(Step(start=60, price=100000, increment=6), Step(start=300, price=50000, increment=1))
>>> format_steps(parse_steps("60:0.1/6;300:0.05/1"))
'60: 0.10/6; 300: 0.05/1'
>>> parse_increments("60/6"), parse_increments("30")
((60, 6), (30, 30))
"""

from __future__ import annotations

import re
from typing import Final

from .errors import Fault
from .model import Cell, Step
from .numbers import MICRO, amount, micro

STEP: Final = re.compile(r"(\d{1,8})\s*:\s*(\d+(?:[.,]\d+)?|[.,]\d+)\s*(?:/\s*(\d{1,9}))?")
INCREMENTS: Final = re.compile(r"(\d{1,9})\s*s?\s*(?:[/\-–+:]\s*(\d{1,9})\s*s?)?", re.IGNORECASE)
MOST: Final = 1_000_000_000
"""Units of the largest block: a gigabyte, or 31 years."""


def parse_steps(cell: Cell) -> tuple[Step, ...]:
    """Steps as "second: price a minute/block; …"; the block is 1 where it is not said.

    :raise Fault: ``bad_steps``
    """
    steps: list[Step] = []
    for part in str(cell).split(";"):
        match = STEP.fullmatch(part.strip())
        if match is None:
            raise Fault("bad_steps", part.strip())
        try:
            price, _exact = micro(amount(match[2], "," if "," in match[2] else "."))
        except Fault as fault:
            raise Fault("bad_steps", part.strip()) from fault
        step = Step(int(match[1]), price, int(match[3] or 1))
        if step.increment < 1 or step.start <= (steps[-1].start if steps else 0):
            raise Fault("bad_steps", part.strip())
        steps.append(step)
    return tuple(steps)


def format_steps(steps: tuple[Step, ...]) -> str:
    """The notation that `parse_steps` reads, always with a decimal point."""
    return "; ".join(f"{step.start}: {format_amount(step.price)}/{step.increment}" for step in steps)


def format_amount(value: int, mark: str = ".") -> str:
    """Micro-units as a decimal number of two decimals or more, but never three, which could be a thousand."""
    whole, rest = divmod(value, MICRO)
    places = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return f"{whole}{mark}{places.ljust(4, '0') if len(places) == 3 else places}"


def parse_increments(cell: Cell) -> tuple[int, int]:
    """Size of the first block and of the following ones: "60/6", "60-6", or one number for both.

    :raise Fault: ``bad_increments``, ``increment_below_1``
    """
    match = INCREMENTS.fullmatch(str(cell).strip().removesuffix(".0"))
    if match is None:
        raise Fault("bad_increments")
    first, following = int(match[1]), int(match[2] or match[1])
    if min(first, following) < 1:
        raise Fault("increment_below_1")
    return first, following
