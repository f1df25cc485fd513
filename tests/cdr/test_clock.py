"""Local times of a file, in the hour that comes twice and around it."""

from datetime import datetime

import pytest
from cdr.clock import WallClock, wall_time
from cdr.fields import BadField
from cdr_samples import NOW, utc


def clock() -> WallClock:
    return WallClock("Europe/Stockholm", NOW)


def at(text: str) -> datetime:
    return wall_time(f"2026-10-25 {text}", "start")


@pytest.mark.parametrize(
    ("start", "end", "seconds", "first", "last"),
    [
        ("01:59:50", "02:00:10", 20, "23:59:50", "00:00:10"),
        ("02:59:50", "02:00:10", 20, "00:59:50", "01:00:10"),
        ("02:10:00", "02:10:20", 20, "00:10:00", "00:10:20"),
        ("02:10:00", "02:10:20", 3_620, "00:10:00", "01:10:20"),
        ("02:59:50", "03:00:10", 20, "01:59:50", "02:00:10"),
        ("03:10:00", "03:09:59", 0, "02:10:00", "02:09:59"),
    ],
)
def test_start_end_and_length_fit_together_one_way(start: str, end: str, seconds: int, first: str, last: str) -> None:
    span = clock().span(at(start), at(end), seconds, "start")
    assert [f"{moment:%H:%M:%S}" for moment in span] == [first, last]


def test_a_record_a_little_out_of_order_does_not_turn_the_clock() -> None:
    reader = clock()
    found = [f"{reader.start(at(text), None, 0, 'start'):%H:%M}" for text in ("02:30:00", "02:25:00", "02:05:00")]
    assert found == ["00:30", "00:25", "01:05"]


def test_a_date_ahead_tells_nothing_of_the_order() -> None:
    reader = clock()
    reader.start(wall_time("2031-01-01 00:00:00", "start"), None, 0, "start")
    assert reader.start(at("02:30:00"), None, 0, "start") == utc("2026-10-25 00:30:00")


def test_an_hour_that_never_was_is_still_a_moment() -> None:
    assert clock().start(wall_time("2026-03-29 02:30:00", "start"), None, 0, "start").hour in (0, 1)


@pytest.mark.parametrize("text", ["0001-01-01 00:00:00", "9999-12-31 23:59:59", "1969-12-31 23:59:59"])
def test_dates_at_the_ends_of_time_are_refused_and_leave_the_clock_alone(text: str) -> None:
    reader = WallClock("America/New_York", NOW)
    with pytest.raises(BadField, match="date"):
        reader.start(wall_time(text, "start"), None, 60, "start")
    assert reader.start(wall_time("2026-11-22 02:30:00", "start"), None, 0, "start") == utc("2026-11-22 07:30:00")


@pytest.mark.parametrize(
    "text", ["2026-11-22", "22/11 03:22:52", "2026-11-22 25:00:00", "11/22/2026 03:22:52", "", "٢٠٢٦"]
)
def test_what_is_no_date_and_time_is_refused(text: str) -> None:
    with pytest.raises(BadField, match="date"):
        wall_time(text, "start")
