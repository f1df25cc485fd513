"""Prices that other engines publish: every row of data/vectors/rating.csv, translated by hand into rates.

The CSV holds the exact value where its source rounds increments; V029 asks how long a call may last.
"""

import csv
from datetime import UTC, datetime

import pytest
from rating import WEEKDAYS, Band, Card, Rate, Rounding, Step, Tariff, max_seconds, rate
from rating_samples import NOON, VECTORS, call, money

WORK = {"days": WEEKDAYS, "end": 18 * 3600}
EVENING = {"days": WEEKDAYS, "start": 18 * 3600}
WEEKEND = {"days": frozenset({5, 6})}
EXACT = {"rounding": Rounding(6)}
MIDDLE_4 = {"rounding": Rounding(4, "half_up")}
UP_2 = {"rounding": Rounding(2, "up")}
UP_4 = {"rounding": Rounding(4, "up")}
CUT = EXACT | {"edge_rule": "cut"}

PEAK = Band("peak", money("1"), 1, connection_fee=money("1"), **WORK)
OFF_PEAK = (
    Band("off-peak", money("0.5"), 1, connection_fee=0, **EVENING),
    Band("off-peak", money("0.5"), 1, connection_fee=0, **WEEKEND),
)


def flat(price, per=60, fee="0", most=None, **conditions):
    limit = None if most is None else money(most)
    return Rate("46", "all", money(price), per, money(fee), maximum_charge=limit, **conditions)


def tiers(price, per, block, *step, fee="0"):
    """A first price in blocks, and a step: from unit, price, per, increment."""
    start, then, *rest = step
    blocks = {"first_increment": block, "next_increment": block}
    return flat(price, per, fee, steps=(Step(start, money(then), *rest),), **blocks)


PEAK_ONLY = flat("0", 1, bands=(PEAK,))
BANDED = flat("0", 1, bands=(PEAK, *OFF_PEAK))
BLOCKS_30_6 = flat("0.006", first_increment=30, next_increment=6)
TUTORIAL = tiers("0.4", 60, 30, 60, "0.2", 60, 10, fee="0.8")

RATES = {
    "V001": (PEAK_ONLY, MIDDLE_4),
    "V003": (BANDED, EXACT),
    "V007": (BANDED, EXACT),
    "V013": (BANDED, EXACT),
    "V017": (PEAK_ONLY, MIDDLE_4),
    "V018": (flat("1", 1, first_increment=60), MIDDLE_4),
    "V020": (flat("0.1"), MIDDLE_4),
    "V023": (flat("0.05", fee="0.15"), UP_2),
    "V026": (flat("1", 1, most="10"), EXACT),
    "V028": (flat("1", 1, most="10", maximum_rule="disconnect"), EXACT),
    "V029": (flat("1", 1, most="10"), EXACT),
    "V033": (tiers("0.2", 60, 60, 60, "0.1", 60, 1, fee="0.4"), UP_4),
    "V035": (TUTORIAL, UP_4),
    "V039": (flat("0.01", 1, most="0.62"), EXACT),
    "V040": (flat("0.01", 1, most="0.62", maximum_rule="disconnect"), EXACT),
    "V041": (tiers("0.1", 60, 60, 60, "0.05", 60, 1, fee="0.2"), UP_4),
    "V044": (TUTORIAL, UP_4),
    "V048": (flat("0.6"), EXACT),
    "V052": (flat("10"), UP_4),
    "V053": (flat("0.05", first_increment=30, next_increment=6), EXACT),
    "V055": (tiers("1", 1, 1, 1, "1", 1, 1), CUT),
    "V057": (tiers("1", 1, 1, 10, "100", 1, 1, fee="1000"), CUT),
    "V058": (tiers("1", 1, 1, 9, "100", 1, 1), CUT),
    "V077": (tiers("1", 4, 4, 12, "2", 21, 21), CUT),
    "V097": (tiers("0.3", 10, 10, 8, "1", 1, 1), CUT),
    "W001": (BLOCKS_30_6, EXACT),
    "W002": (BLOCKS_30_6, EXACT),
    "W003": (BLOCKS_30_6, EXACT),
}
FREE_UNITS = {"V048": 60}
BALANCE = {"V028": "1000", "V029": "10"}  # rows whose "cost" is the seconds that may be talked
TENTHS = {"V077": 5, "V097": 10}  # the source counts fractions of a unit, this engine whole ones


def vectors():
    with (VECTORS / "rating.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def prices():
    return [row for row in vectors() if row["id"] not in BALANCE]


def authorisations():
    return [row for row in vectors() if row["id"] in BALANCE]


def tariff_of(row):
    conditions, options = RATES[row["id"]]
    return Tariff(Card.compile([conditions], **options))


def call_of(row):
    words = row["start"].split()
    start = datetime.fromisoformat(" ".join(words[-2:])).replace(tzinfo=UTC) if words else NOON
    return call(int(row["duration_s"]) * TENTHS.get(row["id"], 1), start)


@pytest.mark.parametrize("row", prices(), ids=lambda row: row["id"])
def test_a_published_price_comes_out_exactly(row):
    rated = rate(call_of(row), tariff_of(row), FREE_UNITS.get(row["id"], 0))
    assert rated.state == "rated"
    assert rated.amount == money(row["exact_cost"])


@pytest.mark.parametrize("row", authorisations(), ids=lambda row: row["id"])
def test_a_published_authorisation_comes_out_exactly(row):
    requested = call_of(row)
    seconds = max_seconds(money(BALANCE[row["id"]]), tariff_of(row), requested, limit=requested.quantity)
    assert seconds == int(row["exact_cost"])


def test_every_published_row_is_checked():
    assert [row["id"] for row in vectors()] == list(RATES)
