"""A card as columns, and the look-up of a whole batch in it by binary search.

The columns are made once for a card and kept in ``Card.prepared``: a card never changes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Final, NamedTuple

import polars as pl

from .band import Week
from .card import Card
from .flat import DIGITS, SIZES, flatten
from .prefix import Version
from .pricing import Pricing
from .validity import ASK, NO_RATE, NOT_VALID, TIMED

NAME: Final = "deck"
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
REGULAR: Final = r"^\+[0-9]"


class Deck(NamedTuple):
    """The columns of a card.

    :ivar starts, outcomes, moments, turns, turned: see ``flat.Flat``; moments in microseconds since 1970
    :ivar rows: by row of the card: ``rate_key``, ``destination_class``, and the numbers of its class, its pricing and
        its week (-1 without bands); after the last row one more of nulls, for calls without a rate
    :ivar classes, pricings, weeks: what these numbers stand for; :ivar bands: most terms of a pricing
    """

    starts: pl.Series
    outcomes: pl.Series
    moments: pl.Series
    turns: pl.Series
    turned: pl.Series
    rows: pl.DataFrame
    classes: tuple[str, ...]
    pricings: tuple[Pricing, ...]
    weeks: tuple[Week, ...]
    bands: int


def deck_of(card: Card) -> Deck:
    """The columns of a card, made when they are first asked for."""
    found = card.prepared.get(NAME)
    if isinstance(found, Deck):
        return found
    made = _make(card)
    card.prepared[NAME] = made
    return made


def _make(card: Card) -> Deck:
    flat = flatten(card.index)
    moments = [(moment - EPOCH) // MICROSECOND for moment in flat.moments]
    numbers = (flat.starts, flat.outcomes, moments, flat.turns, flat.turned)
    starts, outcomes, passed, turns, turned = (pl.Series(column, dtype=pl.Int64) for column in numbers)
    versions = [version for first in card.index.table.values() for version in (first, *first.rest)]
    versions.sort(key=attrgetter("row"))
    return Deck(starts, outcomes, passed, turns, turned, *_rows(versions))


def _rows(
    versions: list[Version],
) -> tuple[pl.DataFrame, tuple[str, ...], tuple[Pricing, ...], tuple[Week, ...], int]:
    names = [version.rate.destination_class for version in versions]
    classes = {name: number for number, name in enumerate(dict.fromkeys(names))}
    shared = [id(version.pricing) for version in versions]  # rows of a card share the very object
    pricings = {place: version.pricing for place, version in zip(shared, versions, strict=True)}
    numbers = {place: number for number, place in enumerate(pricings)}
    weeks: dict[Week, int] = {}
    week = {
        place: -1 if pricing.week is None else weeks.setdefault(pricing.week, len(weeks))
        for place, pricing in pricings.items()
    }
    columns = {
        "rate_key": [version.rate.key for version in versions],
        "class": [classes[name] for name in names],
        "pricing": [numbers[place] for place in shared],
        "week": [week[place] for place in shared],
    }
    rows = [pl.Series(name, [*values, None], dtype=pl.Int64) for name, values in columns.items()]
    rows.append(pl.Series("destination_class", [*names, None], dtype=pl.String))
    bands = max((len(pricing.terms) for pricing in pricings.values()), default=1)
    return pl.DataFrame(rows), tuple(classes), tuple(pricings.values()), tuple(weeks), bands


def sort_keys() -> pl.Expr:
    """``flat.sort_key`` of the column ``number``; null where it is not ``+`` and digits."""
    number = pl.col("number")
    known = number.str.slice(1, DIGITS)
    size = known.str.len_bytes().cast(pl.Int64)
    powers = pl.lit(pl.Series([10**zeros for zeros in range(DIGITS + 1)], dtype=pl.Int64))
    padded = known.cast(pl.Int64, strict=False) * powers.gather((DIGITS - size).clip(0))
    return pl.when(number.str.contains(REGULAR)).then(padded * SIZES + size)


def look_up(card: Card, calls: pl.DataFrame) -> pl.Series:
    """The row of the card that prices each call, or NO_RATE or NOT_VALID.

    :param calls: columns ``key`` (``sort_keys``), ``at`` (microseconds since 1970), ``number``, ``a_number``
    """
    deck = deck_of(card)
    ranges = deck.starts.search_sorted(calls["key"].fill_null(0), side="right") - 1
    found = pl.select(pl.when(calls["key"].is_null()).then(ASK).otherwise(deck.outcomes.gather(ranges))).to_series()
    timed = (found <= TIMED).arg_true()
    if len(timed):
        passed = deck.moments.search_sorted(calls["at"].gather(timed), side="right").cast(pl.Int64)
        keys = (TIMED - found.gather(timed)) * (len(deck.moments) + 1) + passed  # as validity.turn_key
        found = found.scatter(timed, deck.turned.gather(deck.turns.search_sorted(keys, side="right") - 1))
    asked = (found == ASK).arg_true()
    if len(asked):
        found = found.scatter(asked, _ask(card, calls[asked]))
    return found


def _ask(card: Card, calls: pl.DataFrame) -> pl.Series:
    """Call by call, for what the table does not decide."""
    index, found = card.index, []
    for number, at, a_number in calls.select("number", "at", "a_number").iter_rows():
        version = index.find(number, EPOCH + at * MICROSECOND, a_number)
        if version is not None:
            found.append(version.row)
        else:
            found.append(NOT_VALID if index.knows(number) else NO_RATE)
    return pl.Series(found, dtype=pl.Int64)
