"""A frame of calls costs what its calls cost one by one, for every card, tariff and batch tried."""

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
import rating
from frame_strategies import CHANCES, batch, deck, promised
from hypothesis import given, settings
from hypothesis import strategies as st
from rating import WEEKDAYS, Band, Call, Card, Rate, Step, Tariff, rate
from rating.flat import flatten, sort_key
from rating.frame import ADDED, rate_frame
from rating.frame_deck import deck_of
from rating.validity import ASK, NOT_VALID
from rating_samples import NOON, NUMBER, money, one, tariff
from rating_strategies import FREE, REPEATABLE, tariffs

TYPES = {
    "state": pl.String,
    "reason": pl.String,
    "rate_key": pl.Int64,
    "destination_class": pl.String,
    "billed": pl.Int64,
    "unrounded": pl.Int64,
    "amount": pl.Int64,
    "usage_price": pl.Int64,
    "usage_fee": pl.Int64,
    "usage_band": pl.String,
}
SCHEMA = {
    "tariff": pl.Int64,
    "b_number": pl.String,
    "started_at": pl.Datetime("us", "UTC"),
    "quantity": pl.Int64,
    "a_number": pl.String,
    "free_units": pl.Int64,
}


def frame(rows):
    """Rows (tariff, call, free units) as a frame."""
    lines = [(key, call.b_number, call.started_at, call.quantity, call.a_number, free) for key, call, free in rows]
    return pl.DataFrame(lines, schema=SCHEMA, orient="row")


def one_by_one(rows, book):
    """What `rate` says of each row."""
    found = []
    for key, call, free in rows:
        rated = rate(call, book[key], free)
        row = rated.rate
        of_rate = (None, None) if row is None else (row.key, row.destination_class)
        usage = next((part for part in rated.parts if part.kind == "usage"), None)
        fee = sum(part.amount for part in rated.parts if part.kind == "fee")
        of_usage = (usage.price, fee, usage.name) if usage else (None, None, None)
        found.append((rated.state, rated.reason, *of_rate, rated.billed, rated.unrounded, rated.amount, *of_usage))
    return found


def assert_equal(rows, book):
    calls = frame(rows)
    rated = rate_frame(calls, book)
    assert rated.select(ADDED).rows() == one_by_one(rows, book)
    assert rated.drop(ADDED).equals(calls)
    assert dict(rated.select(ADDED).schema) == TYPES


def calls_to(*numbers, quantity=60, start=NOON):
    return [(1, Call(number, start, quantity), 0) for number in numbers]


@settings(REPEATABLE, max_examples=300)
@given(CHANCES)
def test_a_frame_costs_what_its_calls_cost_one_by_one(chance):
    cards = [deck(chance) for _ in range(chance.randint(1, 2))]
    book = {key: promised(chance, cards) for key in range(chance.randint(1, 3))}
    assert_equal(batch(chance, list(book)), book)


@settings(REPEATABLE, max_examples=200)
@given(tariffs(), CHANCES)
def test_every_kind_of_rate_costs_the_same_in_a_frame(some_tariff, chance):
    assert_equal(batch(chance, [1], NUMBER), {1: some_tariff})


@settings(REPEATABLE, max_examples=50)
@given(CHANCES)
def test_the_order_and_repetition_of_rows_change_no_price(chance):
    rows = batch(chance, [1]) * 3
    chance.shuffle(rows)
    assert_equal(rows, {1: Tariff(deck(chance))})


@REPEATABLE
@given(CHANCES)
def test_the_flat_table_finds_what_the_index_finds(chance):
    card = deck(chance)
    flat = flatten(card.index)
    assert flat.starts == sorted(set(flat.starts))
    for _ in range(50):
        digits = "".join(chance.choices("0467", k=chance.randint(0, 17)))
        outcome = flat.outcome(sort_key(digits))
        version = card.index.find("+" + digits, NOON, "")
        if outcome >= 0:
            assert version.row == outcome
        elif outcome > ASK:
            assert version is None
            assert card.index.knows("+" + digits) == (outcome == NOT_VALID)


@settings(REPEATABLE, max_examples=60)
@given(
    st.integers(0, 10**13),
    st.integers(0, 10**13),
    st.sampled_from([1, 7, 60, 10**6, 10**12, 2**45]),
    st.sampled_from(["half_up", "half_even", "up", "down"]),
    st.integers(0, 6),
    st.sampled_from([0, 1, 123_457, -9_999_999, 1_000_000]),
    st.lists(st.integers(1, 10**5), min_size=1, max_size=5),
    FREE,
)
def test_prices_at_the_limit_of_64_bits_are_exact(price, fee, per, method, digits, discount, quantities, free):
    row = Rate("46", "", price, per, fee, first_increment=1 + fee % 97, next_increment=1 + price % 61)
    book = {1: tariff(row, discount=discount, rounding=rating.Rounding(digits, method))}
    rows = [(1, Call(NUMBER, NOON, quantity), free) for quantity in quantities]
    if any(rate(call, book[1], free).amount >= 2**63 for _, call, _ in rows):
        with pytest.raises(OverflowError, match="beyond 64 bits"):
            rate_frame(frame(rows), book)
    else:
        assert_equal(rows, book)


@pytest.mark.parametrize("following", [1, 60])
@pytest.mark.parametrize("discount", [0, 500_000])
def test_next_to_the_limit_of_64_bits_nothing_is_lost(following, discount):
    row = one()._replace(price=2**40, per=1, unit="message", next_increment=following)
    quantities = range(2**22 - 200, 2**22 + 200)
    rows = [(1, Call(NUMBER, NOON, quantity), 0) for quantity in quantities]
    assert_equal(rows, {1: tariff(row, discount=discount)})


@pytest.mark.parametrize("rule", ["remainder", "total"])
@pytest.mark.parametrize("conditions", [{}, {"minimum_units": 50}, {"first_increment": 40}, {"next_increment": 30}])
def test_every_second_before_a_band_or_step_begins(rule, conditions):
    bands = (Band("day", money("0.9"), start=12 * 3600, connection_fee=1),)
    banded, stepped = one(bands=bands, **conditions), one(prefix="47", steps=(Step(65, 1),), **conditions)
    rows = [
        (1, Call(number, NOON - timedelta(seconds=before), quantity), free)
        for before in range(-1, 125)
        for number in (NUMBER, "+47")
        for quantity in (1, 30, 35, 59, 60, 65, 66, 90)
        for free in (0, 20)
    ]
    assert_equal(rows, {1: tariff(banded, stepped, increment_rule=rule)})


def test_an_empty_batch_stays_empty():
    assert_equal([], {1: tariff(one())})
    assert_equal([], {})


def test_a_card_without_rates_rates_nothing():
    assert_equal([*calls_to(NUMBER, "112"), *calls_to(NUMBER, quantity=0)], {1: tariff()})


def test_numbers_that_are_no_e164():
    rates = [one(), one("0.1", ""), one("0.2", "=112"), one("0.3", "=*46#"), one("0.4", "0046")]
    numbers = ["", "+", "112", "*46#", "46701", "++46", "+-46", "+ 46", "+46 70", "+46x", "+٤٦", "+0046", "+4", "+1_2"]
    assert_equal(calls_to(*numbers, NUMBER, NUMBER * 3), {1: tariff(*rates)})
    assert_equal(calls_to(*numbers, NUMBER), {1: tariff(one())})


def test_a_prefix_longer_than_any_number_of_e164():
    rates = [one("0.1", "46"), one("0.2", "4" * 15), one("0.3", "4" * 16), one("0.4", "4" * 20)]
    assert_equal(calls_to(*("+" + "4" * length for length in range(25)), "+" + "4" * 15 + "5"), {1: tariff(*rates)})


def test_more_than_a_card_says_goes_through():
    calls = frame(calls_to(NUMBER)).with_columns(label=pl.lit("kept"), amount=pl.lit("an earlier price"))
    rated = rate_frame(calls, {1: tariff(one())})
    assert rated["label"].to_list() == ["kept"]
    assert rated["amount"].to_list() == [600_000]


def test_free_units_and_a_number_may_be_left_out():
    calls = frame(calls_to(NUMBER)).drop("a_number", "free_units")
    assert rate_frame(calls, {1: tariff(one())})["amount"].to_list() == [600_000]


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "America/New_York"])
def test_every_way_to_write_the_start(unit, zone):
    edge = datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)
    rates = [one("0.6", valid_to=edge), one("1.2", valid_from=edge)]
    starts = [edge - timedelta(milliseconds=1), edge, NOON]
    rows = [(1, Call(NUMBER, start, quantity), 0) for start in starts for quantity in (-1, 0, 60)]
    column = pl.col("started_at").dt.convert_time_zone(zone or "UTC")
    column = column if zone else column.dt.replace_time_zone(None)
    rated = rate_frame(frame(rows).with_columns(column.dt.cast_time_unit(unit)), {1: tariff(*rates)})
    if not zone:
        rows = [(1, call._replace(started_at=call.started_at.replace(tzinfo=None)), 0) for _, call, _ in rows]
    assert rated.select(ADDED).rows() == one_by_one(rows, {1: tariff(*rates)})


def test_a_call_over_days_on_which_no_other_begins():
    weekend = one(bands=(Band("weekend", 1, days=frozenset({5, 6})),))
    thursday = datetime(2026, 1, 8, 12, tzinfo=UTC)
    calls = [Call(NUMBER, thursday, 4 * 86_400), Call(NUMBER, thursday + timedelta(days=4), 60)]
    assert_equal([(1, call, 0) for call in calls], {1: tariff(weekend)})


def test_the_ends_of_the_calendar():
    banded = one(bands=(Band("day", 1, start=8 * 3600, end=18 * 3600, days=WEEKDAYS),))
    for rule in ("split", "start"):
        rows = [
            (1, Call(NUMBER, datetime(*day, hour, tzinfo=UTC), 60), 0)
            for day in ((1, 1, 1), (1582, 10, 15), (9999, 12, 30), (9999, 12, 31))
            for hour in (3, 12)
        ]
        assert_equal(rows, {1: tariff(banded, band_rule=rule)})


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"quantity": pl.lit(None, pl.Int64)}, TypeError),
        ({"b_number": pl.lit(None, pl.String)}, TypeError),
        ({"quantity": pl.lit("60")}, TypeError),
        ({"quantity": pl.col("quantity").cast(pl.Float64)}, TypeError),
        ({"b_number": pl.lit(46)}, TypeError),
        ({"started_at": pl.lit("2026-01-07")}, TypeError),
        ({"tariff": pl.lit(9)}, KeyError),
        ({"free_units": pl.lit(-1)}, ValueError),
    ],
)
def test_a_column_that_cannot_be_is_refused(change, error):
    with pytest.raises(error):
        rate_frame(frame(calls_to(NUMBER)).with_columns(**change), {1: tariff(one())})


def test_a_card_is_laid_flat_once():
    card = Card.compile([one()])
    assert deck_of(card) is deck_of(card)


def test_steps_are_rated_once_for_all_prefixes_with_the_same_conditions(monkeypatch):
    rows = [one(prefix=str(prefix), steps=(Step(30, 1),), key=prefix) for prefix in range(460, 470)]
    priced = []
    monkeypatch.setattr("rating.frame_rest.rate", lambda *order: priced.append(order) or rate(*order))
    assert_equal(calls_to(*(f"+{prefix}1234" for prefix in range(460, 470))), {1: Tariff(Card.compile(rows))})
    assert len(priced) == 1
