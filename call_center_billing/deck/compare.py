"""How a deck differs from the prices that we have."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from .change import Change, Comparison, Ending, Kind, Totals
from .groups import Groups
from .model import Known
from .read import Deck
from .said import Said
from .timeline import EVER, Rule, Timeline, untouched


def compare(deck: Deck, existing: Iterable[Known], *, full: bool, effective: datetime | None = None) -> Comparison:
    """Compare a deck with our prices. It changes nothing; ``result`` tells what the prices would then be.

    :param existing: the prices of the base version, those of one key not overlapping in time
    :param full: the deck lists all there is: prices that it does not list are closed, but none whose prefix is in a row
        that could not be read
    :param effective: when the deck takes effect, on the clock of the file: rows without a date begin then, and no row
        changes anything before. None: rows without a date hold from ever
    """
    rule = Rule(Said(deck.fields), full, effective or EVER)
    prices, rows = Groups(existing), Groups(deck.rows)
    unread = {prefix for bad in deck.bad for prefix in bad.prefixes}
    changes: list[Change] = []
    endings: list[Ending] = []
    unlisted = (key for key in prices if full and key not in rows and key[0] not in unread)
    for key in chain(rows, unlisted):
        group, ours = rows.get(key), prices.get(key)
        change = untouched(group, ours, rule)
        if change is not None:
            changes.append(change)
            continue
        timeline = Timeline(ours, rule)
        timeline.lay(group)
        changes += timeline.changes
        endings += timeline.endings()
    changes.sort(key=_place)
    return Comparison(changes, endings, _totals(changes, deck))


def _place(change: Change) -> int:
    return sys.maxsize if change.row is None else change.row.row


def _totals(changes: list[Change], deck: Deck) -> Totals:
    counts: Counter[Kind] = Counter(change.kind for change in changes)
    counts["error"] += len(deck.bad)
    up = [change for change in changes if change.relative is not None and change.relative > 0]
    down = [change for change in changes if change.relative is not None and change.relative < 0]
    return Totals(
        {kind: count for kind, count in counts.items() if count},
        max(up, key=_relative, default=None),
        min(down, key=_relative, default=None),
        sum(row.rounded for row in deck.rows),
    )


def _relative(change: Change) -> int:
    return change.relative or 0
