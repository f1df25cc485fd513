"""Every worked example in docs/rating.md is priced and compared."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from rating import (
    EVERY_DAY,
    HOLIDAY,
    MEGABYTE,
    WEEKDAYS,
    Band,
    Call,
    Card,
    FixedPrice,
    Rate,
    Rounding,
    Step,
    Tariff,
    max_seconds,
    rate,
)
from rating.codes import Reason
from rating_samples import NOON, NUMBER, money

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "rating.md").read_text(encoding="utf-8")
STOCKHOLM = ZoneInfo("Europe/Stockholm")
PER = {"minute": 60, "second": 1, "call": 1, "message": 1, "megabyte": MEGABYTE}
UNITS = {"call": "call", "message": "message", "megabyte": "byte"}
DAYS = {"Mon-Fri": WEEKDAYS, "every day": EVERY_DAY}
PRICE = r"(-?[\d.]+) a (minute|second|call|message|megabyte)"


def clock(text):
    hour, minute = text.split(":")
    return int(hour) * 3600 + int(minute) * 60


def price(amount, unit):
    return money(amount), PER[unit]


# what a clause says: (pattern, part of the tariff, conditions from its groups)
CLAUSES = [
    (
        PRICE,
        "rate",
        lambda a, u: dict(zip(("price", "per"), price(a, u), strict=True)) | {"unit": UNITS.get(u, "second")},
    ),
    (r"fee ([\d.]+)", "rate", lambda a: {"connection_fee": money(a)}),
    (r"blocks (\d+)/(\d+)", "rate", lambda a, b: {"first_increment": int(a), "next_increment": int(b)}),
    (r"first (\d+) s free", "rate", lambda a: {"free_units": int(a)}),
    (r"at least (\d+) s", "rate", lambda a: {"minimum_units": int(a)}),
    (r"at least ([\d.]+)", "rate", lambda a: {"minimum_charge": money(a)}),
    (
        r"at most ([\d.]+) then (free|disconnect)",
        "rate",
        lambda a, rule: {"maximum_charge": money(a), "maximum_rule": rule},
    ),
    (
        rf"from (\d+) s {PRICE}(?: in blocks of (\d+))?",
        "steps",
        lambda start, a, u, block: Step(int(start), *price(a, u), int(block or 1)),
    ),
    (
        rf"(Mon-Fri|every day) (\d\d:\d\d)-(\d\d:\d\d) {PRICE}",
        "bands",
        lambda days, start, end, a, u: Band("hours", *price(a, u), clock(start), clock(end), DAYS[days]),
    ),
    (rf"holidays {PRICE}", "bands", lambda a, u: Band("holiday", *price(a, u), days=frozenset({HOLIDAY}))),
    (r"fee on every answered call", "card", lambda: {"fee_rule": "answered"}),
    (r"total rounded", "card", lambda: {"increment_rule": "total"}),
    (r"cut at edges", "card", lambda: {"edge_rule": "cut"}),
    (r"by start", "card", lambda: {"band_rule": "start"}),
    (r"rounded to (\d) (\w+)", "card", lambda digits, method: {"rounding": Rounding(int(digits), method)}),
    (r"(-?\d+) % off", "tariff", lambda percent: {"discount": int(percent) * 10_000}),
    (rf"fixed price {PRICE}", "tariff", lambda a, u: {"prices": {"": FixedPrice(*price(a, u))}}),
]


def read(text):
    """The tariff that a cell of the page describes."""
    found = {"rate": {}, "card": {}, "tariff": {}, "steps": (), "bands": ()}
    for clause in text.split("; "):
        matches = ((re.fullmatch(pattern, clause), part, make) for pattern, part, make in CLAUSES)
        match, part, make = next(triple for triple in matches if triple[0])
        said = make(*match.groups())
        found[part] = (*found[part], said) if part in ("steps", "bands") else found[part] | said
    row = Rate("46", "Sweden", bands=found["bands"], steps=found["steps"], **found["rate"])
    options = {"timezone": STOCKHOLM, "holidays": [date(2026, 1, 6)]} | found["card"]
    return Tariff(Card.compile([row], **options), **found["tariff"])


def tables():
    """The rows of all tables as dictionaries by heading."""
    for block in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE):
        head, _, *rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in block.splitlines()]
        yield from (dict(zip(head, row, strict=True)) for row in rows)


def examples(column):
    return [row for row in tables() if column in row]


@pytest.mark.parametrize("row", examples("Costs"), ids=lambda row: " - ".join(row.values()))
def test_an_example_costs_what_the_page_says(row):
    start = datetime.fromisoformat(row["Starts"]).replace(tzinfo=STOCKHOLM) if "Starts" in row else NOON
    call = Call(NUMBER, start, int(row.get("Lasts") or row["Quantity"]))
    rated = rate(call, read(row["Rate"]), int(row.get("Bundle", 0)))
    assert rated.amount == money(row["Costs"])
    assert rated.billed == int(row.get("Billed", rated.billed))


@pytest.mark.parametrize("row", examples("May last"), ids=lambda row: " - ".join(row.values()))
def test_an_example_may_last_as_long_as_the_page_says(row):
    assert max_seconds(money(row["Available"]), read(row["Rate"]), Call(NUMBER, NOON, 0)) == int(row["May last"])


def test_the_page_has_examples_and_all_of_them_are_read():
    assert len(examples("Costs")) > 40
    assert len(examples("Costs")) + len(examples("May last")) == len(examples("Rate"))


def test_the_page_explains_every_reason():
    named = {row["Reason"].strip("`") for row in examples("Reason")} | {"zero_quantity", "all_free"}
    assert named == set(get_args(Reason)) - {""}
