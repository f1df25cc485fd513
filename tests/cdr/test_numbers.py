"""Numbers as switches write them."""

import pytest
from cdr import Number, Numbering
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("46812345678", "+46812345678"),
        ("+46812345678", "+46812345678"),
        ("0046812345678", "+46812345678"),
        ("08-123 456 78", "+46812345678"),
        ("070 111 00 01", "+46701110001"),
        ("46900123456", "+46900123456"),
        ("4791234567", "+4791234567"),
        ("12125551234", "+12125551234"),
    ],
)
def test_a_number_is_written_in_e164(raw: str, text: str) -> None:
    assert Numbering("SE").normalise(raw) == Number(text, "e164")


def test_a_national_number_belongs_to_the_country_of_its_source() -> None:
    assert Numbering("NO").normalise("91234567").text == "+4791234567"


def test_a_number_that_can_be_national_is_foreign_only_if_the_source_says_so() -> None:
    assert Numbering("NO").normalise("46812345").text == "+4746812345"
    assert Numbering("NO", international=True).normalise("46812345").text == "+46812345"


@pytest.mark.parametrize("raw", ["", " ", "anonymous", "Anonymous", "Restricted", "unknown"])
def test_a_withheld_number_is_no_number(raw: str) -> None:
    assert Numbering("SE").normalise(raw) == Number("", "withheld")


@pytest.mark.parametrize("raw", ["112", "960", "s", "support"])
def test_short_codes_and_names_are_kept_as_they_are(raw: str) -> None:
    assert Numbering("SE").normalise(raw) == Number(raw, "short")


@settings(derandomize=True, max_examples=300)
@given(st.text(max_size=60))
def test_whatever_comes_it_has_a_kind_and_stays_short(raw: str) -> None:
    number = Numbering("SE").normalise(raw)
    assert len(number.text) <= 32
    assert (number.kind == "withheld") == (number.text == "") or number.kind == "short"
