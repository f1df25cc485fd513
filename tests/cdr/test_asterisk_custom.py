"""Asterisk's cdr_custom: what a real one wrote as CSV and as JSON."""

import json

import pytest
from cdr import Call, FileRefused
from cdr_samples import DATA, calls, hostile, one, read, refusal, utc
from hypothesis import given, settings
from hypothesis import strategies as st

CSV = (DATA / "asterisk22_cdr_custom.csv").read_bytes()
JSON = (DATA / "asterisk22_cdr_custom.json").read_bytes()
FIRST = JSON.splitlines()[0].decode()


def changed(**values: object) -> str:
    return json.dumps(json.loads(FIRST) | values)


@pytest.mark.parametrize(("dialect", "data"), [("asterisk_custom_csv", CSV), ("asterisk_custom_json", JSON)])
def test_a_real_file_is_read(dialect: str, data: bytes) -> None:
    told = [(call.a_number, call.b_number, call.account_code, call.talk_seconds) for call in calls(dialect, data)]
    assert told == [
        ("46812345678", "46701110001", "acme", 3),
        ("46812345678", "46701110003", "acme", 3),
        ("46812345678", "46701110003", "acme", 6),
    ]


def test_both_forms_give_the_same_call() -> None:
    assert one("asterisk_custom_json", FIRST)[2:] == Call(
        1, "", "1795318789.0/0", "46812345678", "46701110001", "acme", utc("2026-11-22 04:39:49"), 4, 3, "answered",
        "answer",
    )[2:]  # fmt: skip
    assert one("asterisk_custom_csv", CSV.splitlines()[0]).trunk == "answer"


@pytest.mark.parametrize(("dialect", "data"), [("asterisk_custom_csv", CSV), ("asterisk_custom_json", JSON)])
def test_a_transfer_by_the_callee_gives_two_calls_with_one_unique_id(dialect: str, data: bytes) -> None:
    _first, before, after = (call.identity for call in calls(dialect, data))
    assert before.split("/")[0] == after.split("/")[0]
    assert before != after


@pytest.mark.parametrize(
    ("values", "reason"),
    [({}, "inner_leg"), ({"linkedid": "1795318789.9"}, "inner_leg"), ({"linkedid": "1795318789.0"}, "answered")],
)
def test_the_inner_leg_of_a_local_channel_is_ignored(values: dict[str, str], reason: str) -> None:
    [outcome] = read("asterisk_custom_json", changed(channel="Local/1@route-01;2", **values))
    assert (outcome.outcome if isinstance(outcome, Call) else outcome.reason) == reason


def test_a_denied_call_is_told() -> None:
    denied = changed(billsec=0, lastapp="Hangup", lastdata="21", disposition="NO ANSWER")
    assert one("asterisk_custom_json", denied).outcome == "denied"


@pytest.mark.parametrize(("epoch", "hour"), [(1792888778, 0), (1792892378, 1)])
def test_the_hour_that_comes_twice_is_told_by_the_unique_id(epoch: int, hour: int) -> None:
    row = changed(start="2026-10-25 02:39:38", uniqueid=f"{epoch}.1")
    assert one("asterisk_custom_json", row, "Europe/Stockholm").started_at == utc(f"2026-10-25 0{hour}:39:38")


@pytest.mark.parametrize(
    ("row", "reason", "field"),
    [
        (changed(billsec=-3), "seconds", "billsec"),
        (changed(billsec=3.5), "seconds", "billsec"),
        (changed(billsec=True), "json", "billsec"),
        (changed(billsec=None), "seconds", "billsec"),
        (changed(duration=367 * 86_400), "seconds", "duration"),
        (changed(start="2026-11-24 04:39:49"), "future", "start"),
        (changed(start="soon"), "date", "start"),
        (changed(disposition="MAYBE"), "disposition", "disposition"),
        (changed(uniqueid="", channel=""), "identity", "uniqueid"),
        (changed(uniqueid="1" * 500), "identity", "uniqueid"),
        (changed(accountcode="ac\x00me"), "control", "accountcode"),
        (changed(accountcode="ac\ud800me"), "control", "accountcode"),
        (FIRST.replace("src", "source"), "missing", "src"),
        (FIRST[:-1], "json", ""),
        ("[" * 50_000, "json", ""),
        ("9" * 5_000, "json", ""),
        ("[]", "json", ""),
        ("null", "json", ""),
    ],
)
def test_what_cannot_be_read_as_json_is_refused(row: str, reason: str, field: str) -> None:
    assert refusal("asterisk_custom_json", f"{FIRST}\n{row}\n{changed(sequence=9)}") == (reason, field)


@pytest.mark.parametrize(
    ("old", "new", "reason", "field"),
    [
        ('"4","3"', '"4","-3"', "seconds", "billsec"),
        ('"ok",0', '"ok"', "columns", ""),
        ('"route"', '"ro"ute"', "quoting", ""),
        ("acme", "ac\x01me", "control", ""),
    ],
)
def test_what_cannot_be_read_as_csv_is_refused(old: str, new: str, reason: str, field: str) -> None:
    row = CSV.splitlines()[0].decode()
    assert refusal("asterisk_custom_csv", f"{row}\n{row.replace(old, new)}") == (reason, field)


@pytest.mark.parametrize(
    ("dialect", "data", "reason"),
    [
        ("asterisk_custom_csv", b"", "empty"),
        ("asterisk_custom_csv", b"a,b,c", "columns"),
        ("asterisk_custom_csv", b"PK\x03\x04", "binary"),
        ("asterisk_custom_json", b"\n", "empty"),
        ("asterisk_custom_json", CSV, "form"),
    ],
)
def test_a_file_of_another_kind_is_turned_away(dialect: str, data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(dialect, data)
    assert refused.value.reason == reason


@settings(max_examples=200)
@given(st.data())
def test_hostile_files_never_crash(data: st.DataObject) -> None:
    read("asterisk_custom_csv", data.draw(hostile(CSV)))
    read("asterisk_custom_json", data.draw(hostile(JSON)))
