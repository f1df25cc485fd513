"""Whether an address will do to open an account."""

import pytest
from directory import Listing, judge, masked, missing

WHOLE = Listing("Anna", "Storgatan 3", "111 20", "Stockholm", "SE")


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "complete"),
        ({"zip": ""}, "incomplete"),
        ({"name": ""}, "incomplete"),
        ({"country": "NO"}, "foreign"),
        ({"country": "NO", "street": ""}, "foreign"),
        ({"country": ""}, "foreign"),
        ({"secret": True}, "secret"),
    ],
)
def test_only_a_whole_address_at_home_will_do(change, verdict):
    assert judge(WHOLE._replace(**change), {"SE"}) == verdict


def test_what_is_missing_is_named():
    assert missing(WHOLE._replace(street="", city="")) == ["street", "city"]


def test_secrets_are_masked_however_they_are_written():
    text = "a b/c a%20b%2Fc a+b%2fc a%20b%2fc"
    assert masked(text, ["a b/c", ""]) == "••• ••• ••• a%20b%2fc"
