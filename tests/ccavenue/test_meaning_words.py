"""The gateway's words, and when it is asked again."""

import pytest
from ccavenue import meaning, method_code, pause


@pytest.mark.parametrize(
    ("word", "what"),
    [
        ("Success", "paid"),
        ("Successful", "paid"),
        ("Shipped", "paid"),
        (" SHIPPED ", "paid"),
        ("Failure", "failed"),
        ("Unsuccessful", "failed"),
        ("Invalid", "failed"),
        ("Fraud", "failed"),
        ("Timeout", "failed"),
        ("Aborted", "cancelled"),
        ("Auto-Cancelled", "cancelled"),
        ("Initiated", "open"),
        ("Awaited", "waiting"),
        ("Refunded", "returned"),
        ("System refund", "returned"),
        ("Auto-Reversed", "returned"),
        ("Chargeback", "disputed"),
        ("", "unknown"),
        ("Successful?", "unknown"),
        ("Unknown word", "unknown"),
    ],
)
def test_each_word_has_one_meaning(word, what):
    assert meaning(word) == what


def test_methods_are_odoos():
    assert [method_code(option) for option in ("OPTUPI", "optnbk", "OPTIVRS", "")] == ["upi", "netbanking", "", ""]


def test_pauses_grow_until_the_gateway_itself_gives_up():
    pauses = [pause(times) for times in range(21)]
    assert pauses == sorted(pauses)
    assert 12 <= sum(pauses) / (24 * 60) <= 14
    assert (pause(21), pause(-1), pause(1000)) == (None, None, None)
