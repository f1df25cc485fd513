"""A subscription's whole life, whatever happens in it: no day is charged twice, and the sum is the cost on paper."""

import doctest
from datetime import date, timedelta

import plan.change
import plan.story
from hypothesis import given
from hypothesis import strategies as st
from plan.change import Charged, Span, cost, rounded, settle
from plan.story import Life, Story, counted, days_of, ended, paused, replaced, resumed
from plan.terms import months_later

COIN = 10_000
START = date(2027, 12, 31)
MONTHS = [Span(months_later(START, count), months_later(START, count + 1)) for count in range(6)]
LAST = MONTHS[-1].end


class Book:
    """Charges of a subscription's items and periods, settled anew after each thing that happens."""

    def __init__(self):
        self.charged = {}

    def settle(self, story):
        """Charge and credit what the story says by now; return the sum of it."""
        return sum(self._settle(story, life, period) for life in story.lives for period in MONTHS)

    def _settle(self, story, life, period):
        own = self.charged.setdefault((life.key, period), [])
        entries = settle(period, days_of(story, life, period), own, COIN)
        last = max((one.key for one in own), default=0)
        own += [Charged(last + number, *entry) for number, entry in enumerate(entries, 1)]
        return sum(entry.amount for entry in entries)


def on_paper(story):
    """What each item costs in each period, rounded once."""
    return sum(rounded(cost(period, days_of(story, life, period)), COIN) for life in story.lives for period in MONTHS)


DAYS = st.dates(START, LAST + timedelta(days=5))
HAPPENINGS = st.lists(
    st.one_of(
        st.tuples(st.just("count"), DAYS, st.integers(0, 7)),
        st.tuples(st.just("change"), DAYS, st.integers(1, 20_000)),
        st.tuples(st.sampled_from(("pause", "resume", "cancel", "withdraw")), DAYS, st.just(0)),
    ),
    max_size=10,
)


def happened(story, what, day, number):
    """The story after one thing more; what a subscription refuses leaves it as it is."""
    if what == "count":
        return counted(story, story.lives[-1].key, day, number)
    if what == "change":
        begin = max(life.begin for life in story.lives)
        new = Life(len(story.lives) + 1, day, None, number * COIN, ((day, 1),))
        return replaced(story, day, [new]) if day >= begin else story
    if what == "pause":
        running = all(end is not None and end <= day for _begin, end in story.pauses)
        return paused(story, day) if running else story
    if what == "resume":
        return resumed(story, day)
    return ended(story, day if what == "cancel" else None)


@given(st.integers(1, 20_000), HAPPENINGS)
def test_charges_of_a_life_are_what_its_days_cost(price, happenings):
    story = Story((Life(1, START, None, price * COIN, ((START, 1),)),))
    book = Book()
    total = book.settle(story)
    for happening in happenings:
        story = happened(story, *happening)
        total += book.settle(story)
        assert book.settle(story) == 0
    assert total == sum(one.amount for own in book.charged.values() for one in own)
    assert abs(total - on_paper(story)) <= COIN * len(book.charged)
    for (key, period), own in book.charged.items():
        _check_days(story, key, period, own)


def _check_days(story, key, period, own):
    """No day is charged twice, nor one that the item isn't there; nor is one left out."""
    life = next(life for life in story.lives if life.key == key)
    there = days_of(story, life, period)
    for number in range((period.end - period.begin).days):
        day = period.begin + timedelta(days=number)
        charges = sum(1 for one in own if not one.of and one.begin <= day < one.end)
        credits = sum(1 for one in own if one.of and one.begin <= day < one.end)
        assert charges - credits in (0, 1)
        if life.price >= 31 * COIN:
            assert charges - credits == any(use.begin <= day < use.end for use in there)


def test_two_items_never_are_there_on_one_day_of_a_change():
    story = Story((Life(1, START, None, 30_000_000, ((START, 1),)),))
    for day in (date(2028, 1, 10), date(2028, 1, 10), date(2028, 2, 29)):
        story = replaced(story, day, [Life(len(story.lives) + 1, day, None, 40_000_000, ((day, 1),))])
    spans = [(life.begin, life.end) for life in story.lives]
    assert spans == [
        (START, date(2028, 1, 10)),
        (date(2028, 1, 10), date(2028, 1, 10)),
        (date(2028, 1, 10), date(2028, 2, 29)),
        (date(2028, 2, 29), None),
    ]


def test_a_cancellation_that_is_withdrawn_costs_nothing():
    story = Story((Life(1, START, None, 30_000_000, ((START, 1),)),))
    book = Book()
    paid = book.settle(story)
    back = book.settle(ended(story, date(2028, 2, 15)))
    assert back < 0
    assert book.settle(ended(story, None)) == -back
    assert paid == on_paper(story) == 6 * 30_000_000


def test_examples():
    assert doctest.testmod(plan.story).failed == 0
