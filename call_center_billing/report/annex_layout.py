"""What stands on which page of an annex. All lines are equally high, so pages are counted, not tried.

A group's heading is not left alone at the foot of a page, and is repeated where its rows go on over the leaf;
nor does a subtotal begin a page without the row before it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Column(NamedTuple):
    """A column's label, its share of the width, and whether it stands at the right, as amounts do."""

    label: str
    share: float
    right: bool = False


class AnnexRow(NamedTuple):
    """One call: a text for each column."""

    cells: Sequence[str]


class AnnexGroup(NamedTuple):
    """The calls of one number, say, and what they come to."""

    heading: str
    rows: Sequence[AnnexRow]
    subtotal: Sequence[str] = ()


class Annex(NamedTuple):
    """All that is to be printed, in the customer's language and formats already.

    `facts` are pairs of label and value below the title: invoice, customer, period. `page_label` has {page} and
    {pages} in it. `notes` are lines below the total, each with a cell for each column.
    """

    title: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    groups: Sequence[AnnexGroup]
    total: Sequence[str] = ()
    page_label: str = "{page} / {pages}"
    notes: Sequence[Sequence[str]] = ()


class Line(NamedTuple):
    """A line as drawn: `kind` is heading, row, subtotal, total or note; a heading has one cell."""

    kind: str
    cells: Sequence[str]


def lines(annex: Annex) -> Iterator[tuple[Line, int, Line | None]]:
    """Each line; how many lines need be left on its page for it; and the heading of the group it goes on with."""
    for group in annex.groups:
        heading = Line("heading", (group.heading,)) if group.heading else None
        last = len(group.rows) - 1
        if heading:
            yield heading, 3 if last == 0 and group.subtotal else 2, None
        for number, row in enumerate(group.rows):
            with_subtotal = number == last and group.subtotal
            yield Line("row", row.cells), 2 if with_subtotal else 1, heading if number else None
        if group.subtotal:
            yield Line("subtotal", group.subtotal), 1, heading
    if annex.total:
        yield Line("total", annex.total), 1 + len(annex.notes), None
    for note in annex.notes:
        yield Line("note", note), 1, None


def pages(annex: Annex, first: int, other: int) -> list[list[Line]]:
    """The lines of each page, of which the first holds `first` lines and each other one `other`.

    >>> calls = AnnexGroup("A", [AnnexRow((str(n),)) for n in range(4)], ("sum",))
    >>> [[line.cells[0] for line in page] for page in pages(Annex("", [], [], [calls]), 3, 3)]
    [['A', '0', '1'], ['A', '2'], ['A', '3', 'sum']]
    """
    done: list[list[Line]] = [[]]
    for line, needed, goes_on in lines(annex):
        room = (first if len(done) == 1 else other) - len(done[-1])
        if room < needed and done[-1]:
            done.append([goes_on] if goes_on else [])
        done[-1].append(line)
    return done
