"""Our own format: written, read, compared, and nothing has changed."""

import doctest
import importlib
import io
import pkgutil
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import deck
import openpyxl
import pytest
from deck_samples import known, text
from hypothesis import given
from hypothesis import strategies as st

BANDS = ["Night", '=Odd; "band"']
UNITS = sorted(deck.SERVICES)
FORMULA = re.compile(r"[=+\-@\t\r]")
AMOUNTS = st.integers(0, 10**12) | st.integers(0, 5_000).map(lambda value: value * 1_000)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12),
    st.sampled_from(
        ["=1+1", "'=1+1", "''@x", "+46", "-", "'tis", 'a "b"; c, d|e', "closed", "＝1", "0", "1.50", "Åsa"]
    ),
)


@st.composite
def terms(draw):
    unit = draw(st.sampled_from(UNITS))
    low, high = sorted([draw(AMOUNTS), draw(AMOUNTS)])
    starts = sorted(draw(st.sets(st.integers(1, 999), max_size=3))) if "minute" in unit else []
    return deck.Terms(
        draw(AMOUNTS),
        unit,
        draw(AMOUNTS),
        draw(st.integers(0, 999)),
        draw(st.integers(0, 10**9)),
        draw(st.integers(1, 10**9)),
        draw(st.integers(1, 9)),
        low,
        draw(st.sampled_from([None, high])),
        draw(st.sampled_from(["free", "disconnect"])),
        tuple((band, draw(AMOUNTS)) for band in sorted(BANDS) if draw(st.booleans())),
        tuple(deck.Step(start, draw(AMOUNTS), draw(st.integers(1, 60))) for start in starts),
    )


@st.composite
def price_lists(draw):
    prefixes = draw(st.sets(st.from_regex(r"=?[1-9][0-9]{0,10}", fullmatch=True), max_size=5))
    moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(microsecond=0))
    found = []
    for prefix in prefixes:
        times = [None, *sorted(draw(st.sets(moments, max_size=3))), None]
        for since, until in zip(times, times[1:], strict=False):
            labels = draw(TEXTS), draw(TEXTS), ""
            found.append(deck.Known(len(found) + 1, prefix, draw(terms()), *labels, since, until))
    return [price for place, price in enumerate(found) if price.terms.unit == first_unit(found, place)]


def first_unit(found, place):
    """All prices of a prefix in one service, for those of two may not be told apart by time."""
    return next(price.terms.unit for price in found if price.prefix == found[place].prefix)


@given(price_lists(), st.sampled_from([".", ","]), st.booleans())
def test_what_is_written_is_read_and_nothing_has_changed(prices, decimal, bom):
    data = b"".join(deck.write_csv(prices, BANDS, bom=bom, decimal=decimal))
    found = deck.read_deck(data, known_bands=BANDS)
    assert found.bad == [] and len(found.rows) == len(prices)
    again = [(row.prefix, row.terms, row.destination, row.destination_class) for row in found.rows]
    assert again == [(price.prefix, price.terms, price.destination, price.destination_class) for price in prices]
    comparison = deck.compare(found, prices, full=True)
    assert [change.kind for change in comparison.changes] == ["unchanged"] * len(prices)
    assert comparison.endings == []


@given(price_lists())
def test_no_cell_begins_like_a_formula(prices):
    import csv

    data = b"".join(deck.write_csv(prices, BANDS, bom=False)).decode()
    assert not [cell for row in csv.reader(io.StringIO(data)) for cell in row if FORMULA.match(cell)]


def test_the_format():
    price = known("=112", 120_000, destination="SOS", since=(3, 1), bands=(("Night", 1_234_000),))
    assert b"".join(deck.write_csv([price], ["Night"], decimal=",")).decode("utf-8-sig").split("\r\n") == [
        "prefix;destination;destination_class;caller_class;unit;price;price:Night;connection_fee;free_seconds;"
        "minimum_seconds;first_increment;next_increment;minimum_charge;maximum_charge;maximum_rule;steps;valid_from;"
        "valid_to",
        "'=112;SOS;;;minute;0,12;1,2340;0,00;0;0;1;1;0,00;;free;;2026-03-01 00:00:00;",
        "",
    ]


@pytest.mark.parametrize(("bands", "decimal"), [([], "."), (["Night"], ";")])
def test_what_cannot_be_written_is_an_error(bands, decimal):
    with pytest.raises(ValueError, match="Night|;"):
        list(deck.write_csv([known("46", 1, bands=(("Night", 1),))], bands, decimal=decimal))


def many(count=260_000):
    yield "Prefix,Destination,Rate,Billing Increment,Effective Date\n"
    for number in range(count):
        yield f"{1_000_000 + number},Place {number // 100},0.{number % 9973:04d},60/{number % 60 + 1},2026-03-01\n"


def test_a_deck_of_260_000_rows():
    found = deck.read_deck("".join(many()).encode())
    assert (len(found.rows), found.bad) == (260_000, [])
    assert found.rows[-1] == deck.DeckRow(
        260_001,
        "1259999",
        deck.Terms(70_200 + (259_999 % 9973) * 100 - 70_200, first_increment=60, next_increment=259_999 % 60 + 1),
        "Place 2599",
        valid_from=datetime(2026, 3, 1),
    )
    ours = list(deck.result([], deck.compare(found, [], full=True)))
    comparison = deck.compare(found, ours[1:], full=True)
    assert comparison.totals.counts == {"unchanged": 259_999, "new": 1}


def test_a_spreadsheet_of_many_rows():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Rates")
    for number, line in enumerate(many(10_000)):
        sheet.append(
            [int(cell) if number and not place else cell for place, cell in enumerate(line.strip().split(","))]
        )
    stream = io.BytesIO()
    book.save(stream)
    assert deck.read_deck(stream.getvalue()).rows == deck.read_deck("".join(many(10_000)).encode()).rows


def test_many_rows_of_one_prefix_take_no_square_of_steps():
    days = (
        f"46,0.{day:05d},{2000 + day // 360}-{day // 30 % 12 + 1:02d}-{day % 30 % 28 + 1:02d} 00:00:{day % 60:02d}"
        for day in range(9_000)
    )
    found = deck.read_deck(text("Prefix,Rate,Effective Date", *days))
    comparison = deck.compare(found, [known("46", 1)], full=True)
    assert len(comparison.changes) == len(found.rows) > 8_000


@pytest.mark.parametrize("name", sorted(module.name for module in pkgutil.iter_modules(deck.__path__)))
def test_the_examples_in_the_docstrings_are_true(name):
    assert doctest.testmod(importlib.import_module(f"deck.{name}")).failed == 0


def test_the_package_loads_without_odoo_and_offers_what_it_says():
    assert all(hasattr(deck, name) for name in deck.__all__)
    code = "import sys; sys.modules['odoo'] = None; import deck"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(deck.__file__).parents[1])
