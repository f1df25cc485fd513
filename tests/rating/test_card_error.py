"""A card that would price wrongly is refused, with the row and the reason."""

from datetime import UTC, datetime

import pytest
from rating import Band, Card, CardError, FixedPrice, Rate, Rounding, Step, Tariff
from rating_samples import one

JANUARY, FEBRUARY, MARCH = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3))
DAY = Band("day", 1, 1, 8 * 3600, 18 * 3600)
ALL = Band("all", 1, 1)
ON_HOLIDAYS = Band("holiday", 1, 1, days=frozenset({7}))

WRONG = {
    "letters": (one(prefix="46x"), "prefix '46x': digits only"),
    "plus": (one(prefix="+46"), "digits only"),
    "blank": (one(prefix="46 "), "digits only"),
    "digits of another script": (one(prefix="٤٦"), "digits only"),
    "empty short code": (one(prefix="="), "short code"),
    "short code with letters": (one(prefix="=11a"), "short code"),
    "A-prefix": (one(a_prefix="+46"), "A-prefix '\\+46': digits only"),
    "negative price": (one("-0.000001"), "price -1 is below 0"),
    "price that is no whole number": (one()._replace(price=0.5), "price 0.5 is not a whole number"),
    "true for a price": (one()._replace(price=True), "not a whole number"),
    "price per nothing": (one(per=0), "units of the price 0 is below 1"),
    "negative fee": (one(connection_fee=-1), "connection fee -1 is below 0"),
    "negative free units": (one(free_units=-1), "free units"),
    "negative minimum": (one(minimum_units=-1), "minimum units"),
    "zero first increment": (one(first_increment=0), "first increment 0 is below 1"),
    "zero next increment": (one(next_increment=0), "next increment 0 is below 1"),
    "negative increment": (one(next_increment=-6), "next increment -6 is below 1"),
    "negative minimum charge": (one(minimum_charge=-1), "minimum charge"),
    "negative maximum charge": (one(maximum_charge=-1), "maximum charge"),
    "minimum above maximum": (one(minimum_charge=2, maximum_charge=1), "minimum charge is above"),
    "maximum rule": (one(maximum_rule="stop"), "unknown maximum rule 'stop'"),
    "unit": (one(unit="hour"), "unknown unit 'hour'"),
    "a message per 60": (one(unit="message"), "set per"),
    "steps of a price per call": (one(per=1, unit="call", steps=(Step(1, 1, 1),)), "no steps"),
    "validity without zone": (one(valid_from=datetime(2026, 1, 1)), "validity without a time zone"),
    "validity of no time": (one(valid_from=JANUARY, valid_to=JANUARY), "ends before it begins"),
    "validity backwards": (one(valid_from=FEBRUARY, valid_to=JANUARY), "ends before it begins"),
    "step from 0": (one(steps=(Step(0, 1),)), "start of a step 0 is below 1"),
    "steps not ascending": (one(steps=(Step(60, 1), Step(60, 2))), "leaves no room"),
    "steps backwards": (one(steps=(Step(60, 1), Step(30, 2))), "leaves no room"),
    "negative step price": (one(steps=(Step(60, -1),)), "price -1"),
    "zero step increment": (one(steps=(Step(60, 1, 60, 0),)), "increment of a step"),
    "list of steps": (one(steps=[Step(60, 1)]), "must be tuples"),
    "band without name": (one(bands=(DAY._replace(name=""),)), "without a name"),
    "band without days": (one(bands=(DAY._replace(days=frozenset()),)), "covers nothing"),
    "band on an eighth day": (one(bands=(DAY._replace(days=frozenset({8})),)), "covers nothing"),
    "band of no time": (one(bands=(DAY._replace(end=8 * 3600),)), "covers nothing: it ends when it begins"),
    "band over midnight": (one(bands=(DAY._replace(end=7 * 3600),)), "write it as two bands"),
    "band after 24:00": (one(bands=(DAY._replace(end=86_401),)), "ends after 24:00"),
    "band before 0:00": (one(bands=(DAY._replace(start=-1),)), "start of a band"),
    "hidden band": (one(bands=(ALL, DAY)), "band 'day' covers nothing: no time is left"),
    "holiday band without holidays": (one(bands=(ON_HOLIDAYS,)), "band 'holiday' covers nothing"),
    "negative band price": (one(bands=(DAY._replace(price=-1),)), "price -1"),
    "negative band fee": (one(bands=(DAY._replace(connection_fee=-1),)), "connection fee of a band"),
    "zero band increment": (one(bands=(DAY._replace(next_increment=0),)), "increment of a band"),
}


@pytest.mark.parametrize(("rate", "reason"), WRONG.values(), ids=WRONG)
def test_a_wrong_row_is_refused_with_its_number_and_the_reason(rate, reason):
    with pytest.raises(CardError, match=reason) as caught:
        Card.compile([one(prefix="47"), rate])
    assert caught.value.row == 1


OVERLAPS = {
    "the same prefix twice": (one(), one()),
    "from ever and from January": (one(), one(valid_from=JANUARY)),
    "a second too long": (one(valid_to=FEBRUARY.replace(second=1)), one(valid_from=FEBRUARY)),
    "one inside the other": (one(valid_to=MARCH), one(valid_from=JANUARY, valid_to=FEBRUARY)),
    "for the same callers": (one(a_prefix="46"), one(a_prefix="46")),
}


@pytest.mark.parametrize("pair", OVERLAPS.values(), ids=OVERLAPS)
def test_two_rates_of_a_prefix_at_the_same_time_are_refused(pair):
    for rates in (pair, pair[::-1]):
        with pytest.raises(CardError, match="'46' is valid at the same time as in row 0") as caught:
            Card.compile(rates)
        assert caught.value.row == 1


def test_a_long_validity_overlaps_later_ones_even_when_another_lies_between():
    rates = [one(valid_from=JANUARY), one(valid_to=JANUARY), one(valid_from=MARCH)]
    with pytest.raises(CardError, match="same time"):
        Card.compile(rates)


@pytest.mark.parametrize(
    "pair",
    [
        (one(valid_to=FEBRUARY), one(valid_from=FEBRUARY)),
        (one(a_prefix="46"), one()),
        (one(a_prefix="46"), one(a_prefix="467")),
        (one(), one(prefix="467")),
    ],
)
def test_rates_that_only_touch_are_in_order(pair):
    assert Card.compile(pair).size == 2


WRONG_OPTIONS = {
    "digits": ({"rounding": Rounding(7)}, "rounding to 7 digits"),
    "negative digits": ({"rounding": Rounding(-1)}, "rounding to -1 digits"),
    "method": ({"rounding": Rounding(2, "nearest")}, "unknown rounding method 'nearest'"),
    "zone": ({"timezone": "Europe/Atlantis"}, "unknown time zone"),
    "zone outside the data base": ({"timezone": "../etc/passwd"}, "unknown time zone"),
    "band rule": ({"band_rule": "end"}, "unknown band rule 'end'"),
    "increment rule": ({"increment_rule": "sum"}, "unknown increment rule"),
    "edge rule": ({"edge_rule": "tear"}, "unknown edge rule"),
    "fee rule": ({"fee_rule": "always"}, "unknown fee rule"),
}


@pytest.mark.parametrize(("options", "reason"), WRONG_OPTIONS.values(), ids=WRONG_OPTIONS)
def test_a_wrong_option_is_refused(options, reason):
    with pytest.raises(CardError, match=reason) as caught:
        Card.compile([one()], **options)
    assert caught.value.row is None


def test_a_total_can_be_rounded_only_where_steps_count_single_units():
    uneven = one(steps=(Step(60, 1, 60, 6),))
    assert Card.compile([uneven]).size == 1
    with pytest.raises(CardError, match="increment 1 where the total is rounded"):
        Card.compile([uneven], increment_rule="total")


@pytest.mark.parametrize(
    "conditions",
    [
        {"discount": 1_000_001},
        {"discount": 0.1},
        {"discount": -10_000_001},
        {"discounts": {"mobile": 1_000_001}},
        {"prices": {"mobile": FixedPrice(-1)}},
        {"prices": {"mobile": FixedPrice(1, -1)}},
        {"prices": {"mobile": FixedPrice(0.5)}},
    ],
)
def test_an_account_s_wrong_condition_is_refused(conditions):
    with pytest.raises(CardError):
        Tariff(Card.compile([one()]), **conditions)


def test_an_empty_card_rates_nothing_but_is_a_card():
    assert Card.compile([]).size == 0


def test_compiling_leaves_the_rows_alone():
    rows = [Rate("46", "Sweden", 1), Rate("47", "Norway", 2)]
    assert Card.compile(iter(rows)).size == 2
    assert rows == [Rate("46", "Sweden", 1), Rate("47", "Norway", 2)]
