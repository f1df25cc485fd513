"""Proration of changes: whatever happens in whatever order, charges and credits are what the days cost on paper."""

import doctest
from datetime import date, timedelta
from fractions import Fraction

import plan.change
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan.change import Charged, Span, Use, cost, rounded, settle, settle_whole, uses

COIN = 10_000
NOVEMBER = Span(date(2026, 11, 1), date(2026, 12, 1))
LEAP = Span(date(2028, 2, 1), date(2028, 3, 1))
SMALL, LARGE = 30_000_000, 60_000_000


def booked(period, wanted, charged, how=settle):
    """The charges after settling, as a book would keep them."""
    entries = how(period, wanted, charged, COIN)
    last = max((one.key for one in charged), default=0)
    return [*charged, *(Charged(last + number, *entry) for number, entry in enumerate(entries, 1))]


def replaced(period, day):
    """A small plan until a day, a large one from then on: what each has to settle, charged in advance."""
    old, new = (settle(period, wanted, paid, COIN) for wanted, paid in _both(period, day))
    return [entry.amount for entry in old], [entry.amount for entry in new]


def _both(period, day):
    paid = booked(period, [Use(*period, SMALL, 1)], [])
    kept = [Use(period.begin, day, SMALL, 1)] if day > period.begin else []
    return (kept, paid), ([Use(day, period.end, LARGE, 1)], [])


@pytest.mark.parametrize(
    ("period", "day", "credit", "charge"),
    [
        (NOVEMBER, date(2026, 11, 1), -30_000_000, 60_000_000),  # first day: all of it
        (NOVEMBER, date(2026, 11, 16), -15_000_000, 30_000_000),
        (NOVEMBER, date(2026, 11, 30), -1_000_000, 2_000_000),  # last day: one day
        (LEAP, date(2028, 2, 29), -1_030_000, 2_070_000),  # a 29th of it, what is kept rounded
        (Span(date(2027, 2, 1), date(2027, 3, 1)), date(2027, 2, 28), -1_070_000, 2_140_000),
        (Span(date(2028, 1, 31), date(2028, 2, 29)), date(2028, 2, 28), -1_030_000, 2_070_000),
        (Span(date(2026, 1, 1), date(2027, 1, 1)), date(2026, 12, 31), -80_000, 160_000),  # a year in advance
        (Span(date(2026, 12, 28), date(2027, 1, 4)), date(2027, 1, 1), -12_860_000, 25_710_000),  # over a turn
    ],
)
def test_a_change_credits_the_days_left_and_charges_them_anew(period, day, credit, charge):
    assert replaced(period, day) == ([credit], [charge])


def test_two_changes_on_one_day_are_the_last_one():
    day = date(2026, 11, 11)
    charged = booked(NOVEMBER, uses(*NOVEMBER, SMALL, [(NOVEMBER.begin, 2)]), [])
    for quantity in (5, 3):
        told = [(NOVEMBER.begin, 2), (day, 5), (day, quantity)]
        charged = booked(NOVEMBER, uses(*NOVEMBER, SMALL, told), charged)
    assert sum(one.amount for one in charged) == 20_000_000 + 60_000_000
    assert [one.amount for one in charged] == [60_000_000, -40_000_000, 100_000_000, -100_000_000, 60_000_000]


def test_a_change_back_leaves_what_was_charged_at_first():
    day = date(2026, 11, 8)
    at_first = booked(NOVEMBER, uses(*NOVEMBER, 10_010_000, [(NOVEMBER.begin, 1)]), [])
    told = [(NOVEMBER.begin, 1), (day, 3)]
    charged = booked(NOVEMBER, uses(*NOVEMBER, 10_010_000, told), at_first)
    charged = booked(NOVEMBER, uses(*NOVEMBER, 10_010_000, [*told, (day, 1)]), charged)
    assert sum(one.amount for one in charged) == 10_010_000
    assert settle(NOVEMBER, uses(*NOVEMBER, 10_010_000, [(NOVEMBER.begin, 1)]), charged, COIN) == []


def test_days_of_a_pause_come_back_and_are_charged_when_it_ends_early():
    begin, end = date(2026, 11, 11), date(2026, 11, 21)
    charged = booked(NOVEMBER, uses(*NOVEMBER, SMALL, [(NOVEMBER.begin, 1)]), [])
    open_pause = uses(*NOVEMBER, SMALL, [(NOVEMBER.begin, 1)], [(begin, None)])
    charged = booked(NOVEMBER, open_pause, charged)
    assert charged[-1][1:3] == (begin, NOVEMBER.end)
    assert sum(one.amount for one in charged) == 10_000_000
    charged = booked(NOVEMBER, uses(*NOVEMBER, SMALL, [(NOVEMBER.begin, 1)], [(begin, end)]), charged)
    assert charged[-1][1:3] == (end, NOVEMBER.end)
    assert sum(one.amount for one in charged) == 20_000_000


@pytest.mark.parametrize(
    ("pause", "days"),
    [
        ((date(2026, 10, 1), date(2026, 12, 24)), 0),  # over both ends
        ((date(2026, 10, 15), date(2026, 11, 6)), 25),  # over the beginning
        ((date(2026, 11, 26), date(2026, 12, 5)), 25),  # over the end
        ((date(2026, 12, 1), None), 30),  # after it
        ((date(2026, 11, 30), None), 29),
    ],
)
def test_a_pause_over_the_ends_of_a_period(pause, days):
    wanted = uses(*NOVEMBER, SMALL, [(date(2026, 1, 1), 1)], [pause])
    assert cost(NOVEMBER, wanted) == days * 1_000_000
    assert sum(entry.amount for entry in settle(NOVEMBER, wanted, [], COIN)) == days * 1_000_000


def test_an_earlier_change_told_later_credits_only_what_is_left():
    charged = booked(NOVEMBER, [Use(*NOVEMBER, SMALL, 1)], [])
    charged = booked(NOVEMBER, [Use(NOVEMBER.begin, date(2026, 11, 21), SMALL, 1)], charged)
    charged = booked(NOVEMBER, [Use(NOVEMBER.begin, date(2026, 11, 6), SMALL, 1)], charged)
    assert [(one.begin.day, one.end.day, one.amount) for one in charged[1:]] == [
        (21, 1, -10_000_000),
        (6, 21, -15_000_000),
    ]


def test_whole_periods_are_charged_once_and_nothing_comes_back():
    wanted = uses(*NOVEMBER, SMALL, [(date(2026, 11, 12), 1)])
    charged = booked(NOVEMBER, wanted, [], settle_whole)
    assert [(one.begin, one.end, one.amount) for one in charged] == [(date(2026, 11, 12), NOVEMBER.end, SMALL)]
    assert booked(NOVEMBER, [], charged, settle_whole) == charged
    more = uses(*NOVEMBER, SMALL, [(date(2026, 11, 12), 1), (date(2026, 11, 20), 3), (date(2026, 11, 25), 2)])
    charged = booked(NOVEMBER, more, charged, settle_whole)
    assert [(one.quantity, one.amount) for one in charged] == [(1, SMALL), (2, 2 * SMALL)]
    assert booked(NOVEMBER, more, charged, settle_whole) == charged
    assert settle_whole(NOVEMBER, [], [], COIN) == []


@st.composite
def lives(draw):
    """A period, and what an item is told to be, one thing after the other."""
    begin = draw(st.dates(date(2026, 1, 1), date(2032, 12, 31)))
    period = Span(begin, begin + timedelta(days=draw(st.integers(1, 366))))
    days = st.dates(period.begin - timedelta(days=40), period.end + timedelta(days=40))
    price = draw(st.integers(1, 200_000_000))
    steps = st.one_of(
        st.tuples(st.just("quantity"), days, st.integers(0, 9)),
        st.tuples(st.just("pause"), days, st.integers(1, 90)),
        st.tuples(st.just("end"), days, st.just(0)),
    )
    return period, price, draw(days), draw(st.lists(steps, max_size=8))


@given(lives())
def test_charges_never_overlap_and_add_up_to_what_the_days_cost(life):
    period, price, start, steps = life
    quantities, pauses, end = [(start, 1)], [], date.max
    charged = []
    for kind, day, number in [("quantity", start, 1), *steps]:
        if kind == "quantity":
            quantities.append((day, number))
        elif kind == "pause":
            pauses.append((day, day + timedelta(days=number)))
        else:
            end = day
        begin, stop = max(start, period.begin), min(end, period.end)
        wanted = uses(begin, stop, price, quantities, pauses) if begin < stop else []
        charged = booked(period, wanted, charged)
        assert settle(period, wanted, charged, COIN) == []
        _check(period, price, wanted, charged)


def _check(period, price, wanted, charged):
    """Day by day: what the day's charges less credits say is what the item was, and amounts add up."""
    total = sum(one.amount for one in charged)
    if price * 9 >= COIN * 366:
        assert total == rounded(cost(period, wanted), COIN)
    assert abs(total - cost(period, wanted)) <= COIN * max(len(charged), 1)
    for number in range((period.end - period.begin).days):
        day = period.begin + timedelta(days=number)
        said = sum((-1 if one.of else 1) * one.quantity for one in charged if one.begin <= day < one.end and one.amount)
        was = sum(use.quantity for use in wanted if use.begin <= day < use.end)
        if price > COIN * 366:
            assert said == was
    assert all((one.amount <= 0) if one.of else (one.amount >= 0) for one in charged)


def test_amounts_are_rounded_once():
    third = Span(date(2026, 1, 1), date(2026, 1, 4))
    parts = [
        Use(third.begin + timedelta(days=day), third.begin + timedelta(days=day + 1), 1_000_000, day + 1)
        for day in range(3)
    ]
    assert sum(entry.amount for entry in settle(third, parts, [], COIN)) == 2_000_000
    assert rounded(Fraction(15_000), COIN) == 20_000


def test_examples():
    assert doctest.testmod(plan.change).failed == 0
