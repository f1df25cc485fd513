"""The longest prefix that is valid now.

Prefixes stand in a dictionary; a number is tried against it from its longest possible prefix down. To try few lengths,
the index remembers for each head (``+`` and the first three digits) which lengths occur under it. A prefix that is not
valid at the start of the call, or not for its A-number, is passed over: a shorter one valid now beats a longer one
not yet valid.

>>> from datetime import UTC, datetime
>>> from rating import Card, Rate
>>> card = Card.compile([Rate("46", "Sweden", 1), Rate("4670", "Sweden mobile", 2)])
>>> card.index.find("+46701234567", datetime(2026, 1, 1, tzinfo=UTC), "").rate.destination
'Sweden mobile'
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import Final, NamedTuple

from .error import CardError
from .model import Rate
from .pricing import Pricing

HEAD: Final = 4
EVER: Final = datetime.min.replace(tzinfo=UTC)


class Version(NamedTuple):
    """One compiled rate: for whom, from when (included) to when (excluded), and its conditions.

    :ivar always: whether it fits any moment and any A-number
    :ivar rest: the other rates of the prefix, to be tried when this one does not fit
    """

    always: bool
    a_prefix: str
    since: datetime | None
    until: datetime | None
    rate: Rate
    pricing: Pricing
    row: int
    rest: tuple[Version, ...] = ()

    def fits(self, started_at: datetime, a_number: str) -> bool:
        """Whether the rate holds at a moment and for a calling number."""
        return (
            (self.since is None or started_at >= self.since)
            and (self.until is None or started_at < self.until)
            and a_number.startswith(self.a_prefix)
        )

    def chosen(self, started_at: datetime, a_number: str) -> Version | None:
        """The first version of the prefix that fits, or None."""
        return next((version for version in (self, *self.rest) if version.fits(started_at, a_number)), None)

    def overlaps(self, other: Version) -> bool:
        """Whether some call would fit both, their prefixes being equal."""
        return (
            self.a_prefix == other.a_prefix
            and (self.until is None or other.since is None or other.since < self.until)
            and (other.until is None or self.since is None or self.since < other.until)
        )


class Index(NamedTuple):
    """Rates by prefix.

    :ivar table: first version of each prefix (that with the longest A-prefix); keys are ``+`` and the prefix, or
        ``=`` and a short code
    :ivar heads: lengths of the keys that can match a number with this head, longest first
    :ivar short: the same for a number with any other head
    """

    table: dict[str, Version]
    heads: dict[str, tuple[int, ...]]
    short: tuple[int, ...]

    def find(self, number: str, started_at: datetime, a_number: str) -> Version | None:
        """The version that prices a call at that moment, or None."""
        table, heads, short = self
        for length in heads.get(number[:HEAD], short):
            version = table.get(number[:length])
            if version is not None:
                if version.always:
                    return version
                fitting = version.chosen(started_at, a_number)
                if fitting is not None:
                    return fitting
        code = table.get("=" + number)
        return None if code is None else code.chosen(started_at, a_number)

    def knows(self, number: str) -> bool:
        """Whether any prefix matches, be it valid or not."""
        lengths = self.heads.get(number[:HEAD], self.short)
        return "=" + number in self.table or any(number[:length] in self.table for length in lengths)


def build_index(table: dict[str, Version], more: dict[str, list[Version]]) -> Index:
    """Index checked versions.

    :param table: a version of each prefix
    :param more: all versions of those prefixes that have several
    :raise CardError: when two versions of one prefix overlap in time
    """
    for key, group in more.items():
        _refuse_overlap(group)
        first, *rest = sorted(group, key=lambda version: -len(version.a_prefix))
        table[key] = first._replace(rest=tuple(rest))
    heads: dict[str, set[int]] = {}
    for key in table:
        if len(key) >= HEAD:
            heads.setdefault(key[:HEAD], set()).add(len(key))
    short = {key: len(key) for key in table if len(key) < HEAD}
    for head, lengths in heads.items():
        lengths.update(length for key, length in short.items() if head.startswith(key))
    return Index(
        table,
        {head: _descending(lengths) for head, lengths in heads.items()},
        _descending(set(short.values())),
    )


def _descending(lengths: set[int]) -> tuple[int, ...]:
    return tuple(sorted(lengths, reverse=True))


def _refuse_overlap(group: list[Version]) -> None:
    ordered = sorted(group, key=_by_start)
    for earlier, later in pairwise(ordered):
        if earlier.overlaps(later):
            row, other = max(earlier.row, later.row), min(earlier.row, later.row)
            raise CardError(f"prefix {later.rate.prefix!r} is valid at the same time as in row {other}", row)


def _by_start(version: Version) -> tuple[str, datetime]:
    return version.a_prefix, version.since or EVER
