"""What is ordered arrives as it was meant, whatever a customer is called."""

from decimal import Decimal
from urllib.parse import parse_qsl

import pytest
from ccavenue import Billing, Order, Unfit, as_order_id, compose, is_order_id, money
from hypothesis import given
from hypothesis import strategies as st

ORDER = Order("2", "INV-7", Decimal("1234.5"), "INR", "https://we.example/r/1", "https://we.example/c/1")
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)


def sent(**billing):
    """The fields as the gateway, or any web server, reads them."""
    return dict(
        parse_qsl(compose(ORDER._replace(billing=Billing(**billing))), keep_blank_values=True, strict_parsing=True)
    )


def test_an_order_has_these_fields_in_this_order():
    assert list(sent(name="Åsa", email="asa@example.com").items()) == [
        ("merchant_id", "2"),
        ("order_id", "INV-7"),
        ("currency", "INR"),
        ("amount", "1234.50"),
        ("redirect_url", "https://we.example/r/1"),
        ("cancel_url", "https://we.example/c/1"),
        ("language", "EN"),
        ("billing_name", "Åsa"),
        ("billing_email", "asa@example.com"),
    ]


@pytest.mark.parametrize("name", ["Åsa", "Söner & Co = 1", "🦊 GmbH", "100% + more", "R&amount=1.00", "अजय", "O'Brien"])
def test_a_name_arrives_as_it_is(name):
    assert sent(name=name)["billing_name"] == name
    assert sent(name=name)["amount"] == "1234.50"


@given(st.builds(Billing, *[st.one_of(st.just(""), WORDS)] * 8))
def test_no_value_changes_another(billing):
    fields = sent(**billing._asdict())
    assert [fields[name] for name in ("order_id", "currency", "amount")] == ["INV-7", "INR", "1234.50"]
    assert set(fields) <= {
        "merchant_id",
        "order_id",
        "currency",
        "amount",
        "redirect_url",
        "cancel_url",
        "language",
    } | {f"billing_{name}" for name in Billing._fields}


@given(st.text())
def test_no_name_is_too_strange(name):
    sent(name=name, address=name, tel=name, email=name)


def test_long_values_are_cut_to_what_the_gateway_takes():
    fields = sent(name="n" * 61, address="a" * 151, city="c" * 31, zip="1" * 16, tel="1" * 21)
    lengths = {name: len(value) for name, value in fields.items() if name.startswith("billing_")}
    assert lengths == {
        "billing_name": 60,
        "billing_address": 150,
        "billing_city": 30,
        "billing_zip": 15,
        "billing_tel": 20,
    }


def test_an_address_that_is_too_long_is_left_out_rather_than_cut():
    assert "billing_email" not in sent(email=f"{'x' * 60}@example.com")


def test_a_number_is_sent_as_digits_and_an_address_in_one_line():
    assert sent(tel="+46 (0)8-12 34")["billing_tel"] == "460812" + "34"
    assert sent(address="Storgatan 1\n\t 2\x00tr")["billing_address"] == "Storgatan 1 2 tr"


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "1.005", "10000000000", "NaN", "Infinity", "-Infinity"])
def test_an_amount_that_cannot_be_ordered_is_refused(amount):
    with pytest.raises(Unfit, match="amount"):
        money(Decimal(amount))


@pytest.mark.parametrize(
    ("amount", "text"), [("0.01", "0.01"), ("1E+3", "1000.00"), ("9999999999.99", "9999999999.99")]
)
def test_an_amount_is_written_in_full(amount, text):
    assert money(Decimal(amount)) == text


@pytest.mark.parametrize("number", ["", "INV/7", "INV 7", "x" * 31, "Å", "INV-7\n", "a&b"])
def test_a_number_that_cannot_be_asked_for_is_refused(number):
    with pytest.raises(Unfit, match="order_id"):
        compose(ORDER._replace(order_id=number))


@given(st.text(), st.integers(1, 30))
def test_any_text_becomes_a_number_that_can_be_asked_for(text, length):
    number = as_order_id(text, length)
    assert len(number) <= length
    assert not number or is_order_id(number)


@given(st.from_regex(r"\A[A-Za-z0-9_]([A-Za-z0-9_-]{0,28}[A-Za-z0-9_])?\Z").filter(lambda text: "--" not in text))
def test_a_number_that_fits_stays_as_it_is(number):
    assert as_order_id(number) == number
