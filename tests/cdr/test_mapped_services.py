"""Rows of a described file that are texts, sessions of data, or working time."""

from typing import Any

import pytest
from cdr import Call, MappedCsv, MappingError, Refused
from cdr_samples import calls, one, read, refusal

COLUMNS = {"start": "Time", "a_number": "From", "b_number": "To", "talk": "Length"}
WORDS = {"voice": ["call"], "message": ["SMS", "text"], "data": ["data"]}
MIXED: dict[str, Any] = {
    "columns": COLUMNS | {"service": "Kind", "quantity": "Much"},
    "services": WORDS,
    "volume": "megabytes",
    "decimal": ",",
    "delimiter": ";",
}
HEADING = "Time;From;To;Length;Kind;Much"
TEXTS = {"columns": {"start": 1, "a_number": 2, "b_number": 3}, "header": False, "service": "message"}


def test_each_row_is_what_its_word_says() -> None:
    rows = [
        "2026-11-22 03:00:00;46812345678;46701110001;61;Call;",
        "2026-11-22 03:01:00;46812345678;46701110001;;sms;3",
        "2026-11-22 03:02:00;46812345678;46701110001;;TEXT;",
        "2026-11-22 03:03:00;46812345678;internet;3600;data;2,5000001",
    ]
    _heading, *found = read(MappedCsv(MIXED), "\n".join((HEADING, *rows)))
    assert all(isinstance(call, Call) for call in found)
    assert [(call.service, call.quantity, call.talk_seconds) for call in found] == [
        *(("voice", None, 61), ("message", 3, 0), ("message", 1, 0), ("data", 2_500_001, 3600))
    ]
    assert {call.outcome for call in found} == {"answered"}
    assert len({call.identity for call in found}) == 4


def test_all_rows_may_be_texts_and_need_no_length() -> None:
    call = one(MappedCsv(TEXTS), "2026-11-22 03:00:00,46812345678,46701110001")
    assert (call.service, call.quantity, call.talk_seconds, call.outcome) == ("message", 1, 0, "answered")


def test_nothing_was_sent_where_the_quantity_is_none() -> None:
    mapping = TEXTS | {"columns": TEXTS["columns"] | {"quantity": 4}, "service": "data"}
    row = "2026-11-22 03:00:00,46812345678,46701110001"
    assert [call.outcome for call in calls(MappedCsv(mapping), f"{row},0\n{row},4294967296")] == [
        *("no_answer", "answered")
    ]


@pytest.mark.parametrize(
    ("kind", "much", "fault"),
    [
        ("fax", "1", ("service", "service")),
        ("sms", "one", ("number", "quantity")),
        ("sms", "1,5", ("number", "quantity")),
        ("data", "", ("number", "quantity")),
        ("data", "-1", ("number", "quantity")),
        ("data", "9" * 15, ("number", "quantity")),
        ("call", "1", ("seconds", "talk")),
    ],
)
def test_what_a_row_does_not_say_is_told_by_field(kind: str, much: str, fault: tuple[str, str]) -> None:
    row = f"2026-11-22 03:00:00;46812345678;46701110001;;{kind};{much}"
    assert refusal(MappedCsv(MIXED), f"{HEADING}\n{row}") == fault


@pytest.mark.parametrize(
    ("changes", "key", "reason"),
    [
        ({"service": "fax"}, "service", "value"),
        ({"services": {"fax": ["x"]}}, "services.fax", "unknown"),
        ({"services": {"message": "sms"}}, "services.message", "value"),
        ({"services": {}}, "services", "value"),
        ({"services": ["sms"]}, "services", "value"),
        ({"volume": "gigabytes"}, "volume", "value"),
        ({"columns": COLUMNS | {"service": "Kind"}}, "columns.quantity", "missing"),
        (
            {"columns": {"start": 1, "a_number": 2, "b_number": 3, "service": 4, "quantity": 5}},
            "columns.talk",
            "missing",
        ),
        ({"columns": COLUMNS}, "services", "value"),
    ],
)
def test_a_description_that_cannot_be_meant_is_refused(changes: dict[str, Any], key: str, reason: str) -> None:
    with pytest.raises(MappingError) as refused:
        MappedCsv(MIXED | changes)
    assert (refused.value.key, refused.value.reason) == (key, reason)


def test_rows_after_a_bad_one_are_read() -> None:
    rows = [
        f"2026-11-22 03:0{minute}:00;46812345678;46701110001;;{kind};1" for minute, kind in enumerate(("fax", "sms"))
    ]
    refused, text = read(MappedCsv(MIXED), "\n".join((HEADING, *rows)))[1:]
    assert isinstance(refused, Refused) and not isinstance(text, Refused)
