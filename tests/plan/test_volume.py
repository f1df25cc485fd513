"""Discounts for volume, by step and on the whole."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan.volume import MICRO, Tier, rebate

TIERS = [Tier(1_000, 100_000), Tier(5_000, 250_000), Tier(20_000, 500_000)]

TABLE = [
    ("step", 0, 0, 0),
    ("step", 1_000, 10_000, 0),
    ("step", 1_001, 10_010, 1),
    ("step", 5_000, 50_000, 4_000),
    ("step", 6_000, 60_000, 4_000 + 2_500),
    ("step", 30_000, 300_000, 4_000 + 37_500 + 50_000),
    ("whole", 1_000, 10_000, 0),
    ("whole", 1_001, 10_000, 1_000),
    ("whole", 5_000, 50_000, 5_000),
    ("whole", 5_001, 40_000, 10_000),
    ("whole", 20_001, 100, 50),
    ("whole", 30_000, -5, 0),
]


@pytest.mark.parametrize(("mode", "volume", "amount", "expected"), TABLE)
def test_what_is_taken_off(mode, volume, amount, expected):
    assert rebate(TIERS, mode, volume, amount) == expected
    assert rebate(TIERS[::-1], mode, volume, amount) == expected


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, MICRO)), max_size=5, unique_by=lambda tier: tier[0]),
    st.sampled_from(("step", "whole")),
    st.integers(0, 2 * 10**6),
    st.integers(0, 10**12),
)
def test_never_more_than_the_dearest_step_and_never_less_than_nothing(tiers, mode, volume, amount):
    found = rebate([Tier(*tier) for tier in tiers], mode, volume, amount)
    most = max((discount for above, discount in tiers if volume > above), default=0)
    assert 0 <= found <= Fraction(amount * most, MICRO)


@given(st.integers(1, 10**6), st.integers(0, 10**9))
def test_one_step_from_the_first_unit_on_is_the_same_both_ways(volume, amount):
    tiers = [Tier(0, 123_456)]
    assert rebate(tiers, "step", volume, amount) == rebate(tiers, "whole", volume, amount)
