"""Numbers as switches write them."""

import pytest
from cdr import Number, Numbering, Rules
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


@pytest.mark.parametrize("raw", ["E8-40-F2-DF-AF-34", "e840.f2df.af34", "anna5551234", "acme@isp.net", "0800flowers"])
def test_letters_make_a_name_and_no_number(raw: str) -> None:
    assert Numbering("US").normalise(raw) == Number(raw, "short")


@pytest.mark.parametrize("raw", ["tel:+46812345678", "+46812345678 ext. 5"])
def test_some_forms_of_numbers_have_letters(raw: str) -> None:
    assert Numbering("SE").normalise(raw) == Number("+46812345678", "e164")


OUT = Rules(prefixes=("9", "*31#", "900"), short=4, withheld=frozenset({"0000000", "hidden"}))


@pytest.mark.parametrize(
    ("raw", "text", "kind"),
    [
        ("90701110001", "+46701110001", "e164"),
        ("*31#0701110001", "+46701110001", "e164"),
        ("9000701110001", "+46701110001", "e164"),
        ("+4790701110", "+4790701110", "e164"),
        ("9112", "9112", "short"),
        ("960", "960", "short"),
        ("991120", "91120", "short"),
        ("0000000", "", "withheld"),
        ("Hidden", "", "withheld"),
        ("anonymous", "", "withheld"),
    ],
)
def test_a_source_has_rules_of_its_own(raw: str, text: str, kind: str) -> None:
    assert Numbering("SE", rules=OUT).normalise(raw) == (text, kind)


PREFIXES = st.lists(st.text("0123456789*#", min_size=1, max_size=4), max_size=3).map(tuple)
RULES = st.builds(Rules, PREFIXES, st.integers(0, 6), st.frozensets(st.text("0123456789abc", max_size=6), max_size=3))
DIALLED = st.one_of(st.text("0123456789", max_size=14), st.text(max_size=20))


@settings(derandomize=True, max_examples=400)
@given(DIALLED, RULES, st.sampled_from(["SE", "NO", "US", ""]), st.booleans())
def test_whatever_the_rules_a_number_in_e164_stays_as_it_is(
    raw: str, rules: Rules, region: str, international: bool
) -> None:
    numbering = Numbering(region, international, rules)
    number = numbering.normalise(raw)
    assert len(number.text) <= 32
    if number.kind == "e164":
        assert numbering.normalise(number.text) == number


@settings(derandomize=True, max_examples=400)
@given(st.text("0123456789", min_size=7, max_size=14), st.text("0123456789*#", min_size=1, max_size=4))
def test_what_is_put_before_a_number_makes_no_difference(number: str, prefix: str) -> None:
    told = Numbering("SE", rules=Rules((prefix,))).normalise(prefix + number)
    assert told == Numbering("SE").normalise(number)


@settings(derandomize=True, max_examples=200)
@given(st.text("0123456789", min_size=1, max_size=8), RULES)
def test_short_numbers_are_kept_as_they_are(raw: str, rules: Rules) -> None:
    if len(raw) <= rules.short and raw not in rules.withheld:
        assert Numbering("SE", rules=rules).normalise(raw) == Number(raw, "short")
