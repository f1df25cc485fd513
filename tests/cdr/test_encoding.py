"""Files in the encodings that people still write."""

import pytest
from cdr import Call, MappedCsv, Refused, split_lines
from cdr.encoding import in_utf8
from cdr.mapping import ENCODINGS
from hypothesis import given
from hypothesis import strategies as st

TEXT = "Från;Till\nAnna Öst;Åke\n"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_is_the_same_in_every_encoding(encoding: str) -> None:
    raw = TEXT.encode(encoding)
    for size in (1, 3, 1000):
        chunks = (raw[at : at + size] for at in range(0, len(raw), size))
        assert b"".join(in_utf8(chunks, encoding)).decode("utf-8-sig") == TEXT


@pytest.mark.parametrize(
    ("encoding", "raw"), [("cp1252", b"good\nb\x81d\ngood"), ("utf-16", "good\nbad\ngood".encode("utf-16"))]
)
def test_bytes_that_are_no_text_spoil_their_own_line_only(encoding: str, raw: bytes) -> None:
    raw = raw.replace("a".encode("utf-16-le"), b"\x00\xd8")  # half a character
    faults = [line.fault for line in split_lines(in_utf8([raw], encoding))]
    assert faults == ["", "encoding", ""]


@given(st.binary(max_size=300), st.sampled_from(ENCODINGS), st.integers(1, 50))
def test_any_bytes_become_lines_whatever_the_chunks(raw: bytes, encoding: str, size: int) -> None:
    chunks = [raw[at : at + size] for at in range(0, len(raw), size)]
    assert list(split_lines(in_utf8(chunks, encoding))) == list(split_lines(in_utf8([raw], encoding)))


def test_a_mapping_tells_the_encoding() -> None:
    columns = {"a_number": "Från", "b_number": "Till", "start": "När", "talk": "Längd"}
    dialect = MappedCsv({"columns": columns, "delimiter": ";", "encoding": "cp850"})
    raw = "Från;Till;När;Längd\nÅke;2;2026-11-22 03:22:52;5\n\n".encode("cp850")
    fates = dialect.preview(split_lines(in_utf8([raw], dialect.layout.encoding)))
    assert [fate.a_number for fate in fates if isinstance(fate, Call)] == ["Åke"]
    assert not [fate for fate in fates if isinstance(fate, Refused)]
