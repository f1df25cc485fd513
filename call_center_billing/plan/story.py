"""What a subscription is over time, told so that a change can be tried before anybody makes it.

A story is the lives of its items (from when, until when, how many, at what price), its pauses and its end. Each thing
that can happen gives another story; what a story costs in a period is settled by `change.settle`.

>>> from datetime import date
>>> one = Life(1, date(2026, 11, 1), None, 30_000_000, ((date(2026, 11, 1), 1),))
>>> story = paused(Story((one,)), date(2026, 11, 11))
>>> [(use.begin.day, use.end.day) for use in days_of(story, one, Span(date(2026, 11, 1), date(2026, 12, 1)))]
[(1, 11)]
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .change import Quantity, Span, Use, uses


class Life(NamedTuple):
    """An item from its first day to the day before `end`, which is None as long as nobody knows."""

    #: which item; 0 and less for those that are only thought of
    key: int
    begin: date
    end: date | None
    #: micro-units for a period and one of it
    price: int
    #: (first day, how many) in the order in which they were told
    quantities: tuple[tuple[date, Quantity], ...]


class Story(NamedTuple):
    """A subscription's items, its pauses (without end until resumed), and its first day no longer."""

    lives: tuple[Life, ...]
    pauses: tuple[tuple[date, date | None], ...] = ()
    end: date | None = None


def counted(story: Story, key: int, day: date, quantity: Quantity) -> Story:
    """Another quantity of an item from a day on."""
    lives = tuple(
        life._replace(quantities=(*life.quantities, (day, quantity))) if life.key == key else life
        for life in story.lives
    )
    return story._replace(lives=lives)


def replaced(story: Story, day: date, new: Iterable[Life]) -> Story:
    """Other items from a day on: those that have begun end there, and those that would begin later never do."""
    lives = tuple(life._replace(end=_sooner(life, day)) for life in story.lives)
    return story._replace(lives=(*lives, *new))


def paused(story: Story, day: date) -> Story:
    """Nothing from a day on, until resumed."""
    return story._replace(pauses=(*story.pauses, (day, None)))


def resumed(story: Story, day: date) -> Story:
    """On again from a day on; a pause that had not begun by then never does."""
    pauses = tuple(
        (begin, day if end is None else end) for begin, end in story.pauses if end is not None or begin < day
    )
    return story._replace(pauses=pauses)


def ended(story: Story, day: date | None) -> Story:
    """Over from a day on; None: the end that was set is taken back."""
    return story._replace(end=day)


def days_of(story: Story, life: Life, period: Span) -> list[Use]:
    """What an item of the story is on a period's days."""
    begin = max(life.begin, period.begin)
    end = min(day for day in (life.end, story.end, period.end) if day is not None)
    return uses(begin, end, life.price, life.quantities, story.pauses) if begin < end else []


def _sooner(life: Life, day: date) -> date:
    end = day if life.end is None else min(life.end, day)
    return max(end, life.begin)
