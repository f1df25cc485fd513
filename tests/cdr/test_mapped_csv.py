"""A file that a person has described: what the description may say, and what it cannot."""

from typing import Any

import pytest
from cdr import Call, FileRefused, Ignored, MappedCsv, MappingError, Refused, split_lines
from cdr.fields import compact
from cdr_samples import calls, hostile, one, read, refusal, utc
from hypothesis import given, settings
from hypothesis import strategies as st

MAPPING: dict[str, Any] = {
    "delimiter": ";",
    "columns": {
        "a_number": "From",
        "b_number": "To",
        "start": ["Date", "Time"],
        "talk": "Length",
        "identity": "Id",
        "disposition": "Result",
        "account_code": "Code",
        "trunk": "Line",
        "agent": "Who",
        "queue": "Group",
    },
    "date": "%d.%m.%Y %H:%M:%S",
    "timezone": "Europe/Stockholm",
    "length": "clock",
    "dispositions": {"answered": ["OK", "talked"], "no_answer": ["missed"], "busy": ["busy"], "denied": ["barred"]},
}
HEADING = "Id;Date;Time;From;To;Length;Result;Code;Line;Who;Group;Extra"
ROW = '7;22.11.2026;04:22:52;"46812345678";46701110001;00:01:08;ok;acme;telia;Eva;sales;x'
FILE = f"{HEADING}\n{ROW}"
PLAIN = {"header": False, "columns": {"start": 1, "a_number": 2, "b_number": 3, "talk": 4}}
PLAIN_ROW = "2026-11-22 03:22:52,46812345678,46701110001,68"


def mapped(**changes: Any) -> MappedCsv:
    return MappedCsv(MAPPING | changes)


def test_a_described_file_is_read() -> None:
    assert one(mapped(), FILE)[2:] == Call(
        2, "", "7", "46812345678", "46701110001", "acme", utc("2026-11-22 03:22:52"), 68, 68, "answered", "telia",
        agent="Eva", queue="sales",
    )[2:]  # fmt: skip


def test_columns_may_be_told_by_position() -> None:
    call = one(MappedCsv(PLAIN), PLAIN_ROW)
    assert call.identity == compact("2026-11-22 03:22:52/46812345678/46701110001/68")
    assert (call.talk_seconds, call.outcome) == (68, "answered")
    assert one(MappedCsv(PLAIN), PLAIN_ROW.replace(",68", ",0")).outcome == "no_answer"


def test_positions_and_headings_may_be_mixed_and_a_heading_s_case_does_not_matter() -> None:
    columns = MAPPING["columns"] | {"identity": 1, "talk": "LENGTH "}
    assert one(mapped(columns=columns), FILE).talk_seconds == 68


def test_a_key_may_have_parts() -> None:
    columns = MAPPING["columns"] | {"identity": ["Id", "Line"]}
    assert one(mapped(columns=columns), FILE).identity == "7 telia"


def test_headings_come_again_where_files_were_joined() -> None:
    outcomes = read(mapped(), f"{FILE}\n{FILE}")
    assert [type(outcome) for outcome in outcomes] == [Ignored, Call, Ignored, Call]


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("auto", "2026-11-22 03:22:52"),
        ("auto", "22/11/26 03:22:52"),
        ("epoch", "1795317772"),
        ("epoch", "1795317772.9"),
        ("%m/%d/%Y %I:%M:%S %p", "11/22/2026 03:22:52 AM"),
        ("%Y%m%d%H%M%S", "20261122032252"),
        ("%d-%b-%Y %H:%M:%S", "22-Nov-2026 03:22:52"),
    ],
)
def test_dates_have_many_forms(date: str, written: str) -> None:
    row = PLAIN_ROW.replace("2026-11-22 03:22:52", written)
    assert one(MappedCsv(PLAIN | {"date": date}), row).started_at == utc("2026-11-22 03:22:52")


@pytest.mark.parametrize(
    ("word", "outcome"), [("OK", "answered"), ("Missed", "no_answer"), ("busy", "busy"), ("barred", "denied")]
)
def test_words_tell_what_became_of_a_call(word: str, outcome: str) -> None:
    assert one(mapped(), FILE.replace(";ok;", f";{word};")).outcome == outcome


def test_an_end_tells_the_hour_that_comes_twice() -> None:
    columns = {"start": 1, "end": 2, "a_number": 3, "b_number": 4, "talk": 5, "duration": 6}
    dialect = MappedCsv({"header": False, "columns": columns})
    call = one(dialect, "2026-10-25 02:59:38,2026-10-25 02:00:49,a,b,68,70", "Europe/Stockholm")
    assert (call.started_at, call.duration) == (utc("2026-10-25 00:59:38"), 71)
    epochs = MappedCsv({"header": False, "columns": columns, "date": "epoch"})
    assert one(epochs, "1795317772,1795317843,a,b,68,").duration == 71


@pytest.mark.parametrize(
    ("length", "decimal", "written", "seconds"),
    [
        ("seconds", ".", "68", 68),
        ("seconds", ".", "67.01", 68),
        ("seconds", ",", "67,2", 68),
        ("minutes", ".", "1.13", 68),
        ("minutes", ",", "1,5", 90),
        ("minutes", ".", "0.000000001", 1),
    ],
)
def test_lengths_with_decimals_are_rounded_up(length: str, decimal: str, written: str, seconds: int) -> None:
    dialect = MappedCsv(PLAIN | {"length": length, "decimal": decimal, "delimiter": ";"})
    row = PLAIN_ROW.replace(",68", f",{written}").replace(",", ";", 3)
    assert one(dialect, row).talk_seconds == seconds


@pytest.mark.parametrize("written", ["1.5,2", "1,5,2", "1.5", "-1,5", "1,", ",5", "1 000", "1e3"])
def test_what_is_no_such_number_is_refused(written: str) -> None:
    dialect = MappedCsv(PLAIN | {"decimal": ",", "delimiter": ";"})
    assert refusal(dialect, PLAIN_ROW.replace(",68", f",{written}").replace(",", ";", 3)) == ("seconds", "talk")


def test_what_is_the_same_for_all_calls_needs_no_column() -> None:
    columns = {field: column for field, column in PLAIN["columns"].items() if field != "a_number"}  # type: ignore[attr-defined]
    dialect = MappedCsv(PLAIN | {"columns": columns, "constants": {"a_number": "+46850001234 ", "trunk": "telia"}})
    call = one(dialect, PLAIN_ROW)
    assert (call.a_number, call.trunk) == ("+46850001234", "telia")


def test_a_workbook_s_date_of_its_own_gives_way_to_the_time_beside_it() -> None:
    row = ROW.replace("22.11.2026;04:22:52", "2026-11-22 00:00:00;04:22:52")
    assert one(mapped(date="auto"), f"{HEADING}\n{row}").started_at == utc("2026-11-22 03:22:52")


@pytest.mark.parametrize(
    ("old", "new", "reason", "field"),
    [
        ("00:01:08", "68", "seconds", "talk"),
        ("00:01:08", "-0:01:08", "seconds", "talk"),
        ("00:01:08", "9000:00:00", "seconds", "talk"),
        ("22.11.2026", "2026-11-22", "date", "start"),
        ("22.11.2026", "24.11.2026", "future", "start"),
        ("22.11.2026", "22.11.0001", "date", "start"),
        (";ok;", ";?;", "disposition", "disposition"),
        ("7;22", ";22", "identity", "identity"),
        (";sales;x", "", "columns", ""),
        ('"46812345678"', '"4681"2', "quoting", ""),
        ("acme", "\x04", "control", ""),
    ],
)
def test_what_cannot_be_read_is_refused(old: str, new: str, reason: str, field: str) -> None:
    outcomes = read(mapped(), f"{FILE}\n{ROW.replace(old, new)}\n{ROW}")
    found = [(item.line, item.reason, item.field) for item in outcomes if isinstance(item, Refused)]
    assert found == [(3, reason, field)]


@pytest.mark.parametrize(
    ("mapping", "key", "reason"),
    [
        ({}, "columns", "missing"),
        ({"columns": []}, "columns", "missing"),
        ({"columns": {"a_number": 1, "b_number": 2, "start": 3}}, "columns.talk", "missing"),
        (PLAIN | {"colums": {}}, "colums", "unknown"),
        (PLAIN | {"columns": PLAIN["columns"] | {"colour": 9}}, "columns.colour", "unknown"),  # type: ignore[operator]
        (PLAIN | {"columns": PLAIN["columns"] | {"talk": 0}}, "columns.talk", "value"),  # type: ignore[operator]
        (PLAIN | {"columns": PLAIN["columns"] | {"talk": True}}, "columns.talk", "value"),  # type: ignore[operator]
        (PLAIN | {"columns": PLAIN["columns"] | {"talk": [1, 2]}}, "columns.talk", "value"),  # type: ignore[operator]
        (PLAIN | {"columns": PLAIN["columns"] | {"start": []}}, "columns.start", "value"),  # type: ignore[operator]
        (PLAIN | {"columns": PLAIN["columns"] | {"talk": "Talk"}}, "columns", "value"),  # type: ignore[operator]
        (MAPPING | {"delimiter": ";;"}, "delimiter", "value"),
        (MAPPING | {"delimiter": 9}, "delimiter", "value"),
        (MAPPING | {"header": "yes"}, "header", "value"),
        (MAPPING | {"date": "european"}, "date", "value"),
        (MAPPING | {"date": "%Y%Y-%m-%d %H:%M"}, "date", "value"),
        (MAPPING | {"date": "%Y-%m-%d"}, "date", "value"),
        (MAPPING | {"date": "%Y-%m-%d %I:%M"}, "date", "value"),
        (MAPPING | {"date": "%c"}, "date", "value"),
        (MAPPING | {"date": "%Y-%m-%d %H:%M %z"}, "date", "value"),
        (MAPPING | {"timezone": "Europe/Atlantis"}, "timezone", "value"),
        (MAPPING | {"timezone": "../secret"}, "timezone", "value"),
        (MAPPING | {"length": "hours"}, "length", "value"),
        (MAPPING | {"encoding": "utf-7"}, "encoding", "value"),
        (MAPPING | {"sheet": 1}, "sheet", "value"),
        (MAPPING | {"decimal": ""}, "decimal", "value"),
        (MAPPING | {"constants": ["x"]}, "constants", "value"),
        (MAPPING | {"constants": {"talk": "60"}}, "constants.talk", "unknown"),
        (MAPPING | {"constants": {"trunk": "a\0"}}, "constants.trunk", "value"),
        (MAPPING | {"dispositions": {}}, "dispositions", "value"),
        (MAPPING | {"dispositions": ["ok"]}, "dispositions", "value"),
        (MAPPING | {"dispositions": {"fine": ["ok"]}}, "dispositions.fine", "unknown"),
        (MAPPING | {"dispositions": {"busy": "busy"}}, "dispositions.busy", "value"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused_with_the_key_at_fault(mapping: Any, key: str, reason: str) -> None:
    with pytest.raises(MappingError) as refused:
        MappedCsv(mapping)
    assert (refused.value.key, refused.value.reason) == (key, reason)


@pytest.mark.parametrize(
    ("data", "reason", "found"),
    [
        ("", "empty", ""),
        ("\0", "binary", ""),
        ("Id;Date;Time;From;To;Result", "header", "length, code, line, who, group"),
    ],
)
def test_a_file_that_does_not_fit_is_turned_away(data: str, reason: str, found: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(mapped(), data)
    assert (refused.value.reason, refused.value.found) == (reason, found)
    with pytest.raises(FileRefused, match="columns: 2"):
        read(MappedCsv(PLAIN), "a,b")


def test_a_preview_shows_the_first_records_and_reads_no_further() -> None:
    def endless():
        yield f"{HEADING}\nrubbish\n".encode()
        while True:
            yield f"{ROW}\n".encode()

    first, second, third = mapped().preview(split_lines(endless()), 3)
    assert isinstance(first, Refused) and isinstance(second, Call) and isinstance(third, Call)


def test_two_calls_that_agree_in_everything_have_the_same_key() -> None:
    first, second = calls(MappedCsv(PLAIN), f"{PLAIN_ROW}\n{PLAIN_ROW}")
    assert first.identity == second.identity


@settings(max_examples=200)
@given(st.data())
def test_hostile_files_never_crash(data: st.DataObject) -> None:
    read(mapped(), data.draw(hostile(f"{FILE}\n{ROW}".encode())))
    read(MappedCsv(PLAIN), data.draw(hostile(f"{PLAIN_ROW}\n{PLAIN_ROW}".encode())))


@settings(max_examples=300)
@given(st.text(alphabet="%YymdHIMSpbBfcszZjUQ%-/: é\n", max_size=20), st.text(max_size=20))
def test_no_format_of_dates_and_no_date_crashes(date: str, written: str) -> None:
    try:
        dialect = MappedCsv(PLAIN | {"date": date})
    except MappingError:
        dialect = MappedCsv(PLAIN | {"date": "%d%b%y %H:%M"})
    read(dialect, f"{PLAIN_ROW}\n{written},1,2,3")
