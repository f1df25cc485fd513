"""Asterisk's Master.csv: what a real one wrote, its four layouts, and what is wrong with the rest."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cdr import DIALECTS, Call, FileRefused, Ignored, Reading, Refused, split_lines
from cdr.fields import compact
from hypothesis import given, settings
from hypothesis import strategies as st

REAL = Path(__file__).parents[2] / "data" / "cdr" / "asterisk22_newcolumns_gmt.csv"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
#: 16 columns: no unique id, no user field
BARE = (
    '"acme","46812345678","46701110001","route","""Acme"" <46812345678>","PJSIP/a-1","PJSIP/b-2","Dial","PJSIP/b",'
    '"2026-11-22 03:22:52","2026-11-22 03:22:53","2026-11-22 03:22:58",6,5,"ANSWERED","DOCUMENTATION"'
)


def read(data: bytes | str, timezone: str = "UTC") -> list[Call | Refused | Ignored]:
    raw = data.encode() if isinstance(data, str) else data
    return list(DIALECTS["asterisk_csv"].read(split_lines([raw]), Reading(timezone, NOW)))


def one(data: str, timezone: str = "UTC") -> Call:
    [call] = read(data, timezone)
    assert isinstance(call, Call), call
    return call


def test_each_line_of_a_real_file_has_one_outcome() -> None:
    outcomes = read(REAL.read_bytes())
    assert [outcome.line for outcome in outcomes] == list(range(1, 33))
    counts = Counter(outcome.outcome if isinstance(outcome, Call) else outcome.reason for outcome in outcomes)
    assert counts == {"answered": 9, "no_answer": 16, "busy": 3, "denied": 3, "inner_leg": 1}


def test_the_talk_time_of_a_real_file_is_that_of_its_billsec_less_the_inner_leg() -> None:
    calls = [outcome for outcome in read(REAL.read_bytes()) if isinstance(outcome, Call)]
    assert sum(call.talk_seconds for call in calls) == 30


def test_rows_of_a_fork_share_a_unique_id_and_are_told_apart() -> None:
    fork = [call.identity for call in read(REAL.read_bytes()) if call.line in (9, 10, 11)]  # type: ignore[union-attr]
    assert fork == ["1795317791.15/18", "1795317791.15/22", "1795317791.15/23"]


def test_the_outer_leg_of_a_local_channel_is_billed_and_the_inner_one_is_not() -> None:
    outer, inner = (outcome for outcome in read(REAL.read_bytes()) if outcome.line in (26, 27))
    assert isinstance(outer, Call) and outer.b_number == "46708880001" and outer.talk_seconds == 4
    assert isinstance(inner, Ignored) and inner.reason == "inner_leg"


def test_a_local_channel_that_began_the_call_is_no_inner_leg() -> None:
    row = BARE.replace("PJSIP/a-1", "Local/100@queue-01;2") + ',"1795317846.37","","acme","1795317846.37",52'
    assert one(row).identity == "1795317846.37/52"


@pytest.mark.parametrize(
    ("tail", "identity"),
    [
        ("", "PJSIP/a-1/PJSIP/b-2/2026-11-22 03:22:52/Dial"),
        (',"1795317772.5"', "1795317772.5/PJSIP/b-2/2026-11-22 03:22:52/Dial"),
        (',"1795317772.5","note"', "1795317772.5/PJSIP/b-2/2026-11-22 03:22:52/Dial"),
        (',"1795317772.5","note","acme","1795317772.5",6', "1795317772.5/6"),
    ],
)
def test_all_four_layouts_are_read(tail: str, identity: str) -> None:
    call = one(BARE + tail)
    assert call.identity == compact(identity)
    assert (call.a_number, call.b_number, call.account_code) == ("46812345678", "46701110001", "acme")
    assert (call.duration, call.talk_seconds, call.outcome) == (6, 5, "answered")
    assert call.started_at == datetime(2026, 11, 22, 3, 22, 52, tzinfo=UTC)


def test_local_times_become_utc() -> None:
    assert one(BARE, "Europe/Stockholm").started_at == datetime(2026, 11, 22, 2, 22, 52, tzinfo=UTC)


@pytest.mark.parametrize(("epoch", "hour"), [(1792888778, 0), (1792892378, 1)])
def test_the_hour_that_comes_twice_is_told_by_the_unique_id(epoch: int, hour: int) -> None:
    row = BARE.replace("2026-11-22 03:22:52", "2026-10-25 02:39:38") + f',"{epoch}.1"'
    assert one(row, "Europe/Stockholm").started_at == datetime(2026, 10, 25, hour, 39, 38, tzinfo=UTC)


def test_billsec_counts_even_where_the_clock_went_back() -> None:
    row = BARE.replace("2026-11-22 03:22:58", "2026-11-22 02:00:04").replace(",6,5,", ",26,25,")
    assert one(row).talk_seconds == 25


@pytest.mark.parametrize(
    ("old", "new", "reason", "field"),
    [
        ("2026-11-22 03:22:52", "yesterday", "date", "start"),
        ("2026-11-22 03:22:52", "2026-11-24 03:22:52", "future", "start"),
        (",6,5,", ",6,-5,", "seconds", "billsec"),
        (",6,5,", ",6,5.5,", "seconds", "billsec"),
        (",6,5,", ",99999999999,5,", "seconds", "duration"),
        (",6,5,", ",6,from-fxo-gw,", "seconds", "billsec"),
        ('"ANSWERED"', '"MAYBE"', "disposition", "disposition"),
        ('"Dial"', '"Di"al"', "quoting", ""),
        ('"acme",', "", "columns", ""),
        ("acme", "ac\x00me", "control", ""),
    ],
)
def test_what_cannot_be_read_is_refused_with_field_and_reason(old: str, new: str, reason: str, field: str) -> None:
    good, refused, next_good = read("\n".join((BARE, BARE.replace(old, new), BARE.replace("a-1", "a-2"))))
    assert isinstance(refused, Refused), refused
    assert (refused.line, refused.reason, refused.field) == (2, reason, field)
    assert isinstance(good, Call) and isinstance(next_good, Call)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"PK\x03\x04\x14\x00\x06\x00", "binary"),
        (b"\x1f\x8b\x08\x00abc", "binary"),
        (b"%PDF-1.7\n", "columns"),
        (b"date;from;to\n", "columns"),
        ("a,b\n".encode("utf-16"), "binary"),
    ],
)
def test_a_file_of_another_kind_is_turned_away_as_a_whole(data: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(data)
    assert refusal.value.reason == reason


@settings(derandomize=True, max_examples=300)
@given(st.lists(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)), max_size=5))
def test_hostile_lines_never_crash_and_each_has_one_outcome(lines: list[bytes]) -> None:
    data = BARE.encode() + b"\n" + b"\n".join(line.replace(b"\n", b" ") for line in lines)
    expected = [line.number for line in split_lines([data])]
    assert [outcome.line for outcome in read(data)] == expected
