"""Which periods are charged: by the calendar and from the day of the start, at every end of month."""

import doctest
from datetime import date

import plan
import plan.commitment
import plan.due
import plan.periods
import plan.proration
import pytest
from billing import Cycle, period
from plan import Piece, cut, pieces


def day(text):
    return text and date.fromisoformat(text)


def found(cycle, begin, end, before):
    """The begins of all periods and the end of the last one."""
    told = list(pieces(lambda moment: tuple(period(cycle, moment)), day(begin), day(end), day(before)))
    for one, following in zip(told, told[1:], strict=False):
        assert one.end == following.begin
    return [f"{piece.begin}" for piece in told] + [f"{piece.end}" for piece in told[-1:]]


MONTH = Cycle("month", 1, date(2000, 1, 1))


@pytest.mark.parametrize(
    ("cycle", "begin", "end", "before", "expected"),
    [
        # calendar months from the middle of one
        (MONTH, "2026-01-16", None, "2026-03-01", ["2026-01-16", "2026-02-01", "2026-03-01"]),
        # the day before which is asked is itself left out: half open
        (MONTH, "2026-02-01", None, "2026-02-01", []),
        (MONTH, "2026-02-01", None, "2026-02-02", ["2026-02-01", "2026-03-01"]),
        # ended in the middle, on the first day, before it began
        (MONTH, "2026-01-01", "2026-02-10", "2027-01-01", ["2026-01-01", "2026-02-01", "2026-02-10"]),
        (MONTH, "2026-01-01", "2026-02-01", "2027-01-01", ["2026-01-01", "2026-02-01"]),
        (MONTH, "2026-01-01", "2026-01-01", "2027-01-01", []),
        # anniversary of 31 January: last days of shorter months, and back to 31
        (
            Cycle("month", 1, date(2026, 1, 31)),
            "2026-01-31",
            None,
            "2026-05-01",
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"],
        ),
        # the same in a leap year
        (
            Cycle("month", 1, date(2028, 1, 31)),
            "2028-01-31",
            None,
            "2028-03-01",
            ["2028-01-31", "2028-02-29", "2028-03-31"],
        ),
        # anniversary of 29 February by years
        (
            Cycle("month", 12, date(2028, 2, 29)),
            "2028-02-29",
            None,
            "2032-03-01",
            ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29", "2033-02-28"],
        ),
        # quarters of the calendar, and from the day of the start
        (
            Cycle("month", 3, date(2026, 1, 1)),
            "2026-02-15",
            None,
            "2026-08-01",
            ["2026-02-15", "2026-04-01", "2026-07-01", "2026-10-01"],
        ),
        (
            Cycle("month", 3, date(2026, 11, 30)),
            "2026-11-30",
            None,
            "2027-05-29",
            ["2026-11-30", "2027-02-28", "2027-05-30"],
        ),
        # weeks from Monday over a turn of the year
        (
            Cycle("day", 7, date(2026, 1, 5)),
            "2025-12-31",
            None,
            "2026-01-13",
            ["2025-12-31", "2026-01-05", "2026-01-12", "2026-01-19"],
        ),
    ],
)
def test_periods(cycle, begin, end, before, expected):
    assert found(cycle, begin, end, before) == expected


def test_a_piece_knows_what_is_missing_of_its_period():
    [piece] = pieces(
        lambda moment: tuple(period(MONTH, moment)), date(2028, 2, 20), date(2028, 2, 25), date(2028, 3, 1)
    )
    assert (piece.days, piece.whole_days, piece.is_whole) == (5, 29, False)


def test_pieces_that_touch_only_have_no_days_in_common():
    month = Piece(date(2026, 2, 1), date(2026, 3, 1), date(2026, 2, 1), date(2026, 3, 1))
    assert cut(month, date(2026, 3, 1), date(2026, 4, 1)) is None
    assert cut(month, date(2026, 1, 1), date(2026, 2, 1)) is None
    assert cut(month, date(2026, 1, 1), date(2026, 2, 2)).days == 1


def test_a_period_that_lacks_its_day_is_refused():
    with pytest.raises(ValueError, match="2026-02-01 is not between"):
        list(pieces(lambda _day: (date(2026, 1, 1), date(2026, 2, 1)), date(2026, 2, 1), None, date(2026, 3, 1)))


@pytest.mark.parametrize("module", [plan, plan.commitment, plan.due, plan.periods, plan.proration])
def test_examples_in_docstrings_hold(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed
