"""Calls as a polars frame: what the bulk import works on.

Not imported by ``cdr`` itself, which needs no polars.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import polars as pl

from .lines import MAX_LINE, Line
from .model import Call, Fate

MOMENT: Final = pl.Datetime("us", "UTC")
SCHEMA: Final[dict[str, type[pl.DataType] | pl.DataType]] = {
    "line": pl.Int64,
    "raw": pl.String,
    "identity": pl.String,
    "a_number": pl.String,
    "b_number": pl.String,
    "account_code": pl.String,
    "started_at": MOMENT,
    "duration": pl.Int64,
    "talk_seconds": pl.Int64,
    "outcome": pl.String,
    "trunk": pl.String,
    "agent": pl.String,
    "queue": pl.String,
}
"""The columns of a frame of voice calls, as in ``model.Call``."""


class Batch(NamedTuple):
    """Part of a file: the calls that were read as columns, and the fates of its other lines."""

    calls: pl.DataFrame
    others: list[Fate]


class Block(NamedTuple):
    """Whole lines of a file: the number of the first, and their text without the last line's end."""

    number: int
    raw: bytes


def frame_of(calls: Iterable[Call]) -> pl.DataFrame:
    """Voice calls as a frame."""
    rows = [
        (
            *(call.line, call.raw, call.identity, call.a_number, call.b_number, call.account_code, call.started_at),
            *(call.duration, call.talk_seconds, call.outcome, call.trunk, call.agent, call.queue),
        )
        for call in calls
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def blocks(chunks: Iterable[bytes], size: int, max_line: int = MAX_LINE) -> Iterator[Block]:
    """Whole lines, some ``size`` bytes at a time; of a line that is too long the beginning only, still too long.

    >>> list(blocks([b"one\\ntw", b"o\\nthree"], 1))
    [Block(number=1, raw=b'one'), Block(number=2, raw=b'two'), Block(number=3, raw=b'three')]
    """
    number, parts, kept = 1, [], 0
    tail = b""
    for chunk in chunks:
        head, end, rest = chunk.rpartition(b"\n")
        if not end:
            tail = (tail + chunk)[: max_line + 1]
            continue
        parts.append(_first_cut(tail, head, max_line))
        kept += len(head)
        tail = rest[: max_line + 1]
        if kept >= size:
            raw = b"\n".join(parts)
            yield Block(number, raw)
            number, parts, kept = number + raw.count(b"\n") + 1, [], 0
    if tail:
        parts.append(tail)
    if parts:
        yield Block(number, b"\n".join(parts))


def _first_cut(tail: bytes, head: bytes, max_line: int) -> bytes:
    """The lines of a chunk, the first of which began in the chunk before."""
    if not tail:
        return head
    first, end, rest = head.partition(b"\n")
    return (tail + first)[: max_line + 1] + end + rest


def lines_of(block: Block, max_line: int = MAX_LINE) -> Iterator[Line]:
    """The lines of a block one by one, as ``split_lines`` gives them."""
    from .lines import split_lines

    for line in split_lines([block.raw], max_line):
        yield line._replace(number=block.number + line.number - 1)
