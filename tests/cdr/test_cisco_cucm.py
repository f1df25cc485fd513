"""Cisco CUCM: two lines of headings, columns by name, several records of one call."""

import pytest
from cdr import Call, FileRefused, Ignored, Refused
from cdr_samples import detected, hostile, one, read, refusal, utc
from hypothesis import given, settings

CALL = {
    "cdrRecordType": "1",
    "globalCallID_callManagerId": "1",
    "globalCallID_callId": "4711",
    "origIpAddr": "-1139627840",
    "dateTimeOrigination": "1795317772",
    "callingPartyNumber": '"46812345678"',
    "origCause_value": "0",
    "originalCalledPartyNumber": '"46701110000"',
    "finalCalledPartyNumber": '"46701110001"',
    "destCause_value": "16",
    "dateTimeConnect": "1795317775",
    "dateTimeDisconnect": "1795317843",
    "pkid": '"9a6bd6e0-4d3c-4a5a-9d2c-1f4c3e5b7a91"',
    "duration": "68",
    "origDeviceName": '"SEP001122334455"',
    "destDeviceName": '"trunk, telia"',
    "comment": '""',
    "clientMatterCode": '"acme"',
    "huntPilotDN": '"8000"',
}
NAMES = ",".join(f'"{name}"' for name in CALL)
TYPES = ",".join("INTEGER" if value.lstrip("-").isdigit() else "VARCHAR(50)" for value in CALL.values())


def row(**values: str) -> str:
    return ",".join((CALL | values).values())


def file(*rows: str) -> str:
    return "\n".join((NAMES, TYPES, *rows))


SAMPLE = file(row(), row(pkid='"2"', dateTimeConnect="0", duration="0"), row(cdrRecordType="2"))


def test_a_call_is_read_by_the_names_of_its_columns() -> None:
    call = one("cisco_cucm", file(row()))
    assert call[2:] == Call(
        3, "", "9a6bd6e0-4d3c-4a5a-9d2c-1f4c3e5b7a91", "46812345678", "46701110001", "acme",
        utc("2026-11-22 03:22:52"), 71, 68, "answered", "trunk, telia", queue="8000",
    )[2:]  # fmt: skip


def test_headings_are_ignored_wherever_files_were_joined() -> None:
    outcomes = read("cisco_cucm", file(row()) + "\n" + file(row(pkid="2")))
    assert [outcome.line for outcome in outcomes if isinstance(outcome, Ignored)] == [1, 2, 4, 5]
    assert {outcome.reason for outcome in outcomes if isinstance(outcome, Ignored)} == {"header"}
    assert sum(isinstance(outcome, Call) for outcome in outcomes) == 2


def test_another_version_s_columns_may_follow_in_the_same_file() -> None:
    newer = f"newColumn,{NAMES}\nINTEGER,{TYPES}\n9,{row(pkid='2')}"
    told = [outcome for outcome in read("cisco_cucm", file(row()) + "\n" + newer) if isinstance(outcome, Call)]
    assert [(call.identity[:2], call.talk_seconds) for call in told] == [("9a", 68), ("2", 68)]


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({}, "no_answer"),
        ({"destCause_value": "17"}, "busy"),
        ({"destCause_value": "0", "origCause_value": "17"}, "busy"),
        ({"destCause_value": "0", "origCause_value": "0"}, "no_answer"),
        ({"destCause_value": "1"}, "failed"),
        ({"destCause_value": "393216"}, "failed"),
    ],
)
def test_without_a_time_of_connection_nothing_is_billed(values: dict[str, str], outcome: str) -> None:
    call = one("cisco_cucm", file(row(dateTimeConnect="0", duration="5", **values)))
    assert (call.outcome, call.talk_seconds, call.duration) == (outcome, 0, 71)


def test_a_call_that_was_not_forwarded_has_the_number_dialled() -> None:
    assert one("cisco_cucm", file(row(finalCalledPartyNumber='""'))).b_number == "46701110000"


def test_a_line_of_empty_cells_is_no_heading() -> None:
    assert refusal("cisco_cucm", file(row(), "," * (len(CALL) - 1))) == ("identity", "pkid")


def test_a_heading_with_control_characters_is_none() -> None:
    assert refusal("cisco_cucm", file(row(), f"{NAMES}\r,x")) == ("control", "")


def test_records_of_quality_are_ignored() -> None:
    outcome = read("cisco_cucm", file(row(cdrRecordType="2")))[-1]
    assert isinstance(outcome, Ignored) and outcome.reason == "not_a_call"


@pytest.mark.parametrize(
    ("values", "reason", "field"),
    [
        ({"duration": "-1"}, "seconds", "duration"),
        ({"duration": str(367 * 86_400)}, "seconds", "duration"),
        ({"dateTimeDisconnect": "1895317843"}, "seconds", "dateTimeDisconnect"),
        ({"dateTimeOrigination": "0"}, "date", "dateTimeOrigination"),
        ({"dateTimeOrigination": "1795999999", "dateTimeDisconnect": "1795999999"}, "future", "dateTimeOrigination"),
        ({"dateTimeOrigination": "soon"}, "date", "dateTimeOrigination"),
        ({"dateTimeConnect": "99999999999999"}, "date", "dateTimeConnect"),
        ({"pkid": '""'}, "identity", "pkid"),
        ({"comment": '"a"b"'}, "quoting", ""),
        ({"comment": "a,b"}, "columns", ""),
        ({"comment": "\x01"}, "control", ""),
    ],
)
def test_what_cannot_be_read_is_refused(values: dict[str, str], reason: str, field: str) -> None:
    outcomes = read("cisco_cucm", file(row(), row(**values), row(pkid="3")))
    found = [(item.line, item.reason, item.field) for item in outcomes if isinstance(item, Refused)]
    assert found == [(4, reason, field)]


@pytest.mark.parametrize(
    ("data", "reason", "found"),
    [
        ("", "empty", ""),
        (row(), "header", "pkid"),
        (NAMES.replace('"pkid"', '"key"'), "header", "pkid"),
        ("\0", "binary", ""),
    ],
)
def test_a_file_of_another_kind_is_turned_away(data: str, reason: str, found: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read("cisco_cucm", data)
    assert refused.value.reason == reason
    assert found in refused.value.found


def test_it_is_recognised() -> None:
    assert detected(SAMPLE) == ["cisco_cucm"]


@settings(max_examples=300)
@given(hostile(SAMPLE.encode()))
def test_hostile_files_never_crash(data: bytes) -> None:
    read("cisco_cucm", data)
