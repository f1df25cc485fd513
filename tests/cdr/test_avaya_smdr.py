"""Avaya IP Office: the segments of a transferred call are one call, billed once and whole."""

import pytest
from cdr import Call, FileRefused, Ignored, Refused
from cdr_samples import calls, detected, hostile, one, read, utc
from hypothesis import given, settings

#: from AuthValid to External Targeted Number
REST = ",1,n/a" + "," * 11


def row(
    connected: str = "00:01:08",
    ring: str = "3",
    continuation: str = "0",
    call_id: str = "1000014160",
    start: str = "2026/11/22 03:22:52",
    internal: str = "0",
    **other: str,
) -> str:
    values = {"caller": "203", "direction": "O", "called": "46701110001", "account": "acme", "device": "E203"} | other
    head = (start, connected, ring, values["caller"], values["direction"], values["called"], values["called"])
    parties = (values["device"], "Eva, Ext 203".replace(",", ""), "T9001", "Line 1.1")
    return ",".join((*head, values["account"], internal, call_id, continuation, *parties, "0", "0")) + REST


ONE = row()
MOVED = (
    row("00:00:30", "3", "1"),
    row("00:00:10", "0", "1", call_id="7", caller="46812345678", direction="I", called="203"),
    row("00:00:00", "5", "1", device="E204", caller="9", called="8", account=""),
    row("00:00:38", "0", "0", device="E204", caller="9", called="8"),
)


def test_a_call_is_read() -> None:
    call = one("avaya_smdr", ONE)
    assert len(ONE.split(",")) == 30
    assert call[2:] == Call(
        1, "", "2026/11/22 03:22:52/1000014160", "203", "46701110001", "acme", utc("2026-11-22 03:22:52"), 71, 68,
        "answered", "T9001", agent="203",
    )[2:]  # fmt: skip


@pytest.mark.parametrize("columns", [30, 33, 37])
def test_releases_with_more_columns_are_read_and_recognised(columns: int) -> None:
    longer = ONE + "," * (columns - 30)
    assert one("avaya_smdr", longer).talk_seconds == 68
    assert detected(longer) == ["avaya_smdr"]


def test_the_segments_of_a_call_are_one_call_with_the_sum_of_their_seconds() -> None:
    outcomes = read("avaya_smdr", "\n".join(MOVED))
    call, other = outcomes
    assert isinstance(call, Call) and isinstance(other, Refused)
    assert (call.line, call.lines, call.talk_seconds, call.duration) == (1, 3, 68, 76)
    assert (call.a_number, call.b_number, call.account_code) == ("203", "46701110001", "acme")
    assert (other.line, other.reason, other.value, other.lines) == (2, "unfinished", "7", 1)


def test_the_same_call_in_a_file_sent_again_has_the_same_key() -> None:
    told = [item for item in read("avaya_smdr", "\n".join(MOVED * 2)) if isinstance(item, Call)]
    assert [(call.identity, call.talk_seconds) for call in told] == [(told[0].identity, 68)] * 2


def test_a_segment_repeated_word_for_word_counts_once() -> None:
    first, _other, _ringing, last = MOVED
    ignored, call = read("avaya_smdr", "\n".join((first, first, last)))
    assert isinstance(ignored, Ignored) and ignored.reason == "repeated"
    assert isinstance(call, Call) and call.talk_seconds == 68


def test_part_of_a_call_is_never_billed() -> None:
    first, _other, _ringing, last = MOVED
    outcomes = read("avaya_smdr", "\n".join((first, last.replace("00:00:38", "half"), ONE)))
    assert [type(outcome) for outcome in outcomes] == [Refused, Call]
    assert (outcomes[0].reason, outcomes[0].lines) == ("seconds", 2)  # type: ignore[union-attr]


def test_an_internal_call_is_ignored_unless_a_segment_went_outside() -> None:
    [ignored] = read("avaya_smdr", row(continuation="1", internal="1") + "\n" + row(internal="1"))
    assert isinstance(ignored, Ignored) and (ignored.reason, ignored.lines) == ("internal", 2)
    call = one("avaya_smdr", row("00:00:20", continuation="1", internal="1") + "\n" + row("00:00:05", "0"))
    assert (call.talk_seconds, call.duration) == (5, 28)


def test_a_call_in_has_no_trunk_out_and_one_without_connection_was_not_answered() -> None:
    call = one("avaya_smdr", row("00:00:00", "20", direction="I", caller="46812345678", called="203"))
    assert (call.trunk, call.agent, call.outcome, call.duration) == ("", "203", "no_answer", 20)


def test_a_heading_is_ignored() -> None:
    heading = "Call Start,Connected Time" + "," * 28
    ignored, call = read("avaya_smdr", f"{heading}\n{ONE}")
    assert isinstance(ignored, Ignored) and isinstance(call, Call)


def test_the_hour_that_comes_twice_is_told_by_the_order_of_the_file() -> None:
    rows = [row(call_id=str(n), start=f"2026/10/25 02:{m}:00") for n, m in enumerate((10, 50, 10, 50))]
    told = calls("avaya_smdr", "\n".join(rows), "Europe/Stockholm")
    assert [f"{call.started_at:%H:%M}" for call in told] == ["00:10", "00:50", "01:10", "01:50"]


@pytest.mark.parametrize(
    ("bad", "reason", "field"),
    [
        (row("-00:00:05"), "seconds", "connected_time"),
        (row("9999:00:00"), "seconds", "connected_time"),
        (row(ring="-1"), "seconds", "ring_time"),
        (row(start="2026/11/22"), "date", "call_start"),
        (row(start="2026/11/24 03:22:52"), "future", "call_start"),
        (row(call_id=""), "identity", "call_id"),
        (row(continuation="2"), "form", "continuation"),
        (row(internal=""), "form", "is_internal"),
        (row(direction="X"), "form", "direction"),
        (row()[:-6], "columns", ""),
        (row(account="\x02"), "control", ""),
    ],
)
def test_what_cannot_be_read_is_refused(bad: str, reason: str, field: str) -> None:
    outcomes = read("avaya_smdr", "\n".join((ONE, bad, row(call_id="2"))))
    found = [(item.line, item.reason, item.field) for item in outcomes if isinstance(item, Refused)]
    assert found == [(2, reason, field)]


def test_calls_that_never_end_are_given_up_oldest_first() -> None:
    rows = [row(continuation="1", call_id=str(number)) for number in range(60_000)]
    outcomes = read("avaya_smdr", "\n".join(rows))
    assert [outcome.line for outcome in outcomes] == list(range(1, 60_001))
    assert {outcome.reason for outcome in outcomes if isinstance(outcome, Refused)} == {"unfinished"}


@pytest.mark.parametrize(
    ("data", "reason"), [("", "empty"), ("a,b", "columns"), ("\0", "binary"), ("," * 99, "columns")]
)
def test_a_file_of_another_kind_is_turned_away(data: str, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read("avaya_smdr", data)
    assert refused.value.reason == reason


@settings(max_examples=300)
@given(hostile("\n".join((ONE, *MOVED)).encode()))
def test_hostile_files_never_crash(data: bytes) -> None:
    read("avaya_smdr", data)
