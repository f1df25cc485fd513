"""What periods come to: prorated to the coin, whatever changes within them, and nothing twice."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from billing import Cycle, period
from hypothesis import given
from hypothesis import strategies as st
from plan import Piece, Step, Terms, expected, missing, pieces, rounded, split, unmade

COIN = 1_000_000
FEBRUARY = Piece(date(2026, 2, 1), date(2026, 3, 1), date(2026, 2, 1), date(2026, 3, 1))
LATER = date(2030, 1, 1)
MONTH = Cycle("month", 1, date(2000, 1, 1))


def terms(coins, advance=True, prorate=True, begin="2026-01-01"):
    return Terms(round(coins * COIN), advance, prorate, date.fromisoformat(begin))


def steps(*pairs):
    return [Step(date(2026, 2, number), quantity) for number, quantity in pairs]


def charged(dues, places=2):
    return [(due.begin.day, due.quantity, due.amount / COIN) for due in unmade(dues, {}, places)]


@pytest.mark.parametrize(
    ("rule", "changes", "told"),
    [
        # in advance: each change for the days left, also downwards
        (terms(28), [(1, 2)], [(1, 2, 56)]),
        (terms(28), [(1, 2), (15, 5)], [(1, 2, 56), (15, 3, 42)]),
        (terms(28), [(1, 2), (15, 1), (22, 3)], [(1, 2, 56), (15, -1, -14), (22, 2, 14)]),
        (terms(28), [(15, 2)], [(15, 2, 28)]),
        # in advance and not by days: whole prices, and what is paid for is held until the end
        (terms(28, prorate=False), [(1, 2), (15, 1), (22, 3)], [(1, 2, 56), (22, 1, 28)]),
        # in arrears: each quantity for its days
        (terms(28, advance=False), [(1, 2), (15, 5)], [(1, 2, 28), (15, 5, 70)]),
        (terms(28, advance=False), [(1, 2), (15, 0)], [(1, 2, 28)]),
        (terms(28, advance=False, prorate=False), [(1, 2), (15, 5), (20, 1)], [(1, 5, 140)]),
        # what does not divide: the parts come to the rounded whole
        (terms(10, advance=False), [(1, 1), (10, 2), (11, 1)], [(1, 1, 3.21), (10, 2, 0.72), (11, 1, 6.43)]),
    ],
)
def test_quantities_that_change_within_a_period(rule, changes, told):
    assert charged(expected(rule, FEBRUARY, steps(*changes), LATER)) == told


@pytest.mark.parametrize(
    ("advance", "today", "count"),
    [(True, "2026-01-31", 0), (True, "2026-02-01", 1), (False, "2026-02-28", 0), (False, "2026-03-01", 1)],
)
def test_the_day_that_something_is_due(advance, today, count):
    found = expected(terms(28, advance), FEBRUARY, steps((1, 1)), date.fromisoformat(today))
    assert len(found) == count


@pytest.mark.parametrize(
    ("rule", "bill_day"),
    [
        # in advance: the statement that ends when the period begins
        (terms(28), "2026-01-31"),
        # the first one: that of the start
        (terms(28, begin="2026-02-01"), "2026-02-01"),
        # in arrears: that of the last day
        (terms(28, advance=False), "2026-02-28"),
    ],
)
def test_the_statement_that_it_stands_on(rule, bill_day):
    [due] = expected(rule, FEBRUARY, steps((1, 1)), LATER)
    assert f"{due.bill_day}" == bill_day


def test_a_change_on_the_day_itself_is_charged_as_what_is_missing():
    dues = expected(terms(28), FEBRUARY, steps((1, 5)), LATER)
    [more] = unmade(dues, {FEBRUARY.begin: 3}, 2)
    assert (more.quantity, more.amount) == (2, 56 * COIN)
    assert not list(unmade(dues, {FEBRUARY.begin: 5}, 2))


@pytest.mark.parametrize(
    ("amount", "places", "coins"),
    [(Fraction(5000), 2, 0.01), (Fraction(4999), 2, 0), (Fraction(-5000), 2, -0.01), (Fraction(500_000), 0, 1)],
)
def test_half_a_coin_is_rounded_away_from_nothing(amount, places, coins):
    assert rounded(amount, places) == round(coins * COIN)


def test_a_commitment_is_what_usage_falls_short_of():
    assert [missing(100, used) for used in (0, 99, 100, 101)] == [100, 1, 0, 0]


@given(
    price=st.integers(0, 10**10),
    begin=st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    length=st.integers(0, 900),
    advance=st.booleans(),
)
def test_months_that_are_whole_cost_the_price_and_parts_their_days(price, begin, length, advance):
    end = begin + timedelta(days=length)
    rule = Terms(price, advance, True, begin)
    total = Fraction(0)
    for piece in pieces(lambda moment: tuple(period(MONTH, moment)), begin, end, end):
        [due] = expected(rule, piece, [Step(begin, 1)], end) or [None]
        assert due.exact == price * Fraction(piece.days, piece.whole_days)
        assert not piece.is_whole or due.exact == price
        total += due.exact
    assert total <= price * Fraction(length, 28)


@given(
    amounts=st.lists(st.fractions(-(10**9), 10**9, max_denominator=366), max_size=12),
    places=st.integers(0, 3),
)
def test_what_rounding_leaves_goes_on(amounts, places):
    parts = split(amounts, places)
    assert sum(parts) == rounded(sum(amounts), places)
    coin = 10 ** (6 - places)
    assert all(part % coin == 0 and abs(part - exact) <= coin for part, exact in zip(parts, amounts, strict=True))


@given(
    changes=st.lists(st.tuples(st.integers(1, 28), st.integers(0, 9)), max_size=6, unique_by=lambda pair: pair[0]),
    price=st.integers(0, 10**9),
)
def test_in_advance_and_in_arrears_come_to_the_same(changes, price):
    found = steps(*sorted(changes))
    before, after = (
        sum(due.exact for due in expected(Terms(price, advance, True, FEBRUARY.begin), FEBRUARY, found, LATER))
        for advance in (True, False)
    )
    assert before == after
