"""Terms, notice and leaving, day by day over years."""

import doctest
from datetime import date, timedelta
from itertools import pairwise

import plan.terms
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan.terms import (
    Leaving,
    Term,
    Terms,
    expires,
    leaving,
    months_later,
    notice_by,
    regular_end,
    term_at,
    term_ends,
)

START = date(2026, 1, 1)
YEAR = Terms(12, "same", 30, "fixed", 50_000_000)
THEN_MONTHS = YEAR._replace(renewal="months")
ONCE = YEAR._replace(renewal="none")
FREE = Terms(0, "none", 14, "none")


@pytest.mark.parametrize(
    ("terms", "given_on", "day", "expected"),
    [
        (YEAR, date(2026, 5, 1), date(2026, 6, 1), Leaving(date(2026, 5, 31), date(2027, 1, 1), True)),
        (YEAR, date(2026, 12, 2), date(2027, 1, 1), Leaving(date(2027, 1, 1), None, False)),  # just in time
        (YEAR, date(2026, 12, 3), date(2027, 1, 2), Leaving(date(2027, 1, 2), date(2028, 1, 1), True)),  # a day late
        (YEAR, date(2026, 12, 1), date(2026, 12, 31), Leaving(date(2026, 12, 31), date(2027, 1, 1), True)),
        (YEAR, date(2025, 12, 1), date(2026, 1, 1), Leaving(date(2026, 1, 1), date(2027, 1, 1), True)),  # at once
        (YEAR, date(2026, 12, 1), date(2027, 3, 1), Leaving(date(2026, 12, 31), date(2028, 1, 1), True)),
        (THEN_MONTHS, date(2026, 12, 1), date(2027, 1, 17), Leaving(date(2026, 12, 31), None, False)),
        (THEN_MONTHS, date(2026, 2, 1), date(2026, 12, 31), Leaving(date(2026, 3, 3), date(2027, 1, 1), True)),
        (ONCE, date(2026, 2, 1), date(2027, 1, 1), Leaving(date(2026, 3, 3), None, False)),
        (FREE, date(2026, 5, 1), date(2026, 5, 15), Leaving(date(2026, 5, 15), None, False)),
    ],
)
def test_what_leaving_means(terms, given_on, day, expected):
    assert leaving(START, terms, given_on, day) == expected


@pytest.mark.parametrize(
    ("terms", "given_on", "expected"),
    [
        (YEAR, date(2026, 12, 2), date(2027, 1, 1)),
        (YEAR, date(2026, 12, 3), date(2028, 1, 1)),  # too late: the next term is on
        (THEN_MONTHS, date(2026, 12, 3), date(2027, 1, 2)),
        (THEN_MONTHS, date(2026, 6, 3), date(2027, 1, 1)),
        (ONCE, date(2026, 12, 30), date(2027, 1, 29)),
        (FREE, date(2026, 5, 1), date(2026, 5, 15)),
        (FREE, date(2025, 5, 1), START),  # never before the start
    ],
)
def test_the_first_day_one_can_leave_without_paying(terms, given_on, expected):
    assert regular_end(START, terms, given_on) == expected


def test_terms_of_the_31st_and_of_29_february_never_creep():
    monthly = Terms(1, "same", 0, "none")
    ends = list(term_ends(date(2027, 12, 31), monthly, date(2028, 5, 31)))
    assert ends == [date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30), date(2028, 5, 31)]
    leap = list(term_ends(date(2028, 2, 29), YEAR, date(2032, 12, 31)))
    assert leap == [date(2029, 2, 28), date(2030, 2, 28), date(2031, 2, 28), date(2032, 2, 29)]


def test_two_years_day_by_day():
    seen = {term_at(START, YEAR, START + timedelta(days=day)) for day in range(730)}
    assert seen == {Term(START, date(2027, 1, 1), 1), Term(date(2027, 1, 1), date(2028, 1, 1), 2)}
    once = [term_at(START, THEN_MONTHS, START + timedelta(days=day)) for day in range(730)]
    assert once == [Term(START, date(2027, 1, 1), 1)] * 365 + [None] * 365
    assert list(term_ends(START, THEN_MONTHS, date(2028, 1, 1))) == [date(2027, 1, 1)]
    assert (expires(START, ONCE), expires(START, YEAR), expires(START, FREE)) == (date(2027, 1, 1), None, None)


def test_notice_is_given_by():
    assert notice_by(START, YEAR, date(2026, 7, 1)) == date(2026, 12, 2)
    assert notice_by(START, THEN_MONTHS, date(2026, 7, 1)) is None
    assert notice_by(START, ONCE, date(2026, 7, 1)) is None


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 36), st.integers(0, 4000))
def test_terms_meet_and_each_day_lies_in_its_own(start, months, later):
    terms = Terms(months, "same", 30, "none")
    day = start + timedelta(days=later)
    term = term_at(start, terms, day)
    assert term.begin <= day < term.end
    assert term.begin == months_later(start, (term.number - 1) * months)
    assert all(
        term_at(start, terms, one).end == two for one, two in pairwise([*term_ends(start, terms, day), term.end])
    )


@given(
    st.sampled_from(("none", "same", "months")),
    st.integers(0, 24),
    st.integers(0, 90),
    st.dates(START, date(2032, 1, 1)),
)
def test_a_regular_end_is_never_early_and_keeps_the_notice(renewal, months, notice, given_on):
    terms = Terms(months, renewal, notice, "fixed", 1)
    day = regular_end(START, terms, given_on)
    found = leaving(START, terms, given_on, day)
    assert not found.early
    assert day >= found.earliest


def test_examples():
    assert doctest.testmod(plan.terms).failed == 0
