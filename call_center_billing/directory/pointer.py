"""Paths to values in JSON, as people write them on a screen.

A path is names with dots and places in brackets. Paths joined by ` + ` are put together with a blank, where a part
that is not there is left out. Of paths separated by `|`, the first that gives something counts.

>>> document = {"hits": [{"who": "Anna", "street": "Storgatan", "no": 3}]}
>>> values = Pointer("hits[0].company | hits[0].who"), Pointer("hits[0].street + hits[0].no"), Pointer("hits[1].who")
>>> [value.text(document) for value in values]
['Anna', 'Storgatan 3', '']
"""

from __future__ import annotations

import re
from typing import Final

from .text import plain

STEP: Final = re.compile(r"""\[(\d{1,4})\]|\["([^"\]]+)"\]|\.?([^\s.\[\]|+"]+)""")
Step = int | str


class PathFault(ValueError):
    """`path` cannot be read."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Pointer:
    """One or several paths, see the module.

    :raise PathFault: one of them cannot be read
    """

    def __init__(self, text: str) -> None:
        self._ways = [[_steps(part) for part in way.split(" + ")] for way in text.split("|")] if text.strip() else []

    def text(self, document: object) -> str:
        """What the paths lead to as one clean line; "" if nothing is there, or no text and no whole number."""
        for way in self._ways:
            parts = [plain(_at(document, steps)) for steps in way]
            if joined := " ".join(filter(None, parts)):
                return joined
        return ""

    def value(self, document: object) -> object:
        """What the first path that leads anywhere leads to; None if none does. A sum has no value of its own."""
        for way in self._ways:
            found = _at(document, way[0])
            if found is not None:
                return found
        return None


def _steps(text: str) -> list[Step]:
    path = text.strip()
    steps: list[Step] = []
    place = 0
    while place < len(path):
        match = STEP.match(path, place)
        if not match or (not steps and path.startswith(".")):
            raise PathFault(path)
        steps.append(int(match[1]) if match[1] else match[2] or match[3])
        place = match.end()
    if not steps:
        raise PathFault(path)
    return steps


def _at(document: object, steps: list[Step]) -> object:
    for step in steps:
        if isinstance(step, int) and isinstance(document, list) and step < len(document):
            document = document[step]
        elif isinstance(step, str) and isinstance(document, dict):
            document = document.get(step)
        else:
            return None
    return document


def first(document: object, *steps: Step) -> object:
    """What is at these steps, or None."""
    return _at(document, list(steps))


def items(document: object, *steps: Step) -> list[object]:
    """The list at these steps; empty if there is none."""
    found = _at(document, list(steps))
    return found if isinstance(found, list) else []
