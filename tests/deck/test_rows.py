"""Rows: what they say, and what is wrong with them. Good rows around a bad one are kept."""

import deck
import pytest
from deck_samples import faults, prices, read

HEADER = ",".join(deck.FIELDS) + ",price:Night"
PLAIN = {"prefix": "46", "price": "0.10"}


def row(**cells):
    cells = PLAIN | {name.replace("night", "price:Night"): text for name, text in cells.items()}
    return ",".join(f'"{cells.get(name, "")}"' for name in HEADER.split(","))


def test_everything_that_a_row_can_say():
    found = read(
        HEADER,
        row(
            destination="Sweden",
            destination_class="local",
            caller_class="mobile",
            unit="agent_minute",
            connection_fee="0.49",
            free_seconds="5",
            minimum_seconds="30 s",
            first_increment="60",
            next_increment="6",
            minimum_charge="0.05",
            maximum_charge="2",
            maximum_rule="disconnect",
            steps="60: 0.05/6",
            night="0.02",
        ),
    )
    terms = deck.Terms(
        100_000,
        "agent_minute",
        490_000,
        5,
        30,
        60,
        6,
        50_000,
        2_000_000,
        "disconnect",
        (("Night", 20_000),),
        (deck.Step(60, 50_000, 6),),
    )
    assert found.rows == [deck.DeckRow(2, "46", terms, "Sweden", "local", "mobile")]
    assert found.rows[0].key == ("46", "agent", "mobile")


@pytest.mark.parametrize(
    ("cells", "field", "reason"),
    [
        ({"prefix": ""}, "prefix", "empty"),
        ({"prefix": "4x"}, "prefix", "not_digits"),
        ({"prefix": "1" * 16}, "prefix", "too_long"),
        ({"prefix": "4\x076"}, "prefix", "control"),
        ({"price": "x"}, "price", "not_number"),
        ({"price": "-1"}, "price", "negative"),
        ({"price": "5 %"}, "price", "percent"),
        ({"price": "0.1234567"}, "price", "too_many_decimals"),
        ({"price": "1000001"}, "price", "too_large"),
        ({"price": ""}, "price", "no_price"),
        ({"price": "", "night": "1"}, "price", "no_default"),
        ({"night": "x"}, "price:Night", "not_number"),
        ({"connection_fee": "-1"}, "connection_fee", "negative"),
        ({"free_seconds": "1.5"}, "free_seconds", "not_whole"),
        ({"free_seconds": "-1"}, "free_seconds", "negative"),
        ({"first_increment": "0"}, "first_increment", "increment_below_1"),
        ({"next_increment": "9999999999"}, "next_increment", "too_large"),
        ({"increments": "0/1"}, "increments", "increment_below_1"),
        ({"unit": "furlong"}, "unit", "unknown_unit"),
        ({"maximum_rule": "cap"}, "maximum_rule", "unknown_rule"),
        ({"minimum_charge": "2", "maximum_charge": "1"}, "minimum_charge", "minimum_above_maximum"),
        ({"steps": "60"}, "steps", "bad_steps"),
        ({"steps": "60: 0.1", "unit": "call"}, "steps", "bad_steps"),
        ({"valid_from": "soon"}, "valid_from", "bad_date"),
        ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "valid_to", "ends_before_it_begins"),
        ({"destination": "a\x07b"}, "destination", "control"),
        ({"destination": "a" * 201}, "destination", "text_too_long"),
    ],
)
def test_a_bad_row_says_what_is_wrong_and_harms_no_other(cells, field, reason):
    found = read(HEADER, row(prefix="1"), row(**cells), row(prefix="2"))
    assert faults(found) == [(3, field, reason)]
    assert reason in deck.REASONS
    assert [good.prefix for good in found.rows] == ["1", "2"]
    assert found.bad[0].prefixes == (() if field == "prefix" else ("46",))
    assert "\7" not in found.bad[0].raw + found.bad[0].value


def test_the_raw_text_and_the_value_are_kept():
    bad = read("Prefix,Destination,Rate", "46,Sweden,abc").bad[0]
    assert bad == deck.BadRow(2, "price", "abc", "not_number", "46 | Sweden | abc", ("46",))


def test_an_unknown_band_is_an_error_only_where_it_has_a_price():
    data = b"Prefix,Rate,price:Noon\n46,1,\n47,1,2\n"
    found = deck.read_deck(data, known_bands=["Night"])
    assert (prices(found), faults(found)) == ({"46": 1_000_000}, [(3, "price:Noon", "unknown_band")])
    assert not deck.read_deck(data).bad


def test_surplus_decimals_are_rounded_where_the_mapping_says_so_and_counted():
    found = read("Prefix,Rate", "46,0.0123456", "47,0.5", "48,0.5000000", excess="round")
    assert prices(found) == {"46": 12_346, "47": 500_000, "48": 500_000}
    assert deck.compare(found, [], full=False).totals.rounded == 1


def test_a_price_per_second_is_exact_and_other_amounts_stay():
    found = read("Prefix,Rate,Unit,Connection fee", "46,0.0123456,min,0.1", "47,0.01,sms,0", price_per=1)
    assert prices(found) == {"46": 740_736, "47": 10_000}
    assert found.rows[0].terms.connection_fee == 100_000


@pytest.mark.parametrize("word", ["Closed", "BLOCKED", "deleted", "Stängd"])
def test_a_status_or_a_price_can_close(word):
    found = read("Prefix,Rate,Status", f"46,,{word}", f"47,{word},", "48,1,Increase")
    assert [row.closed for row in found.rows] == [True, True, False]
    assert found.notes == []


def test_words_of_the_supplier_can_close_and_strange_ones_are_noted():
    lines = ["Prefix,Rate,Status", "46,1,Gone", "47,1,Odd", "48,1,odd"]
    assert [row.closed for row in read(*lines, closing=["gone"]).rows] == [True, False, False]
    assert [note.value for note in read(*lines).notes] == ["Gone", "Odd", "odd"]


def test_several_prefixes_in_a_row_are_several_prices_of_it():
    found = read("Country Code,Area Codes,Rate", '46,"70,72-73",0.1', "46,,0.2")
    assert [(row.row, row.prefix) for row in found.rows] == [(2, "4670"), (2, "4672"), (2, "4673"), (3, "46")]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (("", ""), ("", ""), "duplicate"),
        (("2026-03-01", ""), ("2026-03-01", ""), "duplicate"),
        (("2026-03-01", "2026-05-31"), ("2026-05-01", ""), "overlap"),
        (("", "2026-05-31"), ("2026-05-01", ""), "overlap"),
        (("2026-03-01", "2026-04-30"), ("2026-05-01", ""), None),
        (("2026-03-01", ""), ("2026-05-01", ""), None),
        (("", ""), ("2026-05-01", ""), None),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_rows_of_one_prefix_may_follow_but_not_overlap_each_other(first, second, reason, turned):
    spans = [second, first] if turned else [first, second]
    found = read("Prefix,Rate,Valid from,Valid to", *(f"46,0.{n},{a},{b}" for n, (a, b) in enumerate(spans, 1)))
    assert faults(found) == ([] if reason is None else [(3, "prefix", reason)])
    assert all(bad.value == "2" for bad in found.bad)


def test_the_same_prefix_for_other_callers_or_services_is_no_duplicate():
    found = read("Prefix,Rate,Unit,Caller class", "46,1,min,", "46,1,sms,", "46,1,min,mobile", "46,1,call,")
    assert faults(found) == [(5, "prefix", "duplicate")]


def test_the_price_of_all_numbers_and_codes_with_signs():
    found = read("Prefix,Rate", "*,5", "=*21#,0", "=,0", "=4a,0", ",1")
    assert prices(found) == {"": 5_000_000, "=*21#": 0}
    assert faults(found) == [(4, "prefix", "empty"), (5, "prefix", "not_digits"), (6, "prefix", "empty")]
