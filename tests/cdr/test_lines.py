"""A file of bytes as lines: every line once, in bounded memory."""

import tracemalloc

import pytest
from cdr import split_lines
from cdr.lines import MAX_LINE
from hypothesis import given, settings
from hypothesis import strategies as st


def texts(*chunks: bytes) -> list[str]:
    return [line.text for line in split_lines(chunks)]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_lines_are_the_same_whatever_the_line_ends(end: bytes) -> None:
    assert texts(end.join([b"one", b"two"]) + end) == ["one", "two"]


def test_the_last_line_needs_no_end() -> None:
    assert texts(b"one\ntwo") == ["one", "two"]


def test_empty_lines_are_passed_over_but_counted() -> None:
    assert [(line.number, line.text) for line in split_lines([b"one\n\n\nfour\n"])] == [(1, "one"), (4, "four")]


def test_a_byte_order_mark_is_no_text() -> None:
    assert texts(b"\xef\xbb\xbfone\n") == ["one"]


@settings(derandomize=True, max_examples=200)
@given(st.lists(st.binary(max_size=20)))
def test_lines_do_not_depend_on_where_chunks_are_cut(chunks: list[bytes]) -> None:
    whole = b"".join(chunks)
    assert list(split_lines(chunks)) == list(split_lines([whole]))


def test_bytes_that_are_not_utf8_are_marked_and_the_next_line_is_good() -> None:
    bad, good = split_lines([b"caf\xe9\nnext\n"])
    assert (bad.fault, bad.text, good.fault) == ("encoding", "caf\\xe9", "")


def test_a_line_without_end_costs_no_memory_and_spares_its_neighbours() -> None:
    def chunks():
        yield b"first\n"
        for _ in range(256):
            yield b"x" * 1024 * 1024
        yield b"\nlast\n"

    tracemalloc.start()
    lines = list(split_lines(chunks()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(line.number, line.fault) for line in lines] == [(1, ""), (2, "too_long"), (3, "")]
    assert len(lines[1].text) <= MAX_LINE
    assert peak < 8 * 1024 * 1024
