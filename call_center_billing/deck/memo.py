"""Reading each distinct cell of a column once: decks repeat prices, blocks and dates without end."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from .errors import Fault
from .guard import unguarded
from .model import Cell

T = TypeVar("T")

CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
BREAKS: Final = re.compile(r"\s*[\t\r\n]\s*")
LONGEST_TEXT: Final = 200


class Memo(Generic[T]):
    """A parser of one field's cells that remembers; an empty cell gives the default.

    :raise Fault: what the parser raises, with field and value; ``control`` for control characters in any cell
    """

    def __init__(self, field: str, parse: Callable[[Cell], T], default: T) -> None:
        self._field, self._parse = field, parse
        self._known: dict[Cell, T] = {"": default}
        self._default = default

    def __call__(self, cell: Cell) -> T:
        found = self._known.get(cell)
        if found is None and cell not in self._known:
            found = self._known[cell] = self._read(cell)
        return found  # type: ignore[return-value]  # None only where it is what the parser returned

    def _read(self, cell: Cell) -> T:
        try:
            if isinstance(cell, str):
                if not cell.strip():
                    return self._default
                refuse_control(cell)
            return self._parse(cell)
        except Fault as fault:
            raise Fault(fault.reason, fault.value or str(cell), self._field) from fault


def refuse_control(text: str) -> None:
    """:raise Fault: ``control``"""
    if CONTROL.search(text.strip()):
        raise Fault("control")


def text(cell: Cell) -> str:
    """A cell as a text of one line, free of the apostrophe that guards it.

    :raise Fault: ``text_too_long``
    """
    found = BREAKS.sub(" ", unguarded(str(cell).strip()))
    if len(found) > LONGEST_TEXT:
        raise Fault("text_too_long", found[:LONGEST_TEXT])
    return found


def harmless(value: object, most: int) -> str:
    """What can be shown and stored of any value: cut, without control characters."""
    return CONTROL.sub("\ufffd", str(value)[:most])
