"""Included units: facts by table, and what holds for all grants and calls."""

import copy
import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan import allowance
from plan.allowance import Allowance, Cover, Exhausted, Grant, Take, expiry, prorated

JUNE, JULY, AUGUST, SEPTEMBER = (date(2026, month, 1) for month in (6, 7, 8, 9))
PLAIN = {1: Cover(), 2: Cover()}


def month(key, begins, granted=100, series=1, priority=10, **more):
    ends = (begins + timedelta(days=31)).replace(day=1)
    return Grant(key, series, priority, begins, ends, more.pop("expires", ends), granted, **more)


def test_doctests():
    assert doctest.testmod(allowance).failed == 0


def test_low_priorities_first_then_what_expires_first():
    found = Allowance(
        [
            month(1, JULY, 10, series=2, priority=20),
            month(2, JUNE, 30, expires=AUGUST),
            month(3, JULY, 20, expires=SEPTEMBER),
        ]
    )
    takes = found.take(JULY, 55, PLAIN)
    assert takes == [Take(2, 30, 30, 3), Take(3, 20, 20, None), Take(1, 5, 5, None)]


@pytest.mark.parametrize(
    ("cover", "need", "left", "units", "paid"),
    [
        (Cover(), 61, 100, 61, 61),
        (Cover(increment=60), 61, 200, 120, 61),
        (Cover(increment=60), 61, 90, 90, 61),
        (Cover(increment=60), 61, 30, 30, 30),
        (Cover(whole=True), 3600, 2, 1, 3600),
    ],
)
def test_what_a_call_uses(cover, need, left, units, paid):
    found = Allowance([month(1, JUNE, left)])
    assert found.take(JUNE, need, {1: cover}) == [Take(1, units, paid, None)]


def test_a_call_of_another_bundle_s_or_another_time_uses_nothing():
    found = Allowance([month(1, JUNE)])
    assert found.take(JUNE, 5, {2: Cover()}) == found.take(JULY, 5, PLAIN) == []
    assert found.take(JUNE - timedelta(days=1), 5, PLAIN) == found.take(JUNE, 0, PLAIN) == []


def test_of_earlier_periods_no_more_than_the_cap_is_used():
    found = Allowance([month(1, JUNE, 100, expires=SEPTEMBER), month(2, JULY, 10, expires=SEPTEMBER, cap=40)])
    assert found.left(JULY, PLAIN) == 50
    assert [take.units for take in found.take(JULY, 200, PLAIN)] == [40, 10]
    assert found.left(JULY, PLAIN) == 0
    assert found.left(JUNE, PLAIN) == 60  # a late call of June still has what is left of June


def test_what_is_carried_over_expires_and_ends_with_the_bundle():
    grants = [month(1, JUNE, expires=AUGUST), month(2, JULY, expires=SEPTEMBER), month(3, AUGUST, expires=SEPTEMBER)]
    assert Allowance(grants[:1]).left(JULY, PLAIN) == 0
    assert Allowance(grants).left(AUGUST, PLAIN) == 200


def test_a_bundle_of_calls_pays_for_calls_of_any_length():
    assert Allowance([month(1, JUNE, 1)]).left(JUNE, {1: Cover(whole=True)}) is None


def test_units_that_are_gone_are_not_used():
    found = Allowance([month(1, JUNE, 100, used=90)])
    with pytest.raises(Exhausted):
        found.use([Take(1, 11, 11, None)])


def test_expiry_goes_on_by_the_periods_that_follow():
    def following(day):
        return (day + timedelta(days=31)).replace(day=1)

    assert [expiry(JULY, periods, following) for periods in (0, 1, 2)] == [JULY, AUGUST, SEPTEMBER]


@pytest.mark.parametrize(
    ("units", "whole", "part", "expected"),
    [
        (300, (date(2028, 2, 1), date(2028, 3, 1)), (date(2028, 2, 29), date(2028, 3, 1)), 10),
        (300, (JUNE, JULY), (JUNE, JULY), 300),
        (300, (JUNE, JULY), (JUNE, JUNE), 0),
        (1, (JUNE, JULY), (JUNE, date(2026, 6, 16)), 1),
        (1, (JUNE, JULY), (JUNE, date(2026, 6, 15)), 0),
    ],
)
def test_parts_of_a_period(units, whole, part, expected):
    assert prorated(units, whole, part) == expected


GRANTS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 3), st.integers(0, 2), st.none() | st.integers(0, 80)),
    min_size=1,
    max_size=6,
)
CALLS = st.lists(st.tuples(st.integers(0, 130), st.integers(0, 150)), max_size=25)
COVERS = st.fixed_dictionaries(
    {series: st.builds(Cover, st.booleans(), st.sampled_from((1, 6, 60))) for series in (1, 2, 3)}
)


def made(rows):
    """Months that follow each other in each series."""
    begins = dict.fromkeys((1, 2, 3), JUNE)
    grants = []
    for key, (granted, series, carry, cap) in enumerate(rows):
        one = month(key, begins[series], granted, series, priority=series % 2, cap=cap)
        one.expires = one.ends + timedelta(days=31 * carry)
        begins[series] = one.ends
        grants.append(one)
    return Allowance(grants)


@given(GRANTS, CALLS, COVERS)
def test_granted_is_used_and_left_and_never_too_much(rows, calls, covers):
    found, takes = made(rows), []
    for offset, need in calls:
        mine = found.take(JUNE + timedelta(days=offset), need, covers)
        assert sum(take.paid for take in mine) <= need
        takes += mine
    for grant in found.grants.values():
        assert 0 <= grant.used <= grant.granted == grant.used + grant.left
        assert grant.used == sum(take.units for take in takes if take.grant == grant.key)
        assert grant.carried == sum(take.units for take in takes if take.period == grant.key)
        assert grant.cap is None or grant.carried <= grant.cap


@given(GRANTS, CALLS, COVERS, st.randoms(use_true_random=False))
def test_giving_back_restores_exactly_in_whatever_order(rows, calls, covers, chance):
    found = made(rows)
    before = copy.deepcopy(found.grants)
    takes = [take for at, need in calls for take in found.take(JUNE + timedelta(days=at), need, covers)]
    after = copy.deepcopy(found.grants)
    shuffled = chance.sample(takes, len(takes))
    found.give_back(shuffled)
    assert found.grants == before
    found.use(takes)
    assert found.grants == after


@given(GRANTS, CALLS, COVERS)
def test_calls_in_the_same_order_use_the_same_again(rows, calls, covers):
    found = made(rows)
    first = [found.take(JUNE + timedelta(days=at), need, covers) for at, need in calls]
    for takes in first:
        found.give_back(takes)
    assert [found.take(JUNE + timedelta(days=at), need, covers) for at, need in calls] == first


@given(st.lists(st.integers(0, 300), min_size=1, max_size=4), st.lists(st.integers(0, 150), max_size=20), st.randoms())
def test_what_is_paid_in_all_depends_on_no_order(sizes, needs, chance):
    """Calls that the same bundles cover, within one period, in units of one."""

    def paid(order):
        grants = [month(key, JUNE, size, series=key) for key, size in enumerate(sizes)]
        found, covers = Allowance(grants), {key: Cover() for key in range(len(sizes))}
        return sum(take.paid for need in order for take in found.take(JUNE, need, covers))

    assert paid(needs) == paid(chance.sample(needs, len(needs))) == min(sum(sizes), sum(needs))


@given(GRANTS, st.integers(0, 130), COVERS)
def test_asking_what_is_left_changes_nothing(rows, offset, covers):
    found, day = made(rows), JUNE + timedelta(days=offset)
    before = copy.deepcopy(found.grants)
    left = found.left(day, covers)
    assert found.grants == before
    paid = sum(take.paid for take in found.take(day, 10_000, covers))
    assert paid == (10_000 if left is None else left)
