"""What an account was promised on top of a card: discounts, surcharges, fixed prices; and limits around them."""

import pytest
from rating import MEGABYTE, OWN_UNITS, Band, Card, FixedPrice, Rounding, Step, Tariff, rate
from rating_samples import call, money, one

MOBILE = one("1.2", "467", connection_fee=money("0.5"), destination_class="mobile")
FIXED_LINE = one("0.6", "46", destination_class="fixed")


def amount(quantity, *rates, **conditions):
    return rate(call(quantity), Tariff(Card.compile(rates or [MOBILE, FIXED_LINE]), **conditions)).amount


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, "1.7"),
        ({"discount": 100_000}, "1.53"),
        ({"discount": 1_000_000}, "0"),
        ({"discount": -500_000}, "2.55"),
        ({"discounts": {"mobile": 500_000}}, "0.85"),
        ({"discount": 100_000, "discounts": {"mobile": 500_000}}, "0.85"),
        ({"discount": 100_000, "discounts": {"mobile": 0}}, "1.7"),
        ({"discount": 100_000, "discounts": {"fixed": 500_000}}, "1.53"),
        ({"prices": {"mobile": FixedPrice(money("0.3"))}}, "0.8"),
        ({"prices": {"mobile": FixedPrice(money("0.01"), 1)}}, "1.1"),
        ({"prices": {"mobile": FixedPrice(money("0.3"), OWN_UNITS)}}, "0.8"),
        ({"prices": {"mobile": FixedPrice(0)}, "discount": 100_000}, "0.5"),
        ({"prices": {"fixed": FixedPrice(0)}}, "1.7"),
    ],
)
def test_a_minute_to_a_mobile_with_the_account_s_conditions(conditions, expected):
    assert amount(60, **conditions) == money(expected)


def test_a_fixed_price_holds_in_all_bands_and_steps():
    banded = one("1", bands=(Band("noon", money("9"), start=12 * 3600, end=13 * 3600),), destination_class="x")
    stepped = one("1", steps=(Step(30, money("9"), 1),), destination_class="x")
    for row in (banded, stepped):
        assert amount(60, row, prices={"x": FixedPrice(money("0.3"))}) == money("0.3")


def test_a_fixed_price_by_the_minute_replaces_prices_by_the_second():
    by_the_second = one("1", per=1, steps=(Step(30, money("2"), 1),), destination_class="x")
    assert amount(90, by_the_second, prices={"x": FixedPrice(money("0.3"))}) == money("0.45")


def test_the_least_bit_too_much_is_rounded_up():
    card = Card.compile([one("0.000001", per=1)], rounding=Rounding(4, "up"))
    assert [rate(call(seconds), Tariff(card)).amount for seconds in (0, 1, 100, 101)] == [0, 100, 100, 200]


def test_a_discount_comes_before_minimum_and_maximum_charge():
    limited = one("0.6", minimum_charge=money("0.5"), maximum_charge=money("2"))
    assert amount(60, limited, discount=500_000) == money("0.5")
    assert amount(600, limited, discount=500_000) == money("2")
    assert amount(300, limited, discount=500_000) == money("1.5")


def test_a_minimum_charge_is_only_for_calls_with_something_to_charge():
    limited = one("0.6", minimum_charge=money("0.5"), free_units=10)
    assert amount(0, limited) == 0
    assert amount(10, limited) == 0
    assert amount(11, limited) == money("0.5")


def test_a_maximum_that_disconnects_does_not_cap_a_finished_call():
    assert amount(600, one("0.6", maximum_charge=money("2"), maximum_rule="disconnect")) == money("6")


def test_the_fee_is_that_of_the_band_in_which_the_call_begins():
    late = Band("late", money("0.6"), start=12 * 3600 + 60, connection_fee=money("7"))
    row = one("0.6", bands=(late,), connection_fee=money("1"))
    tariff = Tariff(Card.compile([row]))
    assert rate(call(120), tariff).amount == money("2.2")
    assert rate(call(120), tariff, 60).amount == money("1.6"), "free units do not move the start of the call"


@pytest.mark.parametrize(
    ("method", "expected"), [("half_up", "0.13"), ("half_even", "0.12"), ("up", "0.13"), ("down", "0.12")]
)
def test_half_a_cent_is_rounded_by_the_card_s_method(method, expected):
    card = Card.compile([one("0.125")], rounding=Rounding(2, method))
    assert rate(call(60), Tariff(card)).amount == money(expected)
    assert rate(call(60), Tariff(card)).unrounded == money("0.125")


def test_rounding_is_done_once_on_the_exact_value():
    card = Card.compile([one("0.000001", per=60)], rounding=Rounding(6))
    assert [rate(call(seconds), Tariff(card)).amount for seconds in (29, 30, 89, 90)] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("unit", "per", "quantity"), [("second", 60, 60), ("call", 1, 75), ("message", 1, 1), ("byte", MEGABYTE, MEGABYTE)]
)
def test_a_fixed_price_can_be_for_the_units_of_whatever_rate_it_replaces(unit, per, quantity):
    rates = [one("1.2", unit=unit, per=per, destination_class="x")]
    assert amount(quantity, *rates, prices={"x": FixedPrice(money("0.3"), OWN_UNITS)}) == money("0.3")
