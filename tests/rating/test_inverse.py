"""The longest duration that a balance pays for, held against the price of that duration."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import LONGEST_AUTHORISED, LONGEST_CALL, MEGABYTE, max_seconds, rate
from rating_samples import call, money, one, tariff
from rating_strategies import FREE, REPEATABLE, STARTS, tariffs

AVAILABLE = st.one_of(st.integers(-10, 10), st.integers(0, 5_000_000), st.integers(0, 10**10))
LIMITS = st.sampled_from([0, 1, 63, 64, 65, 3600, LONGEST_AUTHORISED])


def may_last(quantity, balance, some_tariff, start, free):
    """Whether the price is within the balance, and within a maximum charge that ends the call."""
    rated = rate(call(quantity, start), some_tariff, free)
    if rated.amount > balance:
        return False
    ends = rated.rate.maximum_rule == "disconnect" and rated.rate.maximum_charge is not None
    return not ends or rated.unrounded <= rated.rate.maximum_charge


@settings(REPEATABLE, max_examples=200)
@given(tariffs(), STARTS, AVAILABLE, FREE, LIMITS)
def test_the_answer_is_affordable_and_one_more_is_not(some_tariff, start, balance, free, limit):
    seconds = max_seconds(balance, some_tariff, call(0, start), free, limit)
    assert 0 <= seconds <= limit
    if seconds:
        assert may_last(seconds, balance, some_tariff, start, free)
    if seconds < limit and balance >= 0:
        rated = rate(call(seconds + 1, start), some_tariff, free)
        # past the maximum by less than half a micro-unit does not show in the result
        at_the_maximum = rated.unrounded == rated.rate.maximum_charge and rated.rate.maximum_rule == "disconnect"
        assert at_the_maximum or not may_last(seconds + 1, balance, some_tariff, start, free)


@REPEATABLE
@given(tariffs(), STARTS, AVAILABLE, st.integers(0, 10**6), FREE)
def test_more_money_never_buys_less(some_tariff, start, balance, more, free):
    wanted = call(0, start)
    assert max_seconds(balance, some_tariff, wanted, free) <= max_seconds(balance + more, some_tariff, wanted, free)


@pytest.mark.parametrize(
    ("balance", "seconds"),
    [("0.0899", 0), ("0.09", 30), ("0.1079", 30), ("0.108", 36), ("0.126", 42)],
)
def test_the_first_block_must_be_paid_whole(balance, seconds):
    blocks = tariff(one("0.18", first_increment=30, next_increment=6))
    assert max_seconds(money(balance), blocks, call(0)) == seconds


def test_the_fee_counts():
    assert max_seconds(money("1.49"), tariff(one("0.6", connection_fee=money("1.5"))), call(0)) == 0
    assert max_seconds(money("1.52"), tariff(one("0.6", connection_fee=money("1.5"))), call(0)) == 2


def test_rounding_in_the_customer_s_favour_counts_too():
    down = tariff(one("0.6"))
    assert max_seconds(0, down, call(0)) == 0
    assert max_seconds(0, tariff(one("0.000006")), call(0)) == 499, "half a ten-thousandth is not reached before 500 s"


def test_a_free_call_lasts_as_long_as_the_caller_of_the_function_says():
    free = tariff(one("0"))
    assert max_seconds(0, free, call(0)) == LONGEST_AUTHORISED == 86_400
    assert max_seconds(0, free, call(0), limit=7200) == 7200
    assert max_seconds(0, free, call(0), limit=10**12) == LONGEST_CALL
    assert max_seconds(0, tariff(one("0", per=MEGABYTE, unit="byte")), call(0), limit=10**12) == 10**12


def test_a_capped_call_turns_free():
    capped = tariff(one("0.6", maximum_charge=money("2")))
    assert max_seconds(money("1.99"), capped, call(0)) == 199
    assert max_seconds(money("2"), capped, call(0)) == LONGEST_AUTHORISED


def test_a_disconnect_limit_ends_a_call_however_rich_the_caller_is():
    limited = tariff(one("0.6", maximum_charge=money("2"), maximum_rule="disconnect"))
    assert max_seconds(money("1000"), limited, call(0)) == 200


def test_a_bundle_lengthens_the_call():
    assert max_seconds(money("0.6"), tariff(one("0.6")), call(0), 90) == 150


def test_a_price_per_call_buys_the_whole_call_or_nothing():
    flat = tariff(one("2.5", per=1, unit="call"))
    assert max_seconds(money("2.4999"), flat, call(0)) == 0
    assert max_seconds(money("2.5"), flat, call(0)) == LONGEST_AUTHORISED


def test_an_overdrawn_account_gets_nothing_not_even_what_is_free():
    assert max_seconds(-1, tariff(one("0")), call(0)) == 0


@pytest.mark.parametrize("wanted", [call(0, number="+4712345"), call(0, call(0).started_at.replace(tzinfo=None))])
def test_a_call_that_cannot_be_rated_may_not_take_place(wanted):
    assert max_seconds(money("100"), tariff(one("0.6")), wanted) == 0


@pytest.mark.parametrize("numbers", [(1.0,), (1, 1.0), (1, 1, 1.0)])
def test_an_amount_that_is_not_a_whole_number_is_refused(numbers):
    available, *rest = numbers
    with pytest.raises(TypeError):
        max_seconds(available, tariff(one("0.6")), call(0), *rest)
