"""Micro-units to text and to a currency's precision."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from money import format_micro, round_to_currency


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0.00"), (490_000, "0.49"), (57_167, "0.057167"), (-1_500_000, "-1.50"), (1_000_000_000, "1000.00")],
)
def test_an_amount_is_written_with_the_decimals_it_needs(amount: int, text: str) -> None:
    assert format_micro(amount) == text


def test_decimals_and_separator_can_be_chosen() -> None:
    assert format_micro(1_500_000, decimals=0, separator=",") == "1,5"
    assert format_micro(2_000_000, decimals=0) == "2"


@pytest.mark.parametrize(
    ("amount", "places", "rounded"),
    [(5_000, 2, 10_000), (4_999, 2, 0), (-5_000, 2, -10_000), (1_499_999, 0, 1_000_000), (123, 6, 123)],
)
def test_halves_are_rounded_away_from_zero(amount: int, places: int, rounded: int) -> None:
    assert round_to_currency(amount, places)[0] == rounded


@settings(derandomize=True)
@given(st.integers(-(10**15), 10**15), st.integers(0, 6))
def test_nothing_is_lost_in_rounding(amount: int, places: int) -> None:
    rounded, residual = round_to_currency(amount, places)
    assert rounded + residual == amount
    assert rounded % 10 ** (6 - places) == 0
    assert 2 * abs(residual) <= 10 ** (6 - places)
