"""A column of numbers becomes what its numbers become one by one, and both what phonenumbers makes of them."""

from unittest.mock import patch

import phonenumbers
import polars as pl
import pytest
from cdr import Numbering, Rules
from cdr.numbers_frame import Numbers, normalise_column
from hypothesis import given, settings
from hypothesis import strategies as st

REGIONS = ("SE", "DE", "US", "GB", "IT", "FR", "AR", "BR", "RU", "HU", "KZ", "MX", "CN", "SM", "NO", "")
CODES = ("46", "1", "44", "39", "54", "55", "7", "36", "52", "378", "47", "882", "0", "999", "49", "86", "33")
DIGITS = st.text("0123456789", min_size=0, max_size=17)
NUMBERS = st.one_of(
    st.builds("{}{}{}".format, st.sampled_from(("+", "00", "", "0", "011", "+0")), st.sampled_from(CODES), DIGITS),
    st.builds("{}{}".format, st.sampled_from(("0", "00", "+", "", "8", "1", "06")), DIGITS),
    st.sampled_from(("", "anonymous", "Anonymous", "960", "112", "sip:a@b", " 0812345678 ", "+46 8 12", "٠٨١٢٣٤٥٦٧٨")),
    st.text(max_size=12),
)


RULES = (Rules(), Rules(("9", "00", "*31#", "4")), Rules(("0",), 6), Rules(withheld=frozenset({"46000000000"})))


def read_by_phonenumbers(raw, *numbering):
    """The numbers without the table of those that are plain."""
    with patch("cdr.numbers.is_plain", lambda text: False):
        return list(map(Numbering(*numbering).normalise, raw))


def assert_equal(raw, region, international, rules=RULES[0]):
    expected = read_by_phonenumbers(raw, region, international, rules)
    assert list(map(Numbering(region, international, rules).normalise, raw)) == expected
    found = normalise_column(pl.Series(raw, dtype=pl.String), Numbering(region, international, rules))
    assert found.to_list() == [number.text for number in expected]


@settings(max_examples=400, deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=40), st.sampled_from(REGIONS), st.booleans(), st.sampled_from(RULES))
def test_a_column_becomes_what_its_numbers_become(raw, region, international, rules):
    assert_equal([*raw, "46000000000"], region, international, rules)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(NUMBERS, min_size=1, max_size=20), min_size=1, max_size=6), st.lists(NUMBERS, max_size=5))
def test_remembered_numbers_are_the_same(columns, regulars):
    numbers, numbering = Numbers(Numbering("SE")), Numbering("SE")
    for raw in columns:
        raw = [*raw, *regulars]
        found = numbers.column(pl.Series(raw, dtype=pl.String))
        assert found.to_list() == [numbering.normalise(value).text for value in raw]


def test_numbers_of_no_country_stay_as_they_came():
    codes = set(map(str, phonenumbers.COUNTRY_CODE_TO_REGION_CODE))
    heads = [str(head) for head in range(100, 1000)]
    heads = [head for head in heads if not codes & {head[:1], head[:2], head}]
    assert len(heads) > 50
    raw = [f"{before}{head}{rest}" for head in heads for before in ("+", "00", "") for rest in ("12345", "0123456789")]
    for region in ("SE", "US", "IT", ""):
        assert_equal(raw, region, False)
        assert_equal(raw, region, True)


@pytest.mark.parametrize("region", REGIONS)
def test_numbers_of_every_country_are_read_alike(region):
    """Examples of every kind of number there is, as they are written at home and from abroad."""
    import phonenumbers as p

    raw = []
    for country in sorted(p.SUPPORTED_REGIONS):
        for kind in range(11):
            if example := p.example_number_for_type(country, kind):
                forms = [p.format_number(example, style) for style in (0, 1, 2)]
                raw += [form.replace(" ", "").replace("-", "") for form in forms]
                raw += [raw[-3].replace("+", "00"), raw[-3][1:], "+" + raw[-1]]
    assert_equal(raw, region, False)
    assert_equal(raw, region, True)


def test_plain_numbers_are_not_read_by_phonenumbers():
    raw = ["+46812345678", "+4791234567", "+12125550100", "+390612345678", "4791234567"]
    with patch("cdr.numbers.phonenumbers.parse", side_effect=AssertionError):
        found = list(map(Numbering("SE", international=True).normalise, raw))
    assert [number.text for number in found] == [f"+{value.removeprefix('+')}" for value in raw]
    assert found == read_by_phonenumbers(raw, "SE", True)


def test_plain_numbers_are_not_read_one_by_one():
    numbering = Numbering("SE")
    numbering.normalise = None
    raw = ["+46812345678", "0046701234567", "0701234567", "+4791234567", "+12125550100"]
    found = normalise_column(pl.Series(raw), numbering).to_list()
    assert found == ["+46812345678", "+46701234567", "+46701234567", "+4791234567", "+12125550100"]
