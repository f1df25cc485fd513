"""Periods of billing cycles: every day lies in exactly one, and months have their ends."""

import doctest
from datetime import date, timedelta

import billing.cycle
import billing.placing
import pytest
from billing import CALENDAR_MONTH, Cycle, Period, is_calendar_month, period, period_name
from hypothesis import given
from hypothesis import strategies as st

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
CYCLES = st.builds(Cycle, st.sampled_from(("day", "month")), st.integers(1, 60), DAYS)


@given(CYCLES, DAYS)
def test_a_day_lies_in_its_period(cycle, day):
    begin, end = period(cycle, day)
    assert begin <= day < end


@given(CYCLES, DAYS)
def test_periods_meet_without_gap_and_overlap(cycle, day):
    found = period(cycle, day)
    assert period(cycle, found.end).begin == found.end
    assert period(cycle, found.begin - timedelta(days=1)).end == found.begin


@given(CYCLES, DAYS)
def test_all_days_of_a_period_give_the_same_one(cycle, day):
    found = period(cycle, day)
    for inside in (found.begin, found.begin + (found.end - found.begin) // 2, found.end - timedelta(days=1)):
        assert period(cycle, inside) == found


@given(CYCLES)
def test_a_period_begins_on_the_anchor(cycle):
    assert period(cycle, cycle.anchor).begin == cycle.anchor


@given(st.integers(1, 400), DAYS, DAYS)
def test_periods_of_days_have_one_length(interval, anchor, day):
    begin, end = period(Cycle("day", interval, anchor), day)
    assert (end - begin).days == interval


@given(st.integers(1, 36), DAYS, DAYS)
def test_periods_of_months_begin_on_the_anchor_s_day_or_the_month_s_last(interval, anchor, day):
    begin, end = period(Cycle("month", interval, anchor), day)
    for edge in (begin, end):
        assert edge.day == anchor.day or (edge.day < anchor.day and (edge + timedelta(days=1)).day == 1)
    assert (end.year - begin.year) * 12 + end.month - begin.month == interval


@pytest.mark.parametrize(
    ("cycle", "day", "begin", "end"),
    [
        (CALENDAR_MONTH, "2026-02-28", "2026-02-01", "2026-03-01"),
        (Cycle("month", 1, date(2026, 1, 31)), "2026-02-27", "2026-01-31", "2026-02-28"),
        (Cycle("month", 1, date(2026, 1, 31)), "2026-03-30", "2026-02-28", "2026-03-31"),
        (Cycle("month", 1, date(2026, 1, 29)), "2028-02-29", "2028-02-29", "2028-03-29"),
        (Cycle("month", 1, date(2026, 1, 29)), "2026-02-28", "2026-02-28", "2026-03-29"),
        (Cycle("month", 12, date(2028, 2, 29)), "2026-03-01", "2026-02-28", "2027-02-28"),
        (Cycle("month", 12, date(2028, 2, 29)), "2028-02-28", "2027-02-28", "2028-02-29"),
        (Cycle("month", 3, date(2026, 1, 1)), "2026-12-31", "2026-10-01", "2027-01-01"),
        (Cycle("day", 7, date(2026, 1, 5)), "2026-11-22", "2026-11-16", "2026-11-23"),
        (Cycle("day", 10, date(2030, 1, 1)), "2029-12-31", "2029-12-22", "2030-01-01"),
    ],
)
def test_known_periods(cycle, day, begin, end):
    assert period(cycle, date.fromisoformat(day)) == Period(date.fromisoformat(begin), date.fromisoformat(end))


def test_a_cycle_of_no_days_is_refused():
    with pytest.raises(ValueError, match="a day or longer"):
        period(Cycle("day", 0, date(2026, 1, 1)), date(2026, 1, 1))


@given(DAYS)
def test_calendar_months_are_named_by_their_month_and_others_by_their_days(day):
    month = period(CALENDAR_MONTH, day)
    assert is_calendar_month(month)
    assert period_name(month) == f"{day:%Y-%m}"
    assert period_name(Period(day, day + timedelta(days=1))) == f"{day}"


def test_what_the_docstrings_show_is_so():
    for module in (billing, billing.cycle, billing.placing):
        assert not doctest.testmod(module).failed
