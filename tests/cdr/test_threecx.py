"""3CX: a line as a real one wrote it, its other forms, and what is wrong with the rest."""

import pytest
from cdr import FileRefused, Ignored, Refused
from cdr.threecx import ORDER, ThreeCx
from cdr_samples import calls, detected, hostile, one, read, utc
from hypothesis import given, settings

REAL = (
    "Call 612504,00000C21DE5C2470_6531,00:05:36,2023/09/19 13:33:54,2023/09/19 13:33:54,2023/09/19 13:39:31,"
    "TerminatedBySrc,+353861777149,Ext.960,10021,960,960,QFwdToDNA,Ext.504,504,,,,,"
    "Chain: +353861777149'Ext.960;Ext.963;Ext.509;Ext.504;"
)
OUT = (
    "612505,00000C21DE5C2471_6532,00:01:08,2026/11/22 03:22:52,2026/11/22 03:22:55,2026/11/22 03:24:03,"
    "TerminatedByDst,Ext.100,46701110001,100,10000,0701110001,,46701110001,10000,SPRING,,,,"
    "Chain: Ext.100;46701110001;,Extension,Line,Line,O'Neil, Bo,Telia,Telia,"
)
MISSED = OUT.replace("2026/11/22 03:22:55", "").replace("00:01:08", "00:00:20").replace("612505", "612506")


def test_a_real_line_is_read() -> None:
    call = one("threecx", REAL, "Europe/Dublin")
    assert call.identity == "612504/00000C21DE5C2470_6531"
    assert (call.a_number, call.b_number, call.agent, call.trunk) == ("+353861777149", "960", "504", "")
    assert (call.started_at, call.duration, call.talk_seconds) == (utc("2023-09-19 12:33:54"), 337, 336)
    assert call.outcome == "answered"


def test_a_call_out_has_a_trunk_an_account_and_an_extension() -> None:
    call = one("threecx", OUT)
    assert (call.a_number, call.b_number, call.trunk) == ("100", "46701110001", "10000")
    assert (call.account_code, call.agent, call.duration, call.talk_seconds) == ("SPRING", "100", 71, 68)


def test_it_is_recognised() -> None:
    assert detected(REAL) == detected(f"{OUT}\r\n{MISSED}") == ["threecx"]


@pytest.mark.parametrize(
    "changed",
    [
        OUT.replace("2026/11/22", "22/11/26"),
        OUT.replace("2026/11/22", "22/11/2026"),
        OUT.replace("2026/11/22", "2026-11-22"),
        OUT.replace("2026/11/22", "22.11.2026"),
        f"call  {OUT}\r",
        OUT.replace("00:01:08", "00:01:08.1234567"),
        OUT[: OUT.index(",Extension")],
    ],
)
def test_other_forms_tell_the_same(changed: str) -> None:
    assert one("threecx", changed)[2:] == one("threecx", OUT)[2:]


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [
        ("TerminatedBySrc", "no_answer"),
        ("src_participant_terminated", "no_answer"),
        ("Failed", "failed"),
        ("Busy", "busy"),
        ("line_busy", "busy"),
        ("rejected", "failed"),
        ("", "no_answer"),
    ],
)
def test_without_a_time_of_answer_nothing_is_billed(reason: str, outcome: str) -> None:
    call = one("threecx", MISSED.replace("TerminatedByDst", reason))
    assert (call.outcome, call.talk_seconds, call.duration) == (outcome, 0, 71)


def test_records_of_one_call_are_told_apart_by_their_history() -> None:
    both = calls("threecx", f"{OUT}\n{OUT.replace('612505', '612509')}")
    assert len({call.identity for call in both}) == 2


@pytest.mark.parametrize(("end", "kind"), [("Ext.200", Ignored), ("46702220002", None)])
def test_a_call_between_extensions_is_ignored_unless_it_ended_outside(end: str, kind: type | None) -> None:
    inside = OUT.replace("Ext.100,46701110001", "Ext.100,Ext.200").replace(",,46701110001,10000", f",,{end},10001")
    [outcome] = read("threecx", inside)
    if kind:
        assert isinstance(outcome, kind) and outcome.reason == "internal"
    else:
        assert (outcome.b_number, outcome.trunk) == ("46702220002", "10001")  # type: ignore[union-attr]


def test_a_forward_to_a_number_outside_is_priced_by_that_number() -> None:
    call = one("threecx", REAL.replace("Ext.504,504", "+353871234567,10022"))
    assert (call.b_number, call.trunk, call.agent) == ("+353871234567", "10022", "")


@pytest.mark.parametrize(
    ("start", "answer", "end", "started", "duration"),
    [
        ("02:59:38", "02:59:41", "02:00:49", "00:59:38", 71),
        ("02:59:58", "02:00:01", "02:01:09", "00:59:58", 71),
        ("02:59:50", "02:59:53", "03:01:01", "01:59:50", 71),
        ("02:10:00", "02:10:03", "02:11:11", "00:10:00", 71),
    ],
)
def test_the_hour_that_comes_twice(start: str, answer: str, end: str, started: str, duration: int) -> None:
    row = OUT.replace("2026/11/22", "2026/10/25")
    row = row.replace("03:22:52", start).replace("03:22:55", answer).replace("03:24:03", end)
    call = one("threecx", row, "Europe/Stockholm")
    assert (f"{call.started_at:%H:%M:%S}", call.duration) == (started, duration)


@pytest.mark.parametrize(
    ("old", "new", "reason", "field"),
    [
        ("00:01:08", "", "seconds", "duration"),
        ("00:01:08", "-00:01:08", "seconds", "duration"),
        ("00:01:08", "367.00:00:00", "seconds", "duration"),
        ("00:01:08", "68", "seconds", "duration"),
        ("2026/11/22 03:24:03", "2029/11/22 03:24:03", "seconds", "time-end"),
        ("2026/11/22 03:22:52", "2026/13/22 03:22:52", "date", "time-start"),
        ("2026/11/22 03:22:52", "", "date", "time-start"),
        ("2026/11/22 03:22:52", "2026/11/24 03:22:52", "future", "time-start"),
        ("2026/11/22 03:22:55", "then", "date", "time-answered"),
        ("612505", "", "identity", "historyid"),
        ("Ext.100", "Ext\x07.100", "control", ""),
        (",46701110001,100,10000,0701110001,,46701110001,10000,SPRING,,,,", ",", "columns", ""),
    ],
)
def test_what_cannot_be_read_is_refused(old: str, new: str, reason: str, field: str) -> None:
    outcomes = read("threecx", f"{MISSED}\n{OUT.replace(old, new)}\n{OUT.replace('612505', '9')}")
    found = [(item.line, item.reason, item.field) for item in outcomes if isinstance(item, Refused)]
    assert found == [(2, reason, field)]


def test_another_order_of_fields_can_be_told() -> None:
    order = ("time-start", "historyid", "to-no", "from-no", "duration", "time-answered")
    call = one(ThreeCx(order), "2026/11/22 03:22:52,7,46701110001,Ext.100,00:01:08,2026/11/22 03:22:55")
    assert (call.identity, call.b_number, call.talk_seconds) == ("7/", "46701110001", 68)
    assert set(order) < set(ORDER)
    with pytest.raises(ValueError, match="lacks duration, time-answered"):
        ThreeCx(order[:4])


@pytest.mark.parametrize(("data", "reason"), [("", "empty"), ("a,b,c", "columns"), ("\0", "binary")])
def test_a_file_of_another_kind_is_turned_away(data: str, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read("threecx", data)
    assert refused.value.reason == reason


@settings(max_examples=300)
@given(hostile(f"{REAL}\n{OUT}\n{MISSED}".encode()))
def test_hostile_files_never_crash(data: bytes) -> None:
    read("threecx", data)
