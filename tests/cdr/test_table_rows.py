"""Rows of a database's table of calls."""

import json

import pytest
from cdr import Call, FileRefused
from cdr_samples import detected, hostile, one, read, refusal, utc
from hypothesis import given, settings
from hypothesis import strategies as st

ROW = {
    "id": "8c1f/STANDARD",
    "a_number": "46812345678",
    "b_number": "46701110001",
    "start": "2026-11-22 03:22:52",
    "seconds": 68,
    "duration": 71,
    "disposition": "NORMAL_CLEARING [16]",
    "account": "acme",
    "trunk": "telia",
    "agent": "1001",
    "queue": "sales",
}


def row(**values: object) -> str:
    return json.dumps(ROW | values)


def test_a_row_is_a_call() -> None:
    assert one("table_rows", row())[2:] == Call(
        1, "", "8c1f/STANDARD", "46812345678", "46701110001", "acme", utc("2026-11-22 03:22:52"), 71, 68, "answered",
        "telia", agent="1001", queue="sales",
    )[2:]  # fmt: skip


@pytest.mark.parametrize(
    "start",
    ["2026-11-22 03:22:52", "2026-11-22 04:22:52+01:00", "2026-11-22T03:22:52.5+00:00", 1795317772, "1795317772.25"],
)
def test_a_moment_is_told_in_several_ways(start: object) -> None:
    assert one("table_rows", row(start=start)).started_at.replace(microsecond=0) == utc("2026-11-22 03:22:52")


def test_a_time_without_offset_is_the_source_s() -> None:
    assert one("table_rows", row(), "Europe/Stockholm").started_at == utc("2026-11-22 02:22:52")


@pytest.mark.parametrize(
    ("word", "seconds", "outcome"),
    [
        ("ANSWERED", 1, "answered"),
        ("NO ANSWER", 0, "no_answer"),
        ("BUSY", 0, "busy"),
        ("USER_BUSY [17]", 0, "busy"),
        ("ORIGINATOR_CANCEL", 0, "no_answer"),
        ("NO_ROUTE_DESTINATION [3]", 0, "failed"),
    ],
)
def test_words_of_either_switch_are_known(word: str, seconds: int, outcome: str) -> None:
    assert one("table_rows", row(disposition=word, seconds=seconds)).outcome == outcome


def test_the_other_leg_is_ignored() -> None:
    [ignored] = read("table_rows", row(inner=1))
    assert (ignored.reason, ignored.identity) == ("other_leg", "8c1f/STANDARD")


@pytest.mark.parametrize(
    ("values", "reason", "field"),
    [
        ({"id": None}, "identity", "id"),
        ({"start": "tomorrow"}, "date", "start"),
        ({"start": "99999999999"}, "future", "start"),
        ({"seconds": -1}, "seconds", "seconds"),
        ({"duration": "x"}, "seconds", "duration"),
        ({"disposition": "gone"}, "disposition", "hangup_cause"),
        ({"a_number": ["x"]}, "json", "a_number"),
    ],
)
def test_what_cannot_be_read_says_where(values: dict[str, object], reason: str, field: str) -> None:
    assert refusal("table_rows", row(**values))[:2] == (reason, field)


def test_a_row_that_lacks_a_name_is_refused() -> None:
    short = {name: value for name, value in ROW.items() if name != "seconds"}
    assert refusal("table_rows", json.dumps(short))[:2] == ("missing", "seconds")


@pytest.mark.parametrize("text", ["a,b", '{"uniqueid": 1}', "[]"])
def test_another_file_is_none(text: str) -> None:
    with pytest.raises(FileRefused):
        read("table_rows", text)


def test_it_is_told_from_other_dialects() -> None:
    assert detected(row()) == ["table_rows"]


@settings(max_examples=200)
@given(st.data())
def test_hostile_files_never_crash(data: st.DataObject) -> None:
    read("table_rows", data.draw(hostile(f"{row()}\n{row(inner=1)}".encode())))
