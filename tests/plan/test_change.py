"""Proration of changes: whatever happens in whatever order, charges and credits are what the days cost on paper."""

import doctest
from datetime import date, timedelta
from fractions import Fraction

import plan.change
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan import Piece, Step, cut, rounded, segments
from plan.change import Charged, cost, paused, settle


def whole(begin, end):
    return Piece(begin, end, begin, end)


NOVEMBER = whole(date(2026, 11, 1), date(2026, 12, 1))
FEBRUARY = whole(date(2027, 2, 1), date(2027, 3, 1))
LEAP = whole(date(2028, 2, 1), date(2028, 3, 1))
SMALL, LARGE = 30_000_000, 60_000_000


def booked(price, period, steps, charged=(), end=None, pauses=()):
    """The charges after settling, as a book would keep them."""
    there = cut(period, period.begin, end or date.max)
    wanted = list(segments(there, paused(steps, pauses))) if there else []
    return [*charged, *(Charged(*entry) for entry in settle(price, period, wanted, charged, 2))]


def amounts(charged):
    return [one.amount for one in charged]


@pytest.mark.parametrize(
    ("period", "day", "credit", "charge"),
    [
        (NOVEMBER, date(2026, 11, 1), -30_000_000, 60_000_000),  # first day: all of it
        (NOVEMBER, date(2026, 11, 16), -15_000_000, 30_000_000),
        (NOVEMBER, date(2026, 11, 30), -1_000_000, 2_000_000),  # last day: one day
        (LEAP, date(2028, 2, 29), -1_030_000, 2_070_000),  # a 29th of it
        (FEBRUARY, date(2027, 2, 28), -1_070_000, 2_140_000),
        (whole(date(2028, 1, 31), date(2028, 2, 29)), date(2028, 2, 28), -1_030_000, 2_070_000),
        (whole(date(2026, 1, 1), date(2027, 1, 1)), date(2026, 12, 31), -80_000, 160_000),  # a year in advance
        (whole(date(2026, 12, 28), date(2027, 1, 4)), date(2027, 1, 1), -12_860_000, 25_710_000),  # over a turn
    ],
)
def test_a_change_of_plan_credits_the_days_left_and_charges_them_anew(period, day, credit, charge):
    paid = booked(SMALL, period, [Step(period.begin, 1)])
    assert amounts(paid) == [SMALL]
    assert amounts(booked(SMALL, period, [Step(period.begin, 1)], paid, end=day)[1:]) == [credit]
    assert amounts(booked(LARGE, period, [Step(day, 1)])) == [charge]


def test_more_and_fewer_in_a_period_are_charged_and_credited_by_days():
    charged = booked(SMALL, NOVEMBER, [Step(NOVEMBER.begin, 2)])
    more = [Step(NOVEMBER.begin, 2), Step(date(2026, 11, 11), 5)]
    charged = booked(SMALL, NOVEMBER, more, charged)
    charged = booked(SMALL, NOVEMBER, [*more, Step(date(2026, 11, 21), 1)], charged)
    assert [tuple(one[2:]) for one in charged] == [(2, 60_000_000), (3, 60_000_000), (-4, -40_000_000)]


def test_two_changes_on_one_day_are_the_last_one_and_a_change_back_is_none():
    day, first = date(2026, 11, 8), Step(NOVEMBER.begin, 1)
    charged = booked(10_010_000, NOVEMBER, [first])
    for quantity, expected in ((3, 25_360_000), (2, 17_680_000), (1, 10_010_000)):
        charged = booked(10_010_000, NOVEMBER, [first, Step(day, quantity)], charged)
        assert sum(amounts(charged)) == expected
    assert booked(10_010_000, NOVEMBER, [first], charged) == charged


def test_days_of_a_pause_come_back_and_are_charged_when_it_ends_in_the_period():
    steps, begin, end = [Step(NOVEMBER.begin, 1)], date(2026, 11, 11), date(2026, 11, 21)
    charged = booked(SMALL, NOVEMBER, steps)
    charged = booked(SMALL, NOVEMBER, steps, charged, pauses=[(begin, None)])
    charged = booked(SMALL, NOVEMBER, steps, charged, pauses=[(begin, end)])
    assert [(one.begin, one.end, one.amount) for one in charged[1:]] == [
        (begin, NOVEMBER.end, -20_000_000),
        (end, NOVEMBER.end, 10_000_000),
    ]


@pytest.mark.parametrize(
    ("pause", "days"),
    [
        ((date(2026, 10, 1), date(2026, 12, 24)), 0),  # over both ends
        ((date(2026, 10, 15), date(2026, 11, 6)), 25),  # over the beginning
        ((date(2026, 11, 26), date(2026, 12, 5)), 25),  # over the end
        ((date(2026, 12, 1), None), 30),  # after it
        ((date(2026, 11, 30), None), 29),
        ((date(2026, 11, 1), date(2026, 11, 2)), 29),
    ],
)
def test_a_pause_over_the_ends_of_a_period(pause, days):
    charged = booked(SMALL, NOVEMBER, [Step(date(2026, 1, 1), 1)], pauses=[pause])
    assert sum(amounts(charged)) == days * 1_000_000


def test_quantities_told_for_days_of_a_pause_hold_after_it():
    steps = [Step(date(2026, 11, 1), 1), Step(date(2026, 11, 15), 4), Step(date(2026, 11, 20), 2)]
    found = paused(steps, [(date(2026, 11, 10), date(2026, 11, 16))])
    assert [(step.begin.day, step.quantity) for step in found] == [(1, 1), (10, 0), (16, 4), (20, 2)]
    twice = paused(steps[:1], [(date(2026, 11, 5), date(2026, 11, 7)), (date(2026, 11, 7), None)])
    assert [(step.begin.day, step.quantity) for step in twice] == [(1, 1), (5, 0), (7, 0)]


def test_an_earlier_end_told_later_credits_only_what_is_left():
    charged = booked(SMALL, NOVEMBER, [Step(NOVEMBER.begin, 1)])
    for day in (21, 6):
        charged = booked(SMALL, NOVEMBER, [Step(NOVEMBER.begin, 1)], charged, end=date(2026, 11, day))
    assert [(one.begin.day, one.end.day, one.amount) for one in charged[1:]] == [
        (21, 1, -10_000_000),
        (6, 21, -15_000_000),
    ]
    charged = booked(SMALL, NOVEMBER, [Step(NOVEMBER.begin, 1)], charged)  # it goes on after all
    assert sum(amounts(charged)) == SMALL


def test_amounts_are_rounded_once():
    third = whole(date(2026, 1, 1), date(2026, 1, 4))
    steps = [Step(third.begin + timedelta(days=day), day + 1) for day in range(3)]
    assert sum(amounts(booked(1_000_000, third, steps))) == 2_000_000
    assert cost(1_000_000, segments(third, steps)) == Fraction(2_000_000)


MONTHS = [
    whole(*days)
    for days in (
        (date(2027, 12, 31), date(2028, 1, 31)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 31)),
        (date(2028, 3, 31), date(2028, 4, 30)),
    )
]
START, LAST = MONTHS[0].begin, MONTHS[-1].end
DAYS = st.dates(START, LAST + timedelta(days=5))
HAPPENINGS = st.lists(
    st.one_of(
        st.tuples(st.just("count"), DAYS, st.integers(0, 7)),
        st.tuples(st.just("change"), DAYS, st.integers(40, 20_000)),
        st.tuples(st.sampled_from(("pause", "resume", "cancel", "withdraw")), DAYS, st.just(0)),
    ),
    max_size=10,
)


class Subscription:
    """As much of one as charges need: items that follow each other, pauses, an end, and a book of charges."""

    def __init__(self, price):
        self.items, self.pauses, self.end = [], [], None
        self.book = {}
        self.change(START, price)

    def change(self, day, price):
        if all(item["begin"] <= day for item in self.items):
            for item in self.items:
                item["end"] = min(item["end"], day)
            self.items.append({"price": price * 10_000, "begin": day, "end": date.max, "steps": {day: 1}})

    def count(self, day, quantity):
        self.items[-1]["steps"][day] = quantity

    def pause(self, day, _number):
        if all(end and end <= day for _begin, end in self.pauses):
            self.pauses.append((day, None))

    def resume(self, day, _number):
        self.pauses = [(begin, end or day) for begin, end in self.pauses if end or begin < day]

    def cancel(self, day, _number):
        self.end = day

    def withdraw(self, _day, _number):
        self.end = None

    def wanted(self, number, period):
        item = self.items[number]
        there = cut(period, item["begin"], min(item["end"], self.end or date.max))
        steps = [Step(*step) for step in sorted(item["steps"].items())]
        return list(segments(there, paused(steps, self.pauses))) if there else []

    def settle(self):
        """Charge what is due by now; return how much that is."""
        total = 0
        for number, item in enumerate(self.items):
            for period in MONTHS:
                own = self.book.setdefault((number, period), [])
                entries = settle(item["price"], period, self.wanted(number, period), own, 2)
                own += [Charged(*entry) for entry in entries]
                total += sum(entry.amount for entry in entries)
        return total


@given(st.integers(40, 20_000), HAPPENINGS)
def test_charges_of_a_life_are_what_its_days_cost(price, happenings):
    life = Subscription(price)
    total = life.settle()
    for what, day, number in happenings:
        getattr(life, what)(day, number)
        total += life.settle()
        assert life.settle() == 0
    on_paper = {key: cost(life.items[key[0]]["price"], life.wanted(*key)) for key in life.book}
    assert total == sum(rounded(amount, 2) for amount in on_paper.values())
    for (number, period), own in life.book.items():
        assert sum(amounts(own)) == rounded(on_paper[number, period], 2)
        assert all(one.amount * one.quantity >= 0 for one in own)
        _check_days(life.wanted(number, period), period, own)


def _check_days(wanted, period, own):
    """Each day is charged as often as it is wanted: never twice, never not at all."""
    for number in range(period.days):
        day = period.begin + timedelta(days=number)
        charged = sum(one.quantity for one in own if one.begin <= day < one.end)
        assert charged == sum(quantity for piece, quantity in wanted if piece.begin <= day < piece.end)


def test_examples():
    assert doctest.testmod(plan.change).failed == 0
