"""Rows of one file that would hold at the same time. A row without an end lasts until the next one begins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from .groups import Groups
from .model import BadRow, DeckRow


def part_overlapping(rows: Iterable[DeckRow]) -> tuple[list[DeckRow], list[BadRow]]:
    """Rows that can hold together, in the order given, and those that cannot because of another row.

    Of two rows that begin at the same moment (``duplicate``), or of which one ends after the next has begun
    (``overlap``), the one that stands further down in the file is bad. It takes n log n steps for n rows.
    """
    kept = list(rows)
    bad = [found for group in Groups(kept).shared() for found in _clashes(group)]
    if not bad:
        return kept, []
    lost = {id(loser) for loser, _fault in bad}
    return [row for row in kept if id(row) not in lost], [fault for _loser, fault in bad]


def begin(row: DeckRow) -> datetime:
    """The moment at which the row begins, for sorting."""
    return row.valid_from or datetime.min


def _clashes(group: list[DeckRow]) -> list[tuple[DeckRow, BadRow]]:
    """The rows of one key that lose, with what is wrong."""
    ordered = sorted(group, key=lambda row: (begin(row), row.row))
    found = []
    current = ordered[0]
    for following in ordered[1:]:
        same = begin(following) == begin(current)
        if not same and (current.valid_to is None or current.valid_to <= begin(following)):
            current = following
            continue
        winner, loser = (current, following) if current.row <= following.row else (following, current)
        reason = "duplicate" if same else "overlap"
        found.append((loser, BadRow(loser.row, "prefix", str(winner.row), reason, loser.prefix, (loser.prefix,))))
        current = winner
    return found
