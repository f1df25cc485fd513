"""What the gateway said cannot be shifted by what a customer wrote."""

from decimal import Decimal

import pytest
from ccavenue import Answer, Unreadable, decrypt, encrypt, read_answer
from ccavenue.answer import HEAD, TAIL
from hypothesis import given
from hypothesis import strategies as st

SAID = {
    "order_id": "INV-7",
    "tracking_id": "109013456789",
    "bank_ref_no": "B77",
    "order_status": "Success",
    "failure_message": "",
    "payment_mode": "Net Banking",
    "card_name": "AvenuesTest",
    "status_code": "null",
    "status_message": "Y",
    "currency": "INR",
    "amount": "1234.50",
}
WRITTEN = {"billing_name": "Åsa", "billing_address": "Storgatan 1", "merchant_param1": "", "trans_date": "23/11/2026"}
FORGERY = "&".join(
    ["x", *(f"{name}={value}" for name, value in (SAID | {"order_status": "Failure", "amount": "1"}).items())]
)


def text(**fields):
    return "&".join(f"{name}={value}" for name, value in (SAID | WRITTEN | fields).items())


def test_an_answer_is_read():
    answer = read_answer(text())
    assert answer[:5] == ("INV-7", "109013456789", "Success", Decimal("1234.50"), "INR")
    assert answer.rest["bank_ref_no"] == "B77"
    assert {name: answer.rest[name] for name in WRITTEN} == WRITTEN


@pytest.mark.parametrize(
    "name", ["A & B", "a=b", "&=&=", "Åsa & Söner = 1 🦊", "&order_status=Failure", FORGERY, f"&{FORGERY}&"]
)
def test_what_a_customer_wrote_is_kept_and_changes_nothing_else(name):
    answer = read_answer(text(billing_name=name))
    assert answer == read_answer(text())._replace(rest=answer.rest)
    assert answer.rest["billing_name"] == name
    assert answer.rest["billing_address"] == "Storgatan 1"


@given(st.dictionaries(st.sampled_from(TAIL), st.text(st.characters(exclude_categories=["Cs"]))))
def test_no_value_of_a_customer_changes_what_the_gateway_said(values):
    answer = read_answer(text(**values))
    assert answer[:5] == read_answer(text())[:5]


@given(
    st.dictionaries(st.sampled_from(TAIL), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="&")))
)
def test_values_without_an_ampersand_come_back_as_they_were(values):
    ordered = {name: values[name] for name in TAIL if name in values}
    body = "&".join(f"{name}={value}" for name, value in (SAID | ordered).items())
    rest = read_answer(decrypt("key", encrypt("key", body))).rest
    assert {name: rest[name] for name in ordered} == ordered


def test_a_neighbour_may_be_swallowed_but_nothing_is_invented():
    """Who writes the name of the next field moves the border between two of their own values, and no more."""
    answer = read_answer(text(billing_name="A&billing_address=B"))
    assert answer.rest["billing_name"] + answer.rest["billing_address"] == "AB&billing_address=Storgatan 1"


def test_an_ampersand_at_the_end_does_no_harm():
    body = "&".join(f"{name}={value}" for name, value in SAID.items())
    assert read_answer(f"{body}&") == read_answer(body)


def test_a_payment_that_was_never_begun_has_no_tracking_id():
    assert read_answer(text(tracking_id="", order_status="Aborted")).tracking_id == ""


@pytest.mark.parametrize("name", HEAD)
def test_an_answer_without_one_of_the_eleven_is_unreadable(name):
    fields = {key: value for key, value in (SAID | WRITTEN).items() if key != name}
    with pytest.raises(Unreadable):
        read_answer("&".join(f"{key}={value}" for key, value in fields.items()))


@pytest.mark.parametrize("name", HEAD)
def test_what_is_missing_is_not_taken_from_a_customer(name):
    fields = {key: value for key, value in SAID.items() if key != name} | {"billing_name": FORGERY}
    with pytest.raises(Unreadable):
        read_answer("&".join(f"{key}={value}" for key, value in fields.items()))


@pytest.mark.parametrize(
    "fields",
    [
        {"order_id": ""},
        {"order_id": "INV/7"},
        {"order_id": "x" * 31},
        {"tracking_id": "12a"},
        {"tracking_id": "1" * 26},
        {"tracking_id": "١٢"},
        {"amount": ""},
        {"amount": "-1.00"},
        {"amount": "1,00"},
        {"amount": "1e9"},
        {"amount": "NaN"},
        {"amount": "1.00&amount=2.00"},
        {"currency": ""},
        {"currency": "inr"},
        {"currency": "INR&amount=1.00"},
    ],
)
def test_a_value_that_cannot_be_is_unreadable(fields):
    with pytest.raises(Unreadable):
        read_answer(text(**fields))


@pytest.mark.parametrize("body", ["", "&", "=", "order_id", "a=b&c=d", f"x&{text()}", f"a=1&{text()}", text().upper()])
def test_what_is_no_answer_is_unreadable(body):
    with pytest.raises(Unreadable):
        read_answer(body)


@given(st.text(), st.integers(0, len(text())), st.integers(0, 60))
def test_no_text_does_anything_else(piece, place, length):
    body = text()[:place] + piece + text()[place + length :]
    try:
        assert isinstance(read_answer(body), Answer)
    except Unreadable:
        assert body != text()
