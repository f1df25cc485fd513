"""What the gateway's API is asked, and what its replies mean."""

import json
from decimal import Decimal

import pytest
from ccavenue import (
    Refund,
    Refused,
    Status,
    Unfit,
    Unreadable,
    decrypt,
    encrypt,
    form,
    read_refund,
    read_reply,
    read_status,
    refund_request,
    status_request,
)
from hypothesis import given
from hypothesis import strategies as st

KEY = "1234567890ABCDEF1234567890ABCDEF"
#: as the API guide shows it, shortened
SAID = {
    "reference_no": "204000163469",
    "order_no": "66068092",
    "order_currncy": "INR",
    "order_amt": 1.0,
    "order_bill_name": "Åsa & Söner",
    "order_status": "Successful",
    "order_card_name": "MasterCard",
    "order_bank_response": "Transaction Successful",
    "order_option_type": "OPTCRDC",
    "error_desc": "",
    "status": 0,
    "error_code": "",
}
EXPECTED = Status(
    "66068092", "204000163469", "Successful", Decimal(1), "INR", "OPTCRDC", "MasterCard", "Transaction Successful"
)


def reply(document, key=KEY):
    return f"status=0&enc_response={encrypt(key, json.dumps(document))}"


def status(**changes):
    return read_status(read_reply(reply(SAID | changes), KEY))


def test_a_question_is_a_form_with_a_hidden_document():
    fields = form("orderStatusTracker", status_request("INV-7", "109"), "AVXX", KEY)
    assert json.loads(decrypt(KEY, fields.pop("enc_request"))) == {"order_no": "INV-7", "reference_no": "109"}
    assert fields == {
        "access_code": "AVXX",
        "command": "orderStatusTracker",
        "request_type": "JSON",
        "response_type": "JSON",
        "version": "1.2",
    }


def test_without_a_tracking_id_the_order_is_asked_for():
    assert status_request("INV-7") == {"order_no": "INV-7"}


def test_a_refund_names_the_payment_the_amount_and_our_number():
    document = {"reference_no": "109", "refund_amount": "12.50", "refund_ref_no": "R-INV-7"}
    assert refund_request("109", Decimal("12.5"), "R-INV-7") == document
    with pytest.raises(Unfit):
        refund_request("109", Decimal(0), "R-INV-7")


@pytest.mark.parametrize(
    "body",
    [
        reply(SAID),
        f"  {reply(SAID)}\r\n",
        f"{reply(SAID)}\r\n&enc_error_code=",
        reply({"Order_Status_Result": SAID}),
        json.dumps({"status": "0", "enc_response": encrypt(KEY, json.dumps(SAID))}),
        json.dumps({"status": 0, "enc_response": encrypt(KEY, json.dumps(SAID))}),
    ],
)
def test_a_reply_is_read_in_each_form_that_was_seen(body):
    assert read_status(read_reply(body, KEY)) == EXPECTED


@pytest.mark.parametrize(
    ("said", "amount"),
    [(1.0, "1.00"), (10000000.0, "10000000"), (1234.5, "1234.50"), (0.1, "0.10"), (7, "7"), ("12.34", "12.34")],
)
def test_an_amount_is_what_was_written(said, amount):
    assert status(order_amt=said).amount == Decimal(amount)


def test_a_large_amount_as_java_writes_it():
    body = json.dumps(SAID).replace('"order_amt": 1.0', '"order_amt": 1.234567891E7')
    assert read_status(read_reply(f"status=0&enc_response={encrypt(KEY, body)}", KEY)).amount == Decimal("12345678.91")


def test_the_currency_has_had_several_names():
    for name in ("order_currency", "order_curr"):
        assert status(order_currncy="", **{name: "inr "}).currency == "INR"


@pytest.mark.parametrize(
    "changes", [{"order_amt": ""}, {"order_amt": -1}, {"order_amt": None}, {"order_amt": "1e999"}, {"order_no": ""}]
)
def test_a_reply_without_order_or_amount_is_unreadable(changes):
    with pytest.raises(Unreadable):
        status(**changes)


@pytest.mark.parametrize(
    "document",
    [
        {"status": 1, "error_code": "51419", "error_desc": "Order_status_tracker: No records found"},
        {"status": "1", "error_desc": "No record found"},
        {"error_code": "51419", "error_desc": ""},
    ],
)
def test_an_unknown_order_is_told_from_other_refusals(document):
    with pytest.raises(Refused) as caught:
        read_status(read_reply(reply(document), KEY))
    assert caught.value.is_unknown_order


def test_a_refusal_says_why():
    with pytest.raises(Refused, match=r"Order List: Invalid Parameter \(51313\)") as caught:
        read_status({"status": "1", "error_code": "51313", "error_desc": "Order List: Invalid Parameter"})
    assert not caught.value.is_unknown_order


def test_a_refusal_of_the_whole_call_is_in_plain_words():
    with pytest.raises(Refused) as caught:
        read_reply("status=1&enc_response=Access_code:+Invalid+Parameter&enc_error_code=51407", KEY)
    assert (caught.value.code, caught.value.reason) == ("51407", "Access_code: Invalid Parameter")
    with pytest.raises(Refused, match="address & port"):
        read_reply("status=1&enc_response=Unknown address & port", KEY)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html>Service unavailable</html>",
        "status=0",
        "status=0&enc_response=",
        "status=0&enc_response=nothexatall",
        "enc_response=00",
        "{",
        "{}",
        "[]",
        '{"status": "0"}',
        '{"status": {}, "enc_response": []}',
        reply(SAID)[:-4],
        reply(SAID, key="another"),
        reply([SAID]),
        reply("text"),
        reply(None),
        f"status=0&enc_response={encrypt(KEY, 'no JSON')}",
        f"status=0&enc_response={encrypt(KEY, '[' * 40_000)}",
    ],
)
def test_what_is_no_reply_is_unreadable(body):
    with pytest.raises(Unreadable):
        read_reply(body, KEY)


LEAVES = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9)
JSON = LEAVES | st.lists(LEAVES, max_size=2) | st.dictionaries(st.sampled_from([*SAID]), LEAVES, max_size=4)


@given(st.dictionaries(st.sampled_from([*SAID, "Order_Status_Result", "refund_status", "reason"]), JSON))
def test_no_document_does_anything_else(document):
    for read in (read_status, read_refund):
        try:
            read(read_reply(reply(document), KEY))
        except (Unreadable, Refused):
            continue


@given(st.text())
def test_no_body_does_anything_else(body):
    for text in (body, f"status=0&enc_response={body}"):
        with pytest.raises((Unreadable, Refused)):
            read_reply(text, KEY)


@pytest.mark.parametrize(
    ("document", "refund"),
    [
        ({"refund_status": 0, "reason": ""}, Refund(True, "", "")),
        ({"Refund_Order_Result": {"refund_status": "0"}}, Refund(True, "", "")),
        ({"refund_status": 1, "reason": "Amount"}, Refund(False, "", "Amount")),
        ({"status": "1", "error_code": "52020", "error_desc": "Too much"}, Refund(False, "52020", "Too much")),
    ],
)
def test_a_refund_was_taken_or_not(document, refund):
    assert read_refund(read_reply(reply(document), KEY)) == refund


def test_a_reply_that_does_not_say_whether_money_moved_is_unreadable():
    for document in ({}, {"status": "0"}):
        with pytest.raises(Unreadable):
            read_refund(document)
