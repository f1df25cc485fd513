"""Blocks of Master.csv become what its lines become one by one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cdr import DIALECTS, Call, FileRefused, Reading, split_lines
from cdr.asterisk_frame import read_blocks
from cdr.call_frame import SCHEMA, blocks, frame_of
from hypothesis import given, settings
from hypothesis import strategies as st

SAMPLES = sorted(
    path for path in (Path(__file__).parents[2] / "data/cdr").glob("asterisk*.csv") if "custom" not in path.name
)
ROWS = [line for path in SAMPLES for line in path.read_text().splitlines()]
NOW = datetime(2026, 12, 1, tzinfo=UTC)
ODD = ('"', ",", '""', "\\", " ", "\t", "\x00", "é", "Local/x@y;2", "2026-10-25 02:30:00", "-5", "999999999", "٣", "\r")


def assert_equal(raw, timezone="UTC", size=1 << 20):
    reading = Reading(timezone, NOW)
    chunks = [raw[start : start + size] for start in range(0, len(raw), size)]
    dialect = DIALECTS["asterisk_csv"]
    try:
        fates = list(dialect.read(split_lines([raw]), reading))
    except FileRefused as refusal:
        return refused_alike(refusal, chunks, reading)
    batches = list(read_blocks(chunks, reading))
    calls = [row for batch in batches for row in batch.calls.rows()]
    assert calls == frame_of(fate for fate in fates if isinstance(fate, Call)).rows()
    assert all(dict(batch.calls.schema) == SCHEMA for batch in batches)
    others = [other for batch in batches for other in batch.others]
    assert others == [fate for fate in fates if not isinstance(fate, Call)]
    return len(calls)


def refused_alike(refusal, chunks, reading):
    with pytest.raises(FileRefused) as error:
        list(read_blocks(chunks, reading))
    return int((error.value.reason, error.value.found) != (refusal.reason, refusal.found))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("timezone", ["UTC", "Europe/Berlin", "America/New_York"])
def test_real_files_are_read_alike(path, timezone):
    assert assert_equal(path.read_bytes(), timezone) > 10
    assert assert_equal(path.read_bytes(), timezone, size=7) > 10


@st.composite
def files(draw):
    rows = []
    for row in draw(st.lists(st.sampled_from(ROWS), min_size=1, max_size=12)):
        kind = draw(st.integers(0, 5))
        place = draw(st.integers(0, len(row)))
        if kind == 0:
            row = row[:place] + draw(st.sampled_from(ODD)) + row[place:]
        elif kind == 1:
            cells = row.split(",")
            cells[place % len(cells)] = draw(st.sampled_from(ODD))
            row = ",".join(cells)
        elif kind == 2:
            row = row[:place]
        rows.append(row)
    return draw(st.sampled_from(("\n", "\r\n", "\n\n"))).join(rows)


@settings(max_examples=400, deadline=None)
@given(files(), st.sampled_from(("UTC", "Europe/Berlin")), st.integers(1, 3_000))
def test_changed_rows_are_read_alike(text, timezone, size):
    assert_equal(text.encode("utf-8", "surrogatepass"), timezone, size)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.integers(1, 90))
def test_bytes_are_read_alike(tail, size):
    assert_equal(ROWS[0].encode() + b"\n" + tail, size=size)


def test_a_line_without_end_is_cut_and_refused():
    first = ROWS[0].encode()
    assert assert_equal(first + b"\n" + b"x" * 200_000 + b"\n" + first, size=1_000) == 2


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"\x00\x01", b"a,b\n", b"PK\x03\x04"])
def test_files_that_are_none_are_turned_away_alike(raw):
    assert assert_equal(raw) == 0


@given(st.binary(max_size=300), st.integers(1, 40), st.integers(1, 60))
def test_blocks_are_the_lines_there_are(raw, step, size):
    chunks = [raw[start : start + step] for start in range(0, len(raw), step)]
    found = list(blocks(chunks, size))
    assert b"\n".join(block.raw for block in found) == raw.removesuffix(b"\n") or not found
    numbers = [block.number for block in found]
    ends = [block.number + block.raw.count(b"\n") + 1 for block in found]
    assert numbers[1:] == ends[:-1]
