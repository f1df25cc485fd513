"""Amounts and prefixes, blocks and dates, one cell at a time."""

from datetime import datetime
from decimal import Decimal

import pytest
from deck import dates, numbers, steps
from deck.errors import Fault
from deck.model import Step
from deck.prefixes import prefixes
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (["0.5"], "."),
        (["0,5"], ","),
        (["1.234", "0,5"], ","),
        (["1,234", "0.5"], "."),
        (["1.234,50"], ","),
        (["1,234.50"], "."),
        (["1.234.567"], ","),
        (["1 234,5"], ","),
        (["1 234.567"], "."),
        (["12345.678"], "."),
        (["0.123"], "."),
        (["1.234", "2.345"], "?"),
        (["12", "7"], ""),
        (["0.5", "0,5"], "mixed"),
        ([Decimal("1.5"), "1,5"], ","),
    ],
)
def test_the_decimal_mark_is_what_all_values_together_prove(values, mark):
    assert numbers.decide(values) == mark


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("0.12", ".", 120_000),
        (".5", ".", 500_000),
        ("5.", ".", 5_000_000),
        ("1,234.5", ".", 1_234_500_000),
        ("1.234,5", ",", 1_234_500_000),
        ("1\u00a0234,5", ",", 1_234_500_000),
        ("1\u202f234,5", ",", 1_234_500_000),
        ("1'234.5", ".", 1_234_500_000),
        ("1’234.5", ".", 1_234_500_000),
        ("$0.12", ".", 120_000),
        ("€ 0,12", ",", 120_000),
        ("0,12 kr", ",", 120_000),
        ("0,12 kr.", ",", 120_000),
        ("USD 0.12", ".", 120_000),
        ("0.12 SEK", ".", 120_000),
        ("1.2E-05", ".", 12),
        ("1,2e-05", ",", 12),
        ("0.012345000", ".", 12_345),
        (Decimal("0.1"), ",", 100_000),
        (3, ",", 3_000_000),
        ("-0", ".", 0),
        ("1,5", "mixed", 1_500_000),
        ("1.5", "mixed", 1_500_000),
    ],
)
def test_an_amount_is_exact_in_micro_units(text, mark, value):
    assert numbers.micro(numbers.amount(text, mark)) == (value, False)


@pytest.mark.parametrize(
    ("text", "mark", "reason"),
    [
        ("5%", ".", "percent"),
        ("-0.05", ".", "negative"),
        ("(0.05)", ".", "negative"),
        ("−0.05", ".", "negative"),
        ("0.0123456", ".", "too_many_decimals"),
        ("1000000.000001", ".", "too_large"),
        ("9E99", ".", "too_large"),
        ("1,5", ".", "not_number"),
        ("1,23,456", ".", "not_number"),
        ("1 2 3", ".", "not_number"),
        ("abc", ".", "not_number"),
        ("0.1 apples", ".", "not_number"),
        ("٠٫١", ".", "not_number"),
        ("-", ".", "not_number"),
        ("$", ".", "not_number"),
        ("nan", ".", "not_number"),
        ("1" * 41, ".", "not_number"),
        ("1.234", "mixed", "ambiguous_number"),
        (datetime(2026, 1, 1), ".", "not_number"),
    ],
)
def test_what_is_no_amount_has_a_reason(text, mark, reason):
    with pytest.raises(Fault) as fault:
        numbers.micro(numbers.amount(text, mark))
    assert fault.value.reason == reason


def test_rounding_is_half_up_and_told():
    assert numbers.micro(Decimal("0.0123455"), may_round=True) == (12_346, True)
    assert numbers.micro(Decimal("0.0123454"), may_round=True) == (12_345, True)


@given(st.integers(0, 10**12), st.sampled_from(".,"))
def test_every_amount_is_read_as_it_was_written(value, mark):
    text = steps.format_amount(value, mark)
    assert numbers.vote(text) in (mark, "")
    assert numbers.micro(numbers.amount(text, mark)) == (value, False)


@given(st.integers(0, 10**12), st.sampled_from([(".", ","), (",", "."), (",", " "), (".", "'"), (",", "\u00a0")]))
def test_grouped_amounts_are_the_same(value, marks):
    whole, rest = divmod(value, 1_000_000)
    text = f"{whole:,}".replace(",", marks[1]) + f"{marks[0]}{rest:06d}"
    assert numbers.micro(numbers.amount(text, marks[0])) == (value, False)


@given(st.integers(0, 10**9))
def test_a_float_is_its_shortest_decimal(value):
    assert numbers.micro(numbers.amount(numbers.typed(float(Decimal(value) / 10**6)), ".")) == (value, False)


@given(st.text(max_size=50), st.sampled_from([".", ",", "mixed"]))
def test_no_text_breaks_the_reading_of_amounts(text, mark):
    try:
        value, _rounded = numbers.micro(numbers.amount(text, mark), may_round=True)
    except Fault:
        return
    assert 0 <= value <= numbers.LARGEST


@pytest.mark.parametrize(
    ("cell", "country", "found"),
    [
        ("46", "", "46"),
        ("+46", "", "46"),
        ("0046", "", "46"),
        ("46 70", "", "4670"),
        (4670, "", "4670"),
        (Decimal("4670.0"), "", "4670"),
        ("4670, 4673-4675", "", "4670 4673 4674 4675"),
        ("70,72-73", "46", "4670 4672 4673"),
        ("70;72/73|76", "+46", "4670 4672 4673 4676"),
        ("", "46", "46"),
        ("", 46, "46"),
        ("+4570", "46", "4570"),
        ("00 45 70", "46", "4570"),
        ("=112", "", "=112"),
        ("'=112", "46", "=112"),
        ("1(809)", "", "1809"),
    ],
)
def test_prefixes(cell, country, found):
    assert list(prefixes(cell, country)) == found.split()


@pytest.mark.parametrize(("rule", "found"), [("strip", "468"), ("keep", "4608")])
def test_the_zero_of_an_area_code_is_what_the_mapping_says(rule, found):
    assert list(prefixes("08", "46", rule)) == [found]


@pytest.mark.parametrize(
    ("cell", "country", "reason"),
    [
        ("", "", "empty"),
        ("+", "", "empty"),
        ("46a", "", "not_digits"),
        ("٤٦", "", "not_digits"),
        (Decimal("46.5"), "", "not_digits"),
        ("4.67E+11", "", "scientific"),
        ("08", "", "leading_zero"),
        ("08", "46", "leading_zero"),
        ("1" * 16, "", "too_long"),
        ("1" * 14, "46", "too_long"),
        ("70-7", "46", "bad_range"),
        ("73-70", "46", "bad_range"),
        ("10000-99999", "", "range_too_long"),
    ],
)
def test_what_is_no_prefix_has_a_reason(cell, country, reason):
    with pytest.raises(Fault) as fault:
        list(prefixes(cell, country))
    assert fault.value.reason == reason


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("60/60", (60, 60)),
        ("60-1", (60, 1)),
        ("1/1", (1, 1)),
        ("6", (6, 6)),
        ("30+6", (30, 6)),
        ("60s / 30s", (60, 30)),
    ],
)
def test_blocks_in_one_cell(text, found):
    assert steps.parse_increments(text) == found


@pytest.mark.parametrize(
    ("text", "reason"),
    [("0/60", "increment_below_1"), ("60/60/60", "bad_increments"), ("min", "bad_increments")],
)
def test_blocks_that_are_none(text, reason):
    with pytest.raises(Fault) as fault:
        steps.parse_increments(text)
    assert fault.value.reason == reason


@pytest.mark.parametrize("text", ["60", "60: x", "0: 0.1", "60: 0.1; 60: 0.2", "60: 0.1/0", "60: 0.1234567", ";"])
def test_steps_that_are_none(text):
    with pytest.raises(Fault) as fault:
        steps.parse_steps(text)
    assert fault.value.reason == "bad_steps"


def test_steps_are_written_as_they_are_read():
    assert steps.parse_steps("60: 0.10/6; 300: 0,05") == (Step(60, 100_000, 6), Step(300, 50_000, 1))
    assert steps.format_steps((Step(60, 100_000, 6), Step(300, 50_000, 1))) == "60: 0.10/6; 300: 0.05/1"


@pytest.mark.parametrize(
    ("text", "slashes", "moment"),
    [
        ("2026-03-01", "dmy", (2026, 3, 1)),
        ("2026-03-01T08:30", "dmy", (2026, 3, 1, 8, 30)),
        ("2026-03-01 08:30:15.123", "dmy", (2026, 3, 1, 8, 30, 15)),
        ("20260301", "dmy", (2026, 3, 1)),
        ("2026/03/01", "mdy", (2026, 3, 1)),
        ("1.3.2026", "mdy", (2026, 3, 1)),
        ("01.03.26", "mdy", (2026, 3, 1)),
        ("01/03/2026", "dmy", (2026, 3, 1)),
        ("03/01/2026 12:05 AM", "mdy", (2026, 3, 1, 0, 5)),
        ("3/1/2026 1:05 pm", "mdy", (2026, 3, 1, 13, 5)),
        ("01-Mar-2026", "dmy", (2026, 3, 1)),
        ("1 March 2026", "dmy", (2026, 3, 1)),
        ("13/03/2026", "mixed", (2026, 3, 13)),
        ("03/13/2026", "mixed", (2026, 3, 13)),
    ],
)
def test_dates(text, slashes, moment):
    assert dates.parse(text, slashes)[0] == datetime(*moment)


@pytest.mark.parametrize("text", ["0000-00-00", "0000-00-00 00:00:00", "9999-12-31", "31/12/9999"])
def test_dates_that_mean_never(text):
    assert dates.parse(text)[0] is None


@pytest.mark.parametrize(
    ("text", "slashes", "reason"),
    [
        ("2026-02-30", "dmy", "bad_date"),
        ("soon", "dmy", "bad_date"),
        ("45000", "dmy", "bad_date"),
        ("13/13/2026", "dmy", "bad_date"),
        ("2026-01-01 25:00", "dmy", "bad_date"),
        ("2026-01-01 13:00 PM", "dmy", "bad_date"),
        ("2026-01-01T00:00:00Z", "dmy", "zoned_date"),
        ("2026-01-01 00:00:00+01:00", "dmy", "zoned_date"),
        ("03/04/2026", "mixed", "ambiguous_date"),
    ],
)
def test_what_is_no_date_has_a_reason(text, slashes, reason):
    with pytest.raises(Fault) as fault:
        dates.parse(text, slashes)
    assert fault.value.reason == reason
