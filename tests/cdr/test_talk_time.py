"""Seconds of conversation as people read them."""

import pytest
from talk_time import format_talk_time


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00:00"), (59, "0:00:59"), (3_723, "1:02:03"), (360_000, "100:00:00")]
)
def test_hours_are_not_counted_into_days(seconds: int, text: str) -> None:
    assert format_talk_time(seconds) == text
