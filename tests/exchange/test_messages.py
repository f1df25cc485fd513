"""Messages of a service: the good ones as facts, the others with line, field and reason."""

import base64
import csv
import doctest
import io
import json
from datetime import date

import pytest
from exchange import Document, Unreadable, as_csv, as_json, inbound, outbound, read_csv, read_json, sie_text, signature
from hypothesis import given
from hypothesis import strategies as st

PAYMENT = {"type": "payment", "id": "p1", "invoice": "INV/1", "amount": "12.5", "currency": "SEK", "date": "2026-11-22"}


def one(**changes):
    given_fields = {name: value for name, value in (PAYMENT | changes).items() if value is not None}
    [received] = read_json(json.dumps(given_fields).encode())
    return received


def test_a_payment():
    message = one(reference="OCR 7").message
    assert (message.kind, message.key, message.invoice, message.amount) == ("payment", "p1", "INV/1", 12_500_000)
    assert (message.currency, message.day, message.reference) == ("SEK", date(2026, 11, 22), "OCR 7")


@pytest.mark.parametrize("amount", ["0.1", 0.1, 1, "999999999999.999999"])
def test_amounts_are_never_floats(amount):
    assert outbound.decimal(one(amount=amount).message.amount).rstrip("0").rstrip(".") == str(amount)


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"type": "refund"}, "type", "kind"),
        ({"type": None}, "type", "missing"),
        ({"id": None}, "id", "missing"),
        ({"id": " \t"}, "id", "form"),
        ({"invoice": ["x"]}, "invoice", "form"),
        ({"invoice": "a\x00b"}, "invoice", "form"),
        ({"invoice": "x" * 201}, "invoice", "long"),
        ({"amount": "12,50"}, "amount", "amount"),
        ({"amount": "1e9"}, "amount", "amount"),
        ({"amount": float("nan")}, "amount", "amount"),
        ({"amount": "1.1234567"}, "amount", "amount"),
        ({"amount": "٣"}, "amount", "amount"),
        ({"amount": "-1"}, "amount", "sign"),
        ({"amount": 0}, "amount", "sign"),
        ({"currency": "kr"}, "currency", "currency"),
        ({"date": "2026-02-30"}, "date", "date"),
        ({"date": "20261122"}, "date", "date"),
        ({"fee": "5"}, "fee", "unknown"),
        ({"type": "reminder", "amount": None, "level": "high"}, "level", "level"),
        ({"type": "reminder", "amount": None, "fee": "-5"}, "fee", "sign"),
    ],
)
def test_what_is_wrong_is_told_with_its_field(changes, field, reason):
    received = one(**changes)
    assert received.message is None
    assert [(fault.line, fault.field, fault.reason) for fault in received.faults] == [(1, field, reason)]
    assert reason in inbound.FAULTS


def test_a_bad_message_among_good_ones_is_told_by_its_place():
    body = json.dumps({"messages": [PAYMENT, 7, PAYMENT | {"id": "p2"}]}).encode()
    assert [(received.line, bool(received.message)) for received in read_json(body)] == [
        (1, True),
        (2, False),
        (3, True),
    ]


def test_a_list_of_balances_is_one_message_in_json_and_in_csv():
    items = [
        {"invoice": "INV/1", "amount": "10", "currency": "SEK"},
        {"invoice": "RINV/1", "amount": "-2.5", "currency": "SEK"},
    ]
    [told] = read_json(json.dumps({"type": "balances", "id": "b1", "date": "2026-11-22", "items": items}).encode())
    table = "type;id;date;invoice;amount;currency\r\nbalances;b1;2026-11-22;INV/1;10;SEK\r\n" \
        "payment;p1;2026-11-22;INV/1;1;SEK\r\nbalances;b1;2026-11-22;RINV/1;-2.5;SEK\r\n"  # fmt: skip
    first, second = read_csv(table.encode())
    assert first.message == told.message
    assert [item.amount for item in told.message.items] == [10_000_000, -2_500_000]
    assert (second.line, second.message.kind) == (3, "payment")


def test_an_item_that_is_wrong_spoils_its_list():
    items = [{"invoice": "a", "amount": "x", "currency": "SEK"}, 3]
    [told] = read_json(json.dumps({"type": "balances", "id": "b", "date": "2026-11-22", "items": items}).encode())
    assert [(fault.field, fault.reason) for fault in told.faults] == [
        ("items[1].amount", "amount"),
        ("items[2]", "form"),
    ]


def test_csv_with_commas_a_mark_at_its_beginning_and_quotes():
    body = '\ufefftype,id,invoice,amount,currency,date,text\n\npayment,p1,INV/1,12.5,SEK,2026-11-22,"a, b"\n'.encode()
    [received] = read_csv(body)
    assert (received.line, received.message.text, received.message.amount) == (3, "a, b", 12_500_000)


def test_a_line_with_too_many_columns_stands_alone():
    [bad, good] = read_csv(b"type;id;invoice;date\npayment;a;b;c;d\nreminder;r1;INV/1;2026-11-22\n")
    assert [(fault.line, fault.reason) for fault in bad.faults] == [(2, "form")]
    assert good.message.kind == "reminder"


@pytest.mark.parametrize(
    ("read", "body", "reason"),
    [
        (read_json, b"", "json"),
        (read_json, b"\xff", "json"),
        (read_json, b"[" * 100_000, "json"),
        (read_json, b"7", "json"),
        (read_json, b"[]", "empty"),
        (read_json, b"[" + b"1," * 10_000 + b"1]", "many"),
        (read_csv, b"", "columns"),
        (read_csv, b"a;b\n1;2", "columns"),
        (read_csv, b"type;id;id\n", "columns"),
        (read_csv, b"type;id\n", "empty"),
        (read_csv, b"\xff\xfe", "encoding"),
        (read_csv, b'type;id\n"' + b"x" * 200_000, "columns"),
    ],
)
def test_what_is_no_list_of_messages_is_not_read(read, body, reason):
    with pytest.raises(Unreadable) as caught:
        read(body)
    assert caught.value.reason == reason


NAMES = st.sampled_from(["type", "id", "amount", "items", "date", "level", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(st.characters()) | st.sampled_from(["payment", "balances"]),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
)


@given(JSON)
def test_no_document_breaks_the_reader(document):
    try:
        found = read_json(json.dumps(document).encode())
    except Unreadable:
        return
    assert all(bool(received.message) != bool(received.faults) for received in found)
    # all of it can be kept in a database
    told = [text for received in found for text in (*received.fields, *received.fields.values())]
    told += [text for received in found for fault in received.faults for text in (fault.field, fault.value)]
    assert "\0" not in "".join(told).encode().decode()


def test_half_a_letter_and_control_characters_can_be_kept():
    [received] = read_json(b'{"type": "payment", "id": "\\ud800", "\\u0000": {"a": "\\ud800\\u0000"}}')
    assert received.message is None
    assert list(received.fields)[2] == "\N{REPLACEMENT CHARACTER}"
    assert str(received).encode()


@given(st.binary(max_size=60))
def test_no_table_breaks_the_reader(rest):
    try:
        found = read_csv(b"type;id;invoice;amount;currency;date\n" + rest)
    except Unreadable:
        return
    assert all(bool(received.message) != bool(received.faults) for received in found)


DOCUMENT = Document(
    key="7-1",
    kind="invoice",
    number="INV/2026/00001",
    day=date(2026, 11, 1),
    due=date(2026, 12, 1),
    customer="Räk\nsmörgås; AB",
    customer_number="C7",
    currency="SEK",
    total=125_000_000,
    unpaid=125_000_000,
    reference="1234",
    credited="",
    ubl=("1.xml", b"<a/>"),
    pdf=("1.pdf", b"%PDF"),
)


def test_a_document_for_a_webhook_has_its_files():
    told = json.loads(as_json(DOCUMENT))
    assert (told["key"], told["total"], told["due_date"]) == ("7-1", "125.00", "2026-12-01")
    assert [base64.b64decode(told[name]["content"]) for name in ("ubl", "pdf")] == [b"<a/>", b"%PDF"]
    assert as_json(DOCUMENT) == as_json(DOCUMENT)


def test_a_document_for_a_folder_is_a_line_that_names_its_files():
    [line] = csv.DictReader(io.StringIO(as_csv(DOCUMENT).decode(), newline=""), delimiter=";")
    assert tuple(line) == outbound.COLUMNS
    assert (line["customer"], line["ubl"], line["pdf"], line["open"]) == ("Räk smörgås; AB", "1.xml", "1.pdf", "125.00")


@pytest.mark.parametrize("module", [outbound, sie_text, signature])
def test_examples_in_the_texts_are_true(module):
    result = doctest.testmod(module)
    assert result.failed == 0
    assert result.attempted
