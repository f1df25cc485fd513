"""What must hold for every card and call, tried on many."""

import random
from datetime import timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from rating import Card, Rate, Rounding, Tariff, rate
from rating.charge import charge
from rating.engine import make_order
from rating_reference import longest_prefix, per_second
from rating_samples import NOON, NUMBER, call
from rating_strategies import (
    CALLS,
    FREE,
    HOLIDAYS,
    INCREMENTS,
    NIGHTS,
    PERS,
    PRICES,
    QUANTITIES,
    REPEATABLE,
    STARTS,
    bands,
    rates,
    steps,
    tariffs,
    usable,
)

STOCKHOLM = {"timezone": "Europe/Stockholm", "holidays": HOLIDAYS, "rounding": Rounding(6)}
BY_THE_SECOND = st.just(1)


@REPEATABLE
@given(tariffs(), CALLS, st.integers(1, 500), FREE)
def test_a_longer_call_never_costs_less(tariff, short, more, free):
    long = short._replace(quantity=short.quantity + more)
    less, more_or_equal = rate(short, tariff, free), rate(long, tariff, free)
    assert less.amount <= more_or_equal.amount
    assert less.unrounded <= more_or_equal.unrounded
    assert less.billed <= more_or_equal.billed


@REPEATABLE
@given(rates(), CALLS, FREE)
def test_more_free_units_never_cost_more(some_rate, some_call, free):
    tariff = Tariff(Card.compile([some_rate._replace(bands=())]))
    assert rate(some_call, tariff, free + 7).amount <= rate(some_call, tariff, free).amount


@REPEATABLE
@given(tariffs(), CALLS, FREE)
def test_the_parts_add_up_to_the_unrounded_price(tariff, some_call, free):
    rated = rate(some_call, tariff, free)
    assert sum(part.amount for part in rated.parts) == rated.unrounded
    assert sum(part.units for part in rated.parts if part.kind == "usage") == rated.billed


@REPEATABLE
@given(tariffs(), CALLS, FREE)
def test_every_number_of_a_result_is_a_whole_one(tariff, some_call, free):
    rated = rate(some_call, tariff, free)
    numbers = [rated.billed, rated.unrounded, rated.amount]
    numbers += [value for part in rated.parts for value in part if not isinstance(value, str)]
    assert {type(number) for number in numbers} == {int}


@REPEATABLE
@given(tariffs(), CALLS, FREE)
def test_the_amount_is_the_exact_price_rounded_once(tariff, some_call, free):
    version = tariff.card.index.find(some_call.b_number, some_call.started_at, "")
    result = charge(make_order(version, tariff, some_call.started_at, free), some_call.quantity)
    exact, quantum = Fraction(result.numerator, result.denominator), tariff.card.quantum
    rated = rate(some_call, tariff, free)
    assert rated.amount % quantum == 0
    distance = rated.amount - exact
    method = tariff.card.rounding.method
    lowest, highest = {"up": (0, quantum), "down": (-quantum, 0)}.get(
        method, (-Fraction(quantum, 2), Fraction(quantum, 2))
    )
    assert lowest <= distance <= highest
    assert abs(rated.unrounded - exact) <= Fraction(1, 2)


@settings(REPEATABLE, max_examples=60)
@given(PRICES, PERS, bands(BY_THE_SECOND), steps(BY_THE_SECOND), STARTS | NIGHTS, st.integers(0, 9000))
def test_bands_and_steps_agree_with_counting_second_by_second(price, per, some_bands, some_steps, start, seconds):
    card = usable(Rate("46", "Sweden", price, per, bands=some_bands, steps=some_steps), STOCKHOLM)
    row = card.index.table["+46"].rate._replace(connection_fee=0)
    row = row._replace(bands=tuple(band._replace(connection_fee=0) for band in row.bands))
    tariff = Tariff(Card.compile([row], **STOCKHOLM))
    some_call = call(seconds, start)
    exact = per_second(row, tariff.card, some_call)
    assert rate(some_call, tariff).unrounded == int(exact + Fraction(1, 2))


@REPEATABLE
@given(PRICES, bands(BY_THE_SECOND, st.just(1)), STARTS | NIGHTS, QUANTITIES, QUANTITIES)
def test_a_call_billed_by_the_second_may_be_cut_in_two(price, some_bands, start, first, second):
    free_of_fees = tuple(band._replace(connection_fee=0, steps=()) for band in some_bands)
    tariff = Tariff(usable(Rate("46", "Sweden", price, 1, bands=free_of_fees), STOCKHOLM))
    whole = rate(call(first + second, start), tariff)
    halves = [rate(call(first, start), tariff), rate(call(second, start + timedelta(seconds=first)), tariff)]
    assert whole.amount == sum(half.amount for half in halves)


@REPEATABLE
@given(rates(), STARTS, QUANTITIES, st.integers(0, 5000))
def test_free_units_are_the_first_of_the_call(some_rate, start, quantity, free):
    without_fees = some_rate._replace(
        connection_fee=0, free_units=0, bands=tuple(band._replace(connection_fee=0) for band in some_rate.bands)
    )
    tariff = Tariff(usable(without_fees, STOCKHOLM))
    given_free = rate(call(free + quantity, start), tariff, free)
    assert given_free.amount == rate(call(quantity, start + timedelta(seconds=free)), tariff).amount


@REPEATABLE
@given(PRICES, PERS, PRICES, INCREMENTS, INCREMENTS, tariffs(), CALLS, FREE)
def test_the_short_way_for_plain_rates_is_no_other_rule(price, per, fee, first, following, tariff, some_call, free):
    options = {"rounding": tariff.card.rounding, "increment_rule": tariff.card.increment_rule}
    row = Rate("46", "Sweden", price, per, connection_fee=fee, first_increment=first, next_increment=following)
    card = Card.compile([row], **options)
    version = card.index.find(NUMBER, NOON, "")
    order = make_order(version, Tariff(card, tariff.discount), some_call.started_at, free)
    assert order.pricing.plain
    general = order._replace(pricing=order.pricing._replace(plain=False))
    assert charge(order, some_call.quantity) == charge(general, some_call.quantity)


PREFIXES = st.text("467", min_size=0, max_size=5)
MONTHS = st.sampled_from([None, *(NOON.replace(month=month) for month in (2, 4, 6))])


@REPEATABLE
@given(st.lists(st.tuples(PREFIXES, MONTHS), unique_by=lambda pair: pair[0], max_size=12), PREFIXES, MONTHS)
def test_the_longest_prefix_agrees_with_trying_them_all(pairs, number, moment):
    some_rates = [Rate(prefix, "", 1, valid_from=since, key=key) for key, (prefix, since) in enumerate(pairs)]
    found = Card.compile(some_rates).index.find("+" + number, moment or NOON, "")
    assert (found and found.rate) == longest_prefix(some_rates, "+" + number, moment or NOON)


@REPEATABLE
@given(tariffs(), QUANTITIES, STARTS | NIGHTS, FREE, st.sampled_from(["Europe/Stockholm", "America/New_York"]))
def test_the_time_zone_in_which_the_start_is_written_changes_no_price(tariff, quantity, start, free, zone):
    elsewhere = start.astimezone(ZoneInfo(zone))
    assert rate(call(quantity, elsewhere), tariff, free) == rate(call(quantity, start), tariff, free)


@settings(REPEATABLE, max_examples=30)
@given(tariffs(), st.lists(CALLS, min_size=2, max_size=20), st.randoms())
def test_the_order_of_a_batch_changes_no_price(tariff, batch, chance):
    prices = {number: rate(some_call, tariff) for number, some_call in enumerate(batch)}
    shuffled = list(enumerate(batch))
    chance.shuffle(shuffled)
    assert {number: rate(some_call, tariff) for number, some_call in shuffled} == prices


def test_the_order_of_the_rows_changes_no_price():
    rows = [Rate(str(prefix), "", prefix) for prefix in (4, 46, 467, 4670, 46701, 47, 470)]
    numbers = ["+46701234", "+4670999", "+46999", "+4999", "+4701", "+4799"]
    expected = [rate(call(60, number=number), Tariff(Card.compile(rows))).amount for number in numbers]
    for seed in range(20):
        random.Random(seed).shuffle(rows)
        tariff = Tariff(Card.compile(rows))
        assert [rate(call(60, number=number), tariff).amount for number in numbers] == expected
