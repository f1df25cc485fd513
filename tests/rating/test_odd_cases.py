"""Calls at the edges: data/vectors/odd_cases.csv, worked out by hand, priced by the cards below."""

import csv
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from rating import HOLIDAY, MEBIBYTE, MEGABYTE, WEEKDAYS, Band, Call, Card, Tariff, rate
from rating_samples import VECTORS, money, one

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FEBRUARY = datetime(2026, 2, 1, tzinfo=STOCKHOLM)
SECOND_0230 = datetime(2026, 10, 25, 2, 30, tzinfo=STOCKHOLM, fold=1)
HOLIDAYS = (date(2026, 1, 6), date(2026, 12, 25))
LOCAL = {"timezone": "Europe/Stockholm", "holidays": HOLIDAYS}

BANDS = (
    Band("day", money("0.02"), 1, 8 * 3600, 18 * 3600, WEEKDAYS),
    Band("holiday", money("0.005"), 1, days=frozenset({HOLIDAY})),
)
HALF_HOUR = (Band("02:30-04", money("0.03"), 1, 9000, 4 * 3600),)
SECOND_HOUR = (Band("02-03", money("0.03"), 1, 2 * 3600, 3 * 3600),)
WEEK = one("0.01", per=1, bands=BANDS, key=1)
BLOCKS = one("0.01", per=1, bands=BANDS, first_increment=60, next_increment=60, key=18)
UNEVEN = one("0.6", first_increment=30, next_increment=60, key=19)
GRACE = one("0.6", connection_fee=money("1"), free_units=10, minimum_units=60, key=23)

CARDS = {
    "week": Card.compile([WEEK], **LOCAL),
    "start": Card.compile([WEEK], band_rule="start", **LOCAL),
    "clock": Card.compile([one("0.01", per=1, bands=SECOND_HOUR, key=2)], **LOCAL),
    "half hour": Card.compile([one("0.01", per=1, bands=HALF_HOUR, key=25)], **LOCAL),
    "month": Card.compile(
        [one("0.01", per=1, valid_to=FEBRUARY, key=3), one("0.02", per=1, valid_from=FEBRUARY, key=4)]
    ),
    "twice": Card.compile([one("0.6", valid_to=SECOND_0230, key=28), one("1.2", valid_from=SECOND_0230, key=29)]),
    "versions": Card.compile(
        [
            one("0.6", key=5),
            one("3", "4670", valid_from=datetime(2026, 6, 1, 12, tzinfo=UTC), key=6),
            one("1.2", "4673", valid_to=datetime(2026, 1, 1, tzinfo=UTC), key=7),
            one("1.2", "49", valid_from=datetime(2027, 1, 1, tzinfo=UTC)),
        ]
    ),
    "zero": Card.compile([one("0", key=8)]),
    "huge": Card.compile([one("999999999999.999999", key=9)]),
    "nine": Card.compile([one("0.9", "467012345", key=10), one("0.8", "46701234", key=11), one("0.4", "4670", key=12)]),
    "short": Card.compile([one("0", "=112", key=13), one("0.7", "", key=14)]),
    "call": Card.compile([one("2.5", per=1, unit="call", key=15)]),
    "bytes": Card.compile(
        [one("0.1", per=MEGABYTE, unit="byte", first_increment=100_000, next_increment=100_000, key=16)]
    ),
    "mebibytes": Card.compile([one("0.1", per=MEBIBYTE, unit="byte", key=17)]),
    "carry": Card.compile([BLOCKS], **LOCAL),
    "cut": Card.compile([BLOCKS], edge_rule="cut", **LOCAL),
    "total": Card.compile([UNEVEN], increment_rule="total"),
    "remainder": Card.compile([UNEVEN]),
    "total over an edge": Card.compile(
        [one("0.01", per=1, bands=BANDS, first_increment=30, next_increment=60, key=26)],
        increment_rule="total",
        **LOCAL,
    ),
    "total long": Card.compile(
        [one("0.6", first_increment=60, next_increment=6, key=30)], increment_rule="total", **LOCAL
    ),
    "expired code": Card.compile([one("9", "=118118", valid_to=datetime(2026, 1, 1, tzinfo=UTC))]),
    "messages": Card.compile([one("0.01", per=1, unit="message", bands=BANDS, key=27)], **LOCAL),
    "callers": Card.compile(
        [
            one("0.6", key=20),
            one("3", a_prefix="4670", key=21),
            one("2", a_prefix="467", key=22),
            one("9", "4699", a_prefix="4670", key=24),
        ]
    ),
    "minimum": Card.compile([GRACE]),
    "answered": Card.compile([GRACE], fee_rule="answered"),
}


def cases():
    with (VECTORS / "odd_cases.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['id']} {case['topic']}")
def test_an_odd_case_is_priced_as_worked_out_by_hand(case):
    start = datetime.fromisoformat(case["start"])
    call = Call(case["number"], start, int(case["quantity"]), case["a_number"])
    rated = rate(call, Tariff(CARDS[case["card"]]), int(case["free_units"]))
    assert (rated.state, rated.reason) == (case["state"], case["reason"])
    assert str(rated.rate.key if rated.rate else "") == case["key"]
    assert rated.billed == int(case["billed"])
    assert rated.amount == (money(case["amount"]) if case["amount"] else None)


def test_every_card_of_the_odd_cases_is_used():
    assert {case["card"] for case in cases()} == set(CARDS)


def test_an_unrated_call_has_no_price_at_all():
    rated = rate(Call("+4712345", datetime(2026, 1, 1, tzinfo=UTC), 60), Tariff(CARDS["week"]))
    assert (rated.amount, rated.unrounded, rated.rate, rated.parts) == (None, None, None, ())


def test_the_row_that_priced_the_call_is_handed_back():
    rated = rate(Call("+4612345", datetime(2026, 1, 1, tzinfo=UTC), 60), Tariff(CARDS["week"]))
    assert rated.rate is WEEK


@pytest.mark.parametrize("quantity", [1.5, 60.0, True, "60"])
def test_a_quantity_that_is_not_a_whole_number_is_refused(quantity):
    with pytest.raises(TypeError):
        rate(Call("+4612345", datetime(2026, 1, 1, tzinfo=UTC), quantity), Tariff(CARDS["week"]))


def test_free_units_below_zero_are_refused():
    with pytest.raises(ValueError, match="-1 free units"):
        rate(Call("+4612345", datetime(2026, 1, 1, tzinfo=UTC), 60), Tariff(CARDS["week"]), -1)


def test_two_starts_that_read_the_same_on_the_wall_clock_are_told_apart():
    first = datetime(2026, 10, 25, 2, 45, tzinfo=STOCKHOLM)
    keys = [
        rate(Call("+4612345", start, 60), Tariff(CARDS["twice"])).rate.key for start in (first, first.replace(fold=1))
    ]
    assert keys == [28, 29]
