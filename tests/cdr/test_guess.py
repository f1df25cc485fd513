"""A file of columns is guessed from its headings and first rows."""

import csv

import pytest
from cdr import Call, MappedCsv, split_lines
from cdr.guess import guess, guess_delimiter
from cdr_samples import utc
from hypothesis import given
from hypothesis import strategies as st

FILES = [
    "Datum;Starttid;A-nummer;B-nummer;Samtalstid;Resultat\n2026-11-22;03:22:52;0812345678;0701110001;00:01:08;Besvarat",
    "Call ID,From,To,Start time,Talk time,Status\nx1,+46812345678,46701110001,2026-11-22 03:22:52,68,ANSWERED",
    "calldate\tsrc\tdst\tduration\tbillsec\n2026-11-22 03:22:52\t0812345678\t0701110001\t71\t68",
    "Från|Till|Tidpunkt|Minuter\n0812345678|0701110001|2026-11-22 03:22|1,13",
    "Caller,Callee,Date,Time,Duration\n0812345678,0701110001,11/22/2026,03:22:52 AM,68",
    "timestamp;cli;number;seconds\n1795317772;0812345678;0701110001;67,5",
]


@pytest.mark.parametrize("text", FILES)
def test_a_file_of_another_kind_is_read_as_guessed(text: str) -> None:
    lines = text.splitlines()
    delimiter = guess_delimiter(lines)
    rows = list(csv.reader(lines, delimiter=delimiter))
    found = guess(rows)
    columns = {
        field: [rows[0][place] for place in places] if len(places) > 1 else rows[0][places[0]]
        for field, places in found.columns.items()
    }
    mapping = {"columns": columns, "delimiter": delimiter, "header": found.header, "date": found.date}
    mapping |= {"length": found.length, "decimal": found.decimal, "dispositions": found.dispositions}
    [call] = MappedCsv(mapping).preview(split_lines([text.encode()]))
    assert isinstance(call, Call), call
    assert (call.a_number[-9:], call.b_number[-9:]) == ("812345678", "701110001")
    assert call.talk_seconds == 68 and call.outcome == "answered"
    assert call.started_at.replace(second=52) == utc("2026-11-22 03:22:52")


def test_a_file_without_headings_has_no_guessed_columns() -> None:
    found = guess([["2026-11-22 03:22:52", "46812345678", "46701110001", "68"]])
    assert (found.columns, found.header) == ({}, False)


def test_words_for_what_became_of_calls_are_sorted_by_what_they_mean() -> None:
    rows = [["Status"], ["Answered"], ["NO ANSWER"], ["upptaget"], ["hm"], ["answered"]]
    assert guess(rows).dispositions == {"answered": ["answered"], "no_answer": ["no answer"], "busy": ["upptaget"]}


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=5))
def test_any_rows_can_be_guessed_at(rows: list[list[str]]) -> None:
    found = guess(rows)
    places = [place for column in found.columns.values() for place in column]
    assert len(places) == len(set(places)) and all(place < len(rows[0]) for place in places)
