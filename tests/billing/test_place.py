"""Which statement a call belongs to, whatever became of the account's cycle and of earlier bills."""

from datetime import date, timedelta

from billing import CALENDAR_MONTH, Bill, Cycle, period, place
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 11, 22)
WEEK = Cycle("day", 7, date(2026, 1, 5))
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
CYCLES = st.builds(Cycle, st.sampled_from(("day", "month")), st.integers(1, 40), DAYS)
#: what happens: a call on a day, the cycle changes, all that is open is billed, or a day passes
EVENTS = st.lists(st.one_of(DAYS, CYCLES, st.just("bill"), st.just("wait")), max_size=40)


def stay(events):
    """Let these things happen: the statements in the end, and each call's day with its place."""
    cycle, today, bills, calls = CALENDAR_MONTH, TODAY, [], []
    for event in events:
        if isinstance(event, date):
            found = place(bills, cycle, event, today)
            if not found.key:
                bills.append(Bill(len(bills) + 1, found.begin, found.end, True, found.sequence))
            calls.append((event, today, found._replace(key=found.key or len(bills))))
        elif isinstance(event, Cycle):
            cycle = event
        elif event == "bill":
            bills = [bill._replace(is_open=False) for bill in bills]
        else:
            today += timedelta(days=1)
    return bills, calls


@given(EVENTS)
def test_no_day_lies_in_two_periods(events):
    bills, _calls = stay(events)
    periods = sorted({(bill.begin, bill.end) for bill in bills})
    assert all(begin < end for begin, end in periods)
    assert all(first[1] <= second[0] for first, second in zip(periods, periods[1:], strict=False))


@given(EVENTS)
def test_statements_of_one_period_are_numbered_without_gap(events):
    bills, _calls = stay(events)
    for begin in {bill.begin for bill in bills}:
        numbers = sorted(bill.sequence for bill in bills if bill.begin == begin)
        assert numbers == list(range(1, len(numbers) + 1))


@given(EVENTS)
def test_a_call_is_in_its_period_or_late_in_one_after_it(events):
    _bills, calls = stay(events)
    for day, _today, found in calls:
        assert found.begin > day if found.late else found.begin <= day < found.end


@given(EVENTS, DAYS)
def test_a_call_goes_to_one_and_the_same_place_until_something_happens(events, day):
    bills, _calls = stay([*events, day])
    again = place(bills, WEEK, day, TODAY + timedelta(days=len(events)))
    assert again.key


def test_the_period_that_is_open_stays_when_the_cycle_changes():
    bills = [Bill(1, date(2026, 11, 1), date(2026, 12, 1), True, 1)]
    assert place(bills, WEEK, date(2026, 11, 22), TODAY).key == 1
    following = place(bills, WEEK, date(2026, 12, 3), TODAY)
    assert (following.key, following.begin, following.end) == (0, date(2026, 12, 1), date(2026, 12, 7))


def test_a_gap_between_two_periods_is_filled_and_not_more():
    bills = [
        Bill(1, date(2026, 1, 1), date(2026, 2, 1), True, 1),
        Bill(2, date(2026, 2, 10), date(2026, 3, 1), True, 1),
    ]
    found = place(bills, Cycle("month", 3, date(2026, 1, 1)), date(2026, 2, 5), TODAY)
    assert (found.begin, found.end) == (date(2026, 2, 1), date(2026, 2, 10))


def test_a_billed_period_that_goes_on_has_another_statement_and_one_that_is_over_passes_calls_on():
    billed = [Bill(1, date(2026, 11, 1), date(2026, 12, 1), False, 1)]
    found = place(billed, CALENDAR_MONTH, date(2026, 11, 5), TODAY)
    assert (found.key, found.sequence, found.late) == (0, 2, False)
    later = place(billed, CALENDAR_MONTH, date(2026, 11, 5), date(2026, 12, 1))
    assert (later.begin, later.sequence, later.late) == (date(2026, 12, 1), 1, True)


@given(CYCLES, DAYS)
def test_without_statements_the_period_is_the_cycle_s(cycle, day):
    found = place([], cycle, day, TODAY)
    assert (found.begin, found.end) == period(cycle, day)
    assert (found.key, found.sequence, found.late) == (0, 1, False)
