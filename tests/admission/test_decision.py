"""The answers to a switch, each with the first reason that holds."""

import pytest
from admission import Limits, Usage, decide
from admission_samples import DESTINATION, MICRO, EnginePrices, balance, facts


def told(**changes):
    decision = decide(facts(**changes))
    return decision.decision, decision.reason, decision.prompt


def test_ten_crowns_last_a_thousand_seconds_at_sixty_hundredths_a_minute():
    decision = decide(facts())
    assert (decision.decision, decision.max_seconds, decision.warn_at) == ("allow", 1000, 940)
    assert decision.amount == decision.price == 10 * MICRO


def test_no_more_is_reserved_than_is_wanted_and_nobody_is_warned_of_it():
    decision = decide(facts(wanted=300))
    assert (decision.max_seconds, decision.warn_at, decision.amount) == (300, 0, 3 * MICRO)


def test_tax_shortens_the_call():
    decision = decide(facts(tax=250_000_000))
    assert (decision.max_seconds, decision.price, decision.amount) == (800, 8 * MICRO, 10 * MICRO)


def test_a_dearer_currency_shortens_the_call():
    decision = decide(facts(factor=10))
    assert (decision.max_seconds, decision.price, decision.amount) == (100, 1 * MICRO, 10 * MICRO)


def test_the_first_block_must_be_paid_for():
    prices = EnginePrices(first_increment=60, next_increment=60)
    assert decide(facts(prices=prices, balance=balance(599_999))).reason == "no_credit"
    assert decide(facts(prices=prices, balance=balance(600_000))).max_seconds == 60


def test_a_connection_fee_is_part_of_the_first_block():
    prices = EnginePrices(connection_fee=490_000)
    assert decide(facts(prices=prices, balance=balance(490_000))).reason == "no_credit"
    assert decide(facts(prices=prices, balance=balance(500_000))).max_seconds == 1


@pytest.mark.parametrize(
    ("available", "minimum", "prompt"),
    [(0, 0, "no_credit"), (-1, 0, "no_credit"), (9_999, 0, "low_balance"), (5 * MICRO, 6 * MICRO, "low_balance")],
)
def test_too_little_money(available, minimum, prompt):
    assert told(balance=balance(available), minimum=minimum) == ("deny", "no_credit", prompt)


def test_an_unlimited_account_is_never_refused_for_money():
    decision = decide(facts(balance=balance(None, receivable=-(10**12)), minimum=MICRO))
    assert (decision.decision, decision.max_seconds, decision.warn_at) == ("allow", 3600, 0)


def test_what_costs_nothing_is_open_to_who_has_nothing():
    decision = decide(facts(prices=EnginePrices(price=0), balance=balance(-MICRO), minimum=MICRO))
    assert (decision.decision, decision.max_seconds, decision.amount) == ("allow", 3600, 0)


def test_a_call_that_its_price_ends_is_ended_for_the_unlimited_too():
    prices = EnginePrices(maximum_charge=MICRO, maximum_rule="disconnect")
    assert decide(facts(prices=prices, balance=balance(None))).max_seconds == 100


@pytest.mark.parametrize(
    ("caller", "expected"),
    [
        ("unknown", ("transfer", "unknown_number", "transfer")),
        ("withheld", ("ask_pin", "withheld", "ask_pin")),
        ("wrong_pin", ("ask_pin", "wrong_pin", "wrong_pin")),
        ("pin_locked", ("deny", "pin_locked", "pin_locked")),
    ],
)
def test_who_is_not_known(caller, expected):
    assert told(caller=caller, prices=None) == expected


def test_a_block_goes_before_everything_and_has_its_own_prompt():
    assert told(block="blocked_rude", caller="unknown") == ("deny", "blocked", "blocked_rude")


def test_a_number_without_a_price_is_refused():
    assert told(prices=None) == ("deny", "no_rate", "unknown_destination")


def test_a_blocked_destination_is_refused():
    assert told(blocked=frozenset({DESTINATION})) == ("deny", "destination_blocked", "not_allowed")


@pytest.mark.parametrize(
    ("limits", "usage", "reason"),
    [
        (Limits(channels=2), Usage(channels=2), "channel_limit"),
        (Limits(channels=2), Usage(channels=1), "ok"),
        (Limits(rate=5), Usage(begun=5), "rate_limit"),
        (Limits(rate=5), Usage(begun=4), "ok"),
        (Limits(distinct=3), Usage(numbers=3), "distinct_limit"),
        (Limits(distinct=3), Usage(numbers=3, again=True), "ok"),
        (Limits(price=599_999), Usage(), "price_cap"),
        (Limits(price=600_000), Usage(), "ok"),
        (Limits(day=5 * MICRO), Usage(spent=5 * MICRO), "day_limit"),
    ],
)
def test_limits(limits, usage, reason):
    assert decide(facts(scope=limits, usage=usage)).reason == reason


def test_the_day_s_limit_shortens_the_call_for_the_unlimited_too():
    changes = {"scope": Limits(day=5 * MICRO), "usage": Usage(spent=2 * MICRO)}
    assert decide(facts(balance=balance(None), **changes)).max_seconds == 300
    assert decide(facts(tax=250_000_000, **changes)).max_seconds == 300


def test_the_stricter_of_two_scopes_holds():
    scopes = ((Limits(channels=9), Usage(channels=1)), (Limits(channels=3), Usage(channels=3)))
    assert decide(facts(scopes=scopes)).reason == "channel_limit"
