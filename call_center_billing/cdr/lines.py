r"""A file of bytes as numbered text lines, with bounded memory whatever the file holds.

>>> [line.text for line in split_lines([b"one\r\ntw", b"o\n", b"three"])]
['one', 'two', 'three']
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

#: longer than any real record: an Asterisk row has some 300 characters, a FreeSWITCH JSON document some 20,000
MAX_LINE = 65_536


class Line(NamedTuple):
    number: int
    text: str
    #: "" or why the text cannot be used: `encoding` (not UTF-8) or `too_long`
    fault: str


def split_lines(chunks: Iterable[bytes], max_line: int = MAX_LINE) -> Iterator[Line]:
    """Yield the lines of a file that comes in chunks; empty lines are passed over but counted.

    A line longer than `max_line` bytes is cut to its beginning and marked; the rest of it is skipped, not kept.
    """
    number, kept, overflow = 1, b"", False
    for chunk in chunks:
        pieces = chunk.split(b"\n")
        for piece in pieces[:-1]:
            line = _line(number, kept + piece[: max_line + 1], overflow, max_line)
            if line.text:
                yield line
            number, kept, overflow = number + 1, b"", False
        kept += pieces[-1][: max_line + 1]
        if len(kept) > max_line:
            kept, overflow = kept[:max_line], True
    line = _line(number, kept, overflow, max_line)
    if line.text:
        yield line


def _line(number: int, raw: bytes, overflow: bool, max_line: int) -> Line:
    if number == 1:
        raw = raw.removeprefix(b"\xef\xbb\xbf")  # the byte order mark that some editors put first
    raw = raw.rstrip(b"\r")
    if overflow or len(raw) > max_line:
        return Line(number, raw[:200].decode("utf-8", "replace"), "too_long")
    try:
        return Line(number, raw.decode("utf-8").strip(), "")
    except UnicodeDecodeError:
        return Line(number, raw.decode("utf-8", "backslashreplace").strip(), "encoding")
