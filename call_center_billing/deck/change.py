"""What a deck would do to the prices that we have, price by price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal, NamedTuple

from .model import DeckRow, Known, Terms

Kind = Literal["new", "up", "down", "changed", "unchanged", "closed", "expired", "error"]


class Change(NamedTuple):
    """What one row of a file means for us, or the lack of one.

    :ivar kind: ``new``: we have no price then; ``up``, ``down``: see ``direction``; ``changed``: other conditions or
        another end, or dearer here and cheaper there; ``unchanged``; ``closed``: no price from then on; ``expired``:
        the row is over before the deck takes effect; ``error``: it begins when another row of its key begins
    :ivar row: None for a price that a full deck does not list
    :ivar before: our price at that moment, or None
    :ivar terms: what will hold: those of the row, with ours where the deck has no such column. None when closed
    :ivar writes: whether a price with these terms is to be written, from `valid_from` to `valid_to` (see DeckRow)
    :ivar relative: change of the price in parts per million of ours, None when there is none to compare with
    """

    kind: Kind
    row: DeckRow | None
    before: Known | None
    terms: Terms | None = None
    destination: str = ""
    destination_class: str = ""
    writes: bool = False
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    relative: int | None = None


class Ending(NamedTuple):
    """A price of ours that ends at another moment than it did.

    :ivar valid_to: its new end; :ivar removed: it would end before it begins, and has to go
    """

    price: Known
    valid_to: datetime | None
    removed: bool = False


class Totals(NamedTuple):
    """A comparison in numbers.

    :ivar counts: how many changes of each kind, `error` with the rows that could not be read
    :ivar largest_increase, largest_decrease: the changes with the largest relative change, or None
    :ivar rounded: rows in which an amount was rounded
    """

    counts: dict[Kind, int]
    largest_increase: Change | None
    largest_decrease: Change | None
    rounded: int


class Comparison(NamedTuple):
    """All changes, in the order of the file (closed prices that it does not list come last), and all new ends."""

    changes: list[Change]
    endings: list[Ending]
    totals: Totals


def result(existing: Iterable[Known], comparison: Comparison) -> Iterator[Known]:
    """The prices that hold when everything has been done: ours with their new ends, then the new ones with id 0."""
    endings = {id(ending.price): ending for ending in comparison.endings}
    for price in existing:
        ending = endings.get(id(price))
        if ending is None:
            yield price
        elif not ending.removed:
            yield price._replace(valid_to=ending.valid_to)
    for change in comparison.changes:
        if change.writes and change.row is not None and change.terms is not None:
            yield Known(
                0,
                change.row.prefix,
                change.terms,
                change.destination,
                change.destination_class,
                change.row.caller_class,
                change.valid_from,
                change.valid_to,
            )
