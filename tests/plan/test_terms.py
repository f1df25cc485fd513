"""Terms, notice and leaving, day by day over years."""

import doctest
from datetime import date, timedelta

import plan.terms
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan.terms import (
    Bond,
    Leaving,
    Term,
    leaving,
    months_later,
    notice_by,
    regular_end,
    term_at,
)

START = date(2026, 1, 1)
YEAR = Bond(12, 12, 30)
THEN_QUARTERS = YEAR._replace(renewal_months=3)
ONCE = YEAR._replace(renewal_months=0)
FREE = Bond(0, 0, 14)


@pytest.mark.parametrize(
    ("bond", "given_on", "day", "expected"),
    [
        (YEAR, date(2026, 5, 1), date(2026, 6, 1), Leaving(date(2026, 5, 31), date(2027, 1, 1), True)),
        (YEAR, date(2026, 12, 2), date(2027, 1, 1), Leaving(date(2027, 1, 1), None, False)),  # just in time
        (YEAR, date(2026, 12, 3), date(2027, 1, 2), Leaving(date(2027, 1, 2), date(2028, 1, 1), True)),  # a day late
        (YEAR, date(2026, 12, 1), date(2026, 12, 31), Leaving(date(2026, 12, 31), date(2027, 1, 1), True)),
        (YEAR, date(2025, 12, 1), date(2026, 1, 1), Leaving(date(2026, 1, 1), date(2027, 1, 1), True)),  # at once
        (YEAR, date(2026, 12, 1), date(2027, 3, 1), Leaving(date(2026, 12, 31), date(2028, 1, 1), True)),
        (ONCE, date(2026, 12, 1), date(2027, 1, 17), Leaving(date(2026, 12, 31), None, False)),
        (THEN_QUARTERS, date(2027, 1, 1), date(2027, 3, 31), Leaving(date(2027, 1, 31), date(2027, 4, 1), True)),
        (THEN_QUARTERS, date(2027, 1, 1), date(2027, 4, 1), Leaving(date(2027, 1, 31), None, False)),
        (ONCE, date(2026, 2, 1), date(2026, 12, 31), Leaving(date(2026, 3, 3), date(2027, 1, 1), True)),
        (ONCE, date(2026, 2, 1), date(2027, 1, 1), Leaving(date(2026, 3, 3), None, False)),
        (FREE, date(2026, 5, 1), date(2026, 5, 15), Leaving(date(2026, 5, 15), None, False)),
    ],
)
def test_what_leaving_means(bond, given_on, day, expected):
    assert leaving(START, bond, given_on, day) == expected


@pytest.mark.parametrize(
    ("bond", "given_on", "expected"),
    [
        (YEAR, date(2026, 12, 2), date(2027, 1, 1)),
        (YEAR, date(2026, 12, 3), date(2028, 1, 1)),  # too late: the next term is on
        (THEN_QUARTERS, date(2026, 12, 3), date(2027, 4, 1)),
        (ONCE, date(2026, 6, 3), date(2027, 1, 1)),
        (ONCE, date(2026, 12, 30), date(2027, 1, 29)),
        (FREE, date(2026, 5, 1), date(2026, 5, 15)),
        (FREE, date(2025, 5, 1), START),  # never before the start
    ],
)
def test_the_first_day_one_can_leave_without_paying(bond, given_on, expected):
    assert regular_end(START, bond, given_on) == expected


def begins(start, bond, days):
    """The first days of all terms within so many days."""
    found = {term_at(start, bond, start + timedelta(days=day)) for day in range(days)}
    return sorted(term.begin for term in found if term)


def test_terms_of_the_31st_and_of_29_february_never_creep():
    monthly = begins(date(2027, 12, 31), Bond(1, 1, 0), 150)
    assert monthly == [date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]
    leap = begins(date(2028, 2, 29), YEAR, 1462)
    assert leap == [date(2028, 2, 29), date(2029, 2, 28), date(2030, 2, 28), date(2031, 2, 28), date(2032, 2, 29)]


def test_two_years_day_by_day():
    seen = {term_at(START, YEAR, START + timedelta(days=day)) for day in range(730)}
    assert seen == {Term(START, date(2027, 1, 1), 1), Term(date(2027, 1, 1), date(2028, 1, 1), 2)}
    once = [term_at(START, ONCE, START + timedelta(days=day)) for day in range(730)]
    assert once == [Term(START, date(2027, 1, 1), 1)] * 365 + [None] * 365
    quarters = [date(2026, 1, 1), date(2027, 1, 1), date(2027, 4, 1), date(2027, 7, 1), date(2027, 10, 1)]
    assert begins(START, THEN_QUARTERS, 730) == quarters


def test_notice_is_given_by():
    assert notice_by(START, YEAR, date(2026, 7, 1)) == date(2026, 12, 2)
    assert notice_by(START, THEN_QUARTERS, date(2027, 5, 1)) == date(2027, 6, 1)
    assert notice_by(START, ONCE, date(2026, 7, 1)) is None
    assert notice_by(START, FREE, date(2026, 7, 1)) is None


BONDS = st.builds(Bond, st.integers(1, 36), st.integers(1, 24), st.integers(0, 90))


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), BONDS, st.integers(0, 4000))
def test_terms_meet_and_each_day_lies_in_its_own(start, bond, later):
    day = start + timedelta(days=later)
    term = term_at(start, bond, day)
    assert term.begin <= day < term.end
    follows = term_at(start, bond, term.end)
    assert (follows.begin, follows.number) == (term.end, term.number + 1)
    assert term.end == months_later(start, bond.months + (term.number - 1) * bond.renewal_months)


@given(BONDS, st.booleans(), st.dates(START, date(2032, 1, 1)))
def test_a_regular_end_is_never_early_and_keeps_the_notice(bond, renewed, given_on):
    bond = bond if renewed else bond._replace(renewal_months=0)
    day = regular_end(START, bond, given_on)
    found = leaving(START, bond, given_on, day)
    assert not found.early
    assert day >= found.earliest


def test_examples():
    assert doctest.testmod(plan.terms).failed == 0
