"""Which rate of a prefix holds when, worked out for all times at once.

The moments at which the validity of any rate of a card begins or ends divide time into stretches in which nothing
changes. A prefix whose rates have dates gets a list of changes: so many moments have passed, this row prices it from
then on. Where none of its rates is valid, the shorter prefix around it goes on, as ``Index.find`` has it.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from typing import Final

from .prefix import Index, Version

NO_RATE: Final = -1
"""No prefix matches."""

NOT_VALID: Final = -2
"""A prefix matches, but not at that time."""

ASK: Final = -3
"""Only ``Index.find`` knows: the A-number decides, or a prefix that is too long for the table."""

TIMED: Final = -4
"""This and below: the time decides, look for the ``turn_key``."""

Changes = tuple[tuple[int, int], ...]
"""Outcomes over time: (how many moments have passed, outcome), ascending from 0."""


class Validity:
    """The moments of a card, and the outcomes that depend on them.

    An outcome is the row of the card that prices a call, or one of the negative numbers above.
    """

    def __init__(self, index: Index) -> None:
        edges: set[datetime] = set()
        for first in index.table.values():
            if not first.always:
                for version in (first, *first.rest):
                    edges.update(edge for edge in (version.since, version.until) if edge is not None)
        self.moments = sorted(edges)
        self._passed = {moment: number for number, moment in enumerate(self.moments, 1)}
        self._changes: list[Changes] = []

    def outcome(self, version: Version, around: int) -> int:
        """The outcome in the range of a prefix, ``around`` being that of the range in which it lies."""
        if version.always:
            return version.row
        versions = (version, *version.rest)
        if any(each.a_prefix for each in versions):
            return ASK
        changes = self._overlay(versions, self._changes[TIMED - around] if around <= TIMED else ((0, around),))
        if len(changes) == 1:
            return changes[0][1]
        self._changes.append(changes)
        return TIMED - (len(self._changes) - 1)

    def _overlay(self, versions: tuple[Version, ...], below: Changes) -> Changes:
        """The versions where they are valid, else what holds below them."""
        never = len(self.moments) + 1
        spans = []
        for version in versions:
            since = 0 if version.since is None else self._passed[version.since]
            spans.append((since, never if version.until is None else self._passed[version.until], version.row))
        edges = {edge for since, until, _ in spans for edge in (since, until)} | {at for at, _ in below}
        found: list[tuple[int, int]] = []
        for edge in sorted(edges - {never} | {0}):
            row = next((row for since, until, row in spans if since <= edge < until), None)
            if row is None:
                row = below[bisect_right(below, edge, key=_first) - 1][1]
                row = NOT_VALID if row == NO_RATE else row
            if not found or found[-1][1] != row:
                found.append((edge, row))
        return tuple(found)

    def turns(self) -> tuple[list[int], list[int]]:
        """All changes in one table: their sort keys and outcomes."""
        moments = len(self.moments)
        keys = [
            turn_key(TIMED - n, passed, moments) for n, changes in enumerate(self._changes) for passed, _ in changes
        ]
        return keys, [outcome for changes in self._changes for _, outcome in changes]


def _first(change: tuple[int, int]) -> int:
    return change[0]


def turn_key(outcome: int, passed: int, moments: int) -> int:
    """Sort key of a range whose outcome depends on time, when so many of the card's moments have passed."""
    return (TIMED - outcome) * (moments + 1) + passed
