"""One prefix over time: what the rows of a file do to the prices that we have of it.

The rows of a key follow each other; each lasts to its own end or to the next one. A row that says what already holds
prolongs our price or lets it be; any other ends it and is written as a new one. A partial deck lasts no further than
our next price, of which it does not speak; a full deck replaces that one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import datetime
from typing import Final, NamedTuple

from .change import Change, Ending, Kind
from .direction import relative, way
from .model import DeckRow, Known
from .said import Said

EVER: Final = datetime.min
NEVER: Final = datetime.max


class Rule(NamedTuple):
    """How to compare.

    :ivar full: what the deck does not list is closed; :ivar effective: when the deck takes effect, EVER for always
    """

    said: Said
    full: bool
    effective: datetime


class Span(NamedTuple):
    """A row and the time that it holds; `first` is its start as the file has it, maybe before the deck takes effect.

    :ivar followed: it ends because the next row of the file begins
    """

    row: DeckRow
    first: datetime
    start: datetime
    end: datetime
    followed: bool


class Timeline:
    """Our prices of one key, and what becomes of them."""

    def __init__(self, prices: list[Known], rule: Rule) -> None:
        self._prices = sorted(prices, key=_begin)
        self._starts = [_begin(price) for price in self._prices]
        self._ends: dict[int, datetime] = {}
        self._rule = rule
        self._covered, self._joined = EVER, -1
        self.changes: list[Change] = []

    def lay(self, rows: list[DeckRow]) -> None:
        """Lay the rows of a file over the prices."""
        acting = []
        for span in self._spans(rows):
            if span.end <= self._rule.effective != EVER:
                self.changes.append(self._expired(span))
            else:
                (self._close if span.row.closed else self._price)(span)
                acting.append(span)
        if self._rule.full:
            self._clear(acting)

    def endings(self) -> list[Ending]:
        """The prices that end otherwise than they did."""
        return [
            Ending(self._prices[place], _none(end), end <= self._starts[place])
            for place, end in self._ends.items()
            if end != self._end(place)
        ]

    def _spans(self, rows: list[DeckRow]) -> list[Span]:
        effective = self._rule.effective
        ordered = sorted((_first(row, effective), row.row, row) for row in rows)
        spans: list[Span] = []
        for first, _number, row in reversed(ordered):
            following = spans[-1].first if spans else NEVER
            if first == following:
                # a row without a date, and another with that of the deck: the one further up counts
                self.changes.append(Change("error", spans.pop().row, None))
                following = spans[-1].first if spans else NEVER
            end = min(row.valid_to or NEVER, following)
            spans.append(Span(row, first, max(first, effective), end, end == following != NEVER))
        return spans[::-1]

    def _expired(self, span: Span) -> Change:
        """A row that is over: it should tell what we have, but can change nothing any more."""
        place = self._at(span.first)
        price = None if place is None else self._prices[place]
        if span.row.closed:
            return Change("unchanged" if price is None else "expired", span.row, price)
        same = price is not None and self._rule.said.same(span.row, price)
        return Change("unchanged" if same else "expired", span.row, price)

    def _price(self, span: Span) -> None:
        row, place = span.row, self._at(span.start)
        end = span.end if self._rule.full else min(span.end, self._next(span.start))
        if place is None:
            self._write(span, None, end)
        elif not self._rule.said.same(row, self._prices[place]) or not self._continues(place, span.start):
            self._cut(place, span.start)
            self._write(span, self._prices[place], end)
        else:
            was = self._end(place)
            kept = end == was or (span.followed and end < was)
            self._ends[place], self._joined = end, place
            kind: Kind = "unchanged" if kept else "changed"
            self.changes.append(_held(kind, row, self._prices[place], _none(end)))
        self._covered = end

    def _continues(self, place: int, start: datetime) -> bool:
        """Whether nothing that came before lies over the price up to there."""
        return self._starts[place] >= self._covered or (place == self._joined and start == self._covered)

    def _write(self, span: Span, price: Known | None, end: datetime) -> None:
        self._joined = -1
        terms = self._rule.said.terms(span.row, price)
        labels = self._rule.said.labels(span.row, price)
        times = (_none(span.start), _none(end))
        if price is None:
            self.changes.append(Change("new", span.row, None, terms, *labels, True, *times))
            return
        kind = way(price.terms, terms)
        share = relative(price.terms, terms)
        kind = "changed" if kind == "unchanged" else kind
        self.changes.append(Change(kind, span.row, price, terms, *labels, True, *times, share))

    def _close(self, span: Span) -> None:
        """End all that holds from a moment on, up to the next row."""
        place = self._at(span.start)
        first = bisect_left(self._starts, span.start) if place is None else place
        touched = range(first, bisect_left(self._starts, span.end))
        for place in touched:
            self._cut(place, span.start)
            self.changes.append(_closed(span.row, self._prices[place], span.start))
        if not touched:
            self.changes.append(Change("unchanged", span.row, None))
        self._covered, self._joined = span.end, -1

    def _cut(self, place: int, moment: datetime) -> None:
        """End a price at a moment, or at its very beginning when an earlier row already lies over that."""
        begin = self._starts[place]
        overlaid = begin < self._covered and place not in self._ends
        self._ends[place] = min(self._ends.get(place, NEVER), begin if overlaid else max(moment, begin))

    def _clear(self, spans: list[Span]) -> None:
        """A full deck: close what it does not speak of, from its first row on, or from when it takes effect."""
        begin = spans[0].start if spans else self._rule.effective
        starts = [span.start for span in spans]
        for place, price in enumerate(self._prices):
            if place in self._ends or self._end(place) <= begin or (spans and self._starts[place] < begin):
                continue
            moment = max(begin, self._starts[place])
            self._ends[place] = moment
            last = bisect_right(starts, moment) - 1
            if last < 0 or moment >= spans[last].end:  # else a row of the file takes its place
                self.changes.append(_closed(None, price, moment))

    def _at(self, moment: datetime) -> int | None:
        """The price that holds at a moment."""
        place = bisect_right(self._starts, moment) - 1
        return place if place >= 0 and moment < self._end(place) else None

    def _next(self, moment: datetime) -> datetime:
        place = bisect_right(self._starts, moment)
        return self._starts[place] if place < len(self._starts) else NEVER

    def _end(self, place: int) -> datetime:
        return self._prices[place].valid_to or NEVER


def untouched(rows: list[DeckRow], prices: list[Known], rule: Rule) -> Change | None:
    """The change of a key by the short way, where one row says what our one price, which has no end, says: most keys.

    `Timeline` finds the same; None where it has to be asked.
    """
    if len(rows) != 1 or len(prices) != 1:
        return None
    row, price = rows[0], prices[0]
    if row.closed or row.valid_to or price.valid_to or not rule.said.same(row, price):
        return None
    begins_later = price.valid_from and price.valid_from > max(row.valid_from or EVER, rule.effective)
    return None if begins_later else _held("unchanged", row, price, None)


def _first(row: DeckRow, effective: datetime) -> datetime:
    """The moment at which a row begins; one without a date that is over by then has held from ever."""
    over = row.valid_to is not None and row.valid_to <= effective
    return row.valid_from or (EVER if over else effective)


def _held(kind: Kind, row: DeckRow, price: Known, end: datetime | None) -> Change:
    """A price that goes on, up to a moment."""
    labels = (price.destination, price.destination_class)
    share = relative(price.terms, price.terms)
    return Change(kind, row, price, price.terms, *labels, False, price.valid_from, end, share)


def _closed(row: DeckRow | None, price: Known, moment: datetime) -> Change:
    labels = (price.destination, price.destination_class)
    return Change("closed", row, price, None, *labels, valid_from=_none(max(moment, _begin(price))))


def _begin(price: Known) -> datetime:
    return price.valid_from or EVER


def _none(moment: datetime) -> datetime | None:
    return None if moment in (EVER, NEVER) else moment
