"""Which column is what: guessed, stored, obeyed."""

import json
from datetime import datetime

import deck
import pytest
from deck_samples import faults, prices, read, text

OWN = [field for field in deck.FIELDS if field != "country_code"]
HEADERS = [
    (
        "Code,Destination,Connection Cost (USD),Grace Time,Cost / Min (USD),Initial Increment,Increment",
        "prefix destination connection_fee free_seconds price first_increment next_increment",
    ),
    (
        "dialprefix,destination,rateinitial,initblock,billingblock,connectcharge,startdate,stopdate",
        "prefix destination price first_increment next_increment connection_fee valid_from valid_to",
    ),
    (
        "Prefix,Destination,Sell price,Initial block,Billing block,Connect charge,Status",
        "prefix destination price first_increment next_increment connection_fee status",
    ),
    (
        "Prefix,Initial interval,Next interval,Next rate,Connect fee,Valid from,Valid till",
        "prefix first_increment next_increment price connection_fee valid_from valid_to",
    ),
    ("Dial Code,Country,Rate/Min,Interval 1,Interval N", "prefix destination price first_increment next_increment"),
    ("Country Code,Area Code,Destination,Rate", "country_code prefix destination price"),
    ("Country Code,Country,Rate", "prefix destination price"),
    ("Code,Country Code,Price per minute,Effective From,Change", "prefix - price valid_from status"),
    ("Riktnummer,Land,Pris per minut,Öppningsavgift,Gäller från", "prefix destination price connection_fee valid_from"),
    ("PREFIX;,Destination:,PRIS_PER_MINUT (SEK),Startavgift", "prefix destination price connection_fee"),
    ("Prefix,Old Rate,New Rate,Billing Increment,Effective Date", "prefix - price increments valid_from"),
    ("Prefix,Rate,Increment", "prefix price increments"),
    ("Prefix,Rate,Night,Weekend rate,price:Natt", "prefix price price:Night price:weekend price:Natt"),
    (",".join(OWN), " ".join(OWN)),
]


@pytest.mark.parametrize(("header", "fields"), HEADERS)
def test_headers_in_use_are_known(header, fields):
    header = header.split(",")
    found = deck.guess(header, ["Night", "weekend"])
    assert found.columns == {field: name for name, field in zip(header, fields.split(), strict=True) if field != "-"}


def test_a_price_per_second_is_told_by_its_header():
    found = read("Prefix,Rate/Sec", "46,0.0005")
    assert (found.mapping.price_per, prices(found)) == (1, {"46": 30_000})


def test_columns_of_one_name_are_told_by_their_place():
    assert deck.guess(["Prefix", "Rate", "Rate"]).columns["price"] == 2


def test_a_mapping_survives_json():
    mapping = deck.Mapping(
        {"prefix": 1, "price": "Rate", "price:Night": "Night"},
        {"increments": "60/60"},
        header_row=3,
        decimal=",",
        date_order="mdy",
        price_per=1,
        excess="round",
        closing=("gone",),
    )
    assert deck.Mapping.from_dict(json.loads(json.dumps(mapping.to_dict()))) == mapping
    assert deck.Mapping().to_dict() == {}


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"columns": {"colour": "Rate"}}, "colour"),
        ({"columns": {"price": 0}}, "price"),
        ({"columns": {"price": None}}, "price"),
        ({"columns": ["price"]}, "columns"),
        ({"columns": {"price:": "x"}}, "price:"),
        ({"constants": {"unit": 1}}, "unit"),
        ({"decimal": ";"}, "decimal"),
        ({"price_per": 30}, "price_per"),
        ({"header_row": -1}, "header_row"),
        ({"colour": "red"}, "colour"),
        ({"closing": "gone"}, "closing"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(values, found):
    with pytest.raises(deck.DeckRefused) as refusal:
        deck.Mapping.from_dict(values)
    assert (refusal.value.reason, refusal.value.found) == ("bad_mapping", (found,))


def test_a_file_without_a_header_is_read_by_positions_and_constants():
    mapping = deck.Mapping({"prefix": 2, "price": 3}, {"increments": "60/6", "country_code": "46"}, header_row=0)
    found = deck.read_deck(text("x,70,0.5", "y,73,0.6"), mapping)
    assert [(row.row, row.prefix, row.terms[:6]) for row in found.rows] == [
        (1, "4670", (500_000, "minute", 0, 0, 0, 60)),
        (2, "4673", (600_000, "minute", 0, 0, 0, 60)),
    ]


def test_swedish_area_codes_lose_their_zero():
    found = read("Landskod,Riktnummer,Land,Pris", '46,08,Stockholm,"0,1"', '46,"070,073",Mobil,"0,2"')
    assert prices(found) == {"468": 100_000, "4670": 200_000, "4673": 200_000}


@pytest.mark.parametrize(
    ("lines", "options", "found", "notes"),
    [
        (["46,1.234"], {}, {"46": 1_234_000}, ["decimal_assumed"]),
        (["46,1.234", "47,0.5"], {}, {"46": 1_234_000, "47": 500_000}, []),
        (["46,1.234", '47,"0,5"'], {}, {"46": 1_234_000_000, "47": 500_000}, []),
        (["46,1.234"], {"decimal": ","}, {"46": 1_234_000_000}, []),
        (['46,"1,234"'], {}, {"46": 1_234_000_000}, ["decimal_assumed"]),
    ],
)
def test_an_ambiguous_price_is_read_as_its_column_or_the_mapping_says(lines, options, found, notes):
    reading = read("Prefix,Rate", *lines, **options)
    assert prices(reading) == found
    assert [note.code for note in reading.notes] == notes


def test_a_column_without_proof_goes_by_the_others():
    found = read("Prefix,Rate,Connection fee", "46,1.234,0.5", "47,2.345,0.1")
    assert (prices(found), found.notes) == ({"46": 1_234_000, "47": 2_345_000}, [])


def test_both_marks_in_one_column_leave_only_what_is_certain():
    found = read("Prefix;Rate", "46;0.5", "47;0,5", "48;1.234")
    assert prices(found) == {"46": 500_000, "47": 500_000}
    assert faults(found) == [(4, "price", "ambiguous_number")]


@pytest.mark.parametrize(
    ("cells", "options", "months"),
    [
        (["01/02/2026"], {}, [2]),
        (["01/02/2026", "01/13/2026"], {}, [1, 1]),
        (["01/02/2026"], {"date_order": "mdy"}, [1]),
    ],
)
def test_dates_with_slashes_go_by_their_column_or_the_mapping(cells, options, months):
    found = read(
        "Prefix,Rate,Effective Date", *(f"{46 + place},1,{cell}" for place, cell in enumerate(cells)), **options
    )
    assert [row.valid_from.month for row in found.rows] == months
    assert [note.code for note in found.notes] == ["date_order_assumed"] * (cells == ["01/02/2026"] and not options)


def test_the_last_valid_day_is_valid_unless_the_mapping_says_otherwise():
    lines = ["Prefix,Rate,Valid from,Valid to", "46,1,2026-01-01,2026-12-31", "47,1,2026-01-01,2026-12-31 12:00"]
    assert [row.valid_to for row in read(*lines).rows] == [datetime(2027, 1, 1), datetime(2026, 12, 31, 12)]
    assert read(*lines, end_day="after").rows[0].valid_to == datetime(2026, 12, 31)
