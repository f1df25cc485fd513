"""Asterisk's `Master.csv` a block at a time: the ordinary rows as columns, every other line as `asterisk_csv` reads it.

Ordinary is a row whose cells and quotation marks are as Asterisk writes them, with plain seconds, a date that exists
once, and no Local channel. What such a row means is said in `asterisk_row`, and tests hold both ways equal.

Not imported by ``cdr`` itself, which needs no polars.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import md5
from typing import Final

import polars as pl

from .asterisk_csv import LAYOUTS, AsteriskCsv, columns_of
from .asterisk_row import CALL_REJECTED, OUTCOMES, Row
from .call_frame import SCHEMA, Batch, Block, blocks, frame_of, lines_of
from .fields import DIGEST, HEAD, LONGEST_KEY, MAX_IDENTITY, MAX_SECONDS
from .lines import MAX_LINE, Line
from .model import Call, Fate
from .peer import peer_of
from .reading import Reading

BLOCK: Final = 4 * 1024 * 1024
CELL: Final = r'(?:"(?:[^"\x00-\x08\x0a-\x1f]|"")*"|[^", \x00-\x08\x0a-\x1f][^",\x00-\x08\x0a-\x1f]*|)'
STAMP: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$"
DIGITS: Final = r"^[0-9]{1,9}$"
#: controls that Python takes for white space and polars does not; a block without them has NOWHERE in no line
BLANK: Final = (b"\x1c", b"\x1d", b"\x1e", b"\x1f")
NOWHERE: Final = "\x1e"
#: how names of channels end, by Asterisk's count of them, and one that stands for all
NUMBERED: Final = r"^-[0-9a-f]{8}$"
SOME: Final = "-00000000"


def read_blocks(chunks: Iterable[bytes], reading: Reading) -> Iterator[Batch]:
    """What `AsteriskCsv.read` gives, as columns.

    :raise FileRefused: as there
    """
    dialect, first = AsteriskCsv(), True
    for block in blocks(chunks, BLOCK):
        if first:
            # the dialect looks at the first line of a file that is not empty
            ahead = next(lines_of(block), None)
            if ahead is None:
                continue
            list(dialect.read([ahead], reading))
            first = False
        yield _read(block, dialect, reading)
    if first:
        list(dialect.read([], reading))


def _read(block: Block, dialect: AsteriskCsv, reading: Reading) -> Batch:
    lines = _lines(block.raw)
    if lines is None:
        return _one_by_one(lines_of(block), dialect, reading)
    numbers = pl.Series("line", range(block.number, block.number + len(lines)), dtype=pl.Int64)
    table = pl.DataFrame([numbers, lines]).filter(pl.col("raw") != "")
    calls = _ordinary(table, _width(table["raw"]), block.raw, reading)
    if len(calls) == len(table):
        return Batch(calls, [])
    rest = table.join(calls.select("line"), on="line", how="anti", maintain_order="left")
    left = (Line(number, raw, "") for number, raw in rest.iter_rows())
    others = _one_by_one((_checked(line) for line in left), dialect, reading)
    return Batch(pl.concat([calls, others.calls]).sort("line"), others.others)


def _lines(raw: bytes) -> pl.Series | None:
    """The lines of a block without white space around them; None if it is not UTF-8."""
    if any(control in raw for control in BLANK):
        try:
            return pl.Series("raw", [line.strip() for line in raw.decode().split("\n")], dtype=pl.String)
        except UnicodeDecodeError:
            return None
    try:
        lines = _table(raw, NOWHERE, None, ("raw",))["raw"]
    except pl.exceptions.PolarsError:
        return None
    if len(lines) != raw.count(b"\n") + 1:  # of empty lines at the end
        lines = lines.extend_constant("", raw.count(b"\n") + 1 - len(lines))
    return lines.str.strip_chars().alias("raw")


def _table(raw: bytes, separator: str, quote: str | None, names: Iterable[str]) -> pl.DataFrame:
    schema = dict.fromkeys(names, pl.String)
    found = pl.read_csv(
        raw, has_header=False, separator=separator, quote_char=quote, schema=schema, empty_string_is_null=False
    )
    return found.fill_null("")


def _checked(line: Line) -> Line:
    size = len(line.text.encode())
    return (
        Line(line.number, line.text.encode()[:200].decode("utf-8", "replace"), "too_long") if size > MAX_LINE else line
    )


def _one_by_one(lines: Iterable[Line], dialect: AsteriskCsv, reading: Reading) -> Batch:
    calls: list[Call] = []
    others: list[Fate] = []
    for line in lines:
        fate = dialect.read_line(line, reading)
        if isinstance(fate, Call):
            calls.append(fate)
        else:
            others.append(fate)
    return Batch(frame_of(calls), others)


def _width(lines: pl.Series) -> int:
    """How many columns the rows of this block have."""
    for line in lines.head(50):
        if (columns := columns_of(line)) in LAYOUTS:
            return columns
    return LAYOUTS[0]


def _ordinary(table: pl.DataFrame, width: int, raw: bytes, reading: Reading) -> pl.DataFrame:
    """The ordinary rows of a block as calls.

    :param raw: the block; it is read as it is if all its lines are whole
    """
    whole = f"^{CELL}(?:,{CELL}){{{width - 1}}}$"
    lines = len(table)
    table = table.filter((pl.col("raw").str.len_bytes() <= MAX_LINE) & pl.col("raw").str.contains(whole))
    if table.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    if len(table) < lines or table["raw"].str.len_bytes().sum() + lines - 1 != len(raw):
        raw = table["raw"].str.join("\n").item().encode()
    rows = table.hstack(_table(raw, ",", '"', Row._fields[:width]))
    rows = rows.with_columns([pl.lit("").alias(name) for name in Row._fields[width:]])
    return _calls(rows.with_columns(started_at=_start(reading)), reading.received_at)


def _start(reading: Reading) -> pl.Expr:
    """The start in UTC; null where it does not exist, or exists twice."""
    naive: pl.Expr = pl.when(pl.col("start").str.contains(STAMP)).then(pl.col("start"))
    naive = naive.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", strict=False)
    if reading.timezone == "UTC":
        return naive.dt.replace_time_zone("UTC")
    return naive.dt.replace_time_zone(reading.timezone, ambiguous="null", non_existent="null").dt.convert_time_zone(
        "UTC"
    )


def _calls(rows: pl.DataFrame, received_at: datetime) -> pl.DataFrame:
    """Of these rows the calls that need no second look."""
    rows = rows.with_columns(
        pl.when(pl.col(name).str.contains(DIGITS)).then(pl.col(name)).cast(pl.Int64, strict=False).alias(name)
        for name in ("duration", "billsec")
    )
    rows = rows.with_columns(identity=_identity(), head=pl.when(_unnamed()).then("channel").otherwise("uniqueid"))
    rows = rows.filter(_is_ordinary(received_at).fill_null(False))
    denied = (pl.col("billsec") == 0) & (pl.col("lastapp") == "Hangup") & (pl.col("lastdata") == CALL_REJECTED)
    outcome = pl.col("disposition").replace_strict(OUTCOMES, return_dtype=pl.String)
    texts = {"a_number": "src", "b_number": "dst", "account_code": "accountcode"}
    return rows.select(
        "line",
        "raw",
        _compact(rows["identity"]),
        *(pl.col(column).str.strip_chars().alias(name) for name, column in texts.items()),
        "started_at",
        pl.max_horizontal("duration", "billsec").alias("duration"),
        pl.col("billsec").alias("talk_seconds"),
        pl.when(denied).then(pl.lit("denied")).otherwise(outcome).alias("outcome"),
        _trunks(rows["dstchannel"]),
        pl.lit("").alias("agent"),
        pl.lit("").alias("queue"),
    )


def _is_ordinary(received_at: datetime) -> pl.Expr:
    return (
        (pl.col("duration") <= MAX_SECONDS)
        & (pl.col("billsec") <= MAX_SECONDS)
        & (pl.col("started_at").dt.year() >= 1970)
        & (pl.col("started_at") <= received_at + timedelta(days=1))
        & pl.col("disposition").is_in(list(OUTCOMES))
        & ~pl.col("channel").str.starts_with("Local/")
        & (pl.col("head") != "")
        & (pl.col("identity").str.len_chars() <= MAX_IDENTITY)
    )


def _unnamed() -> pl.Expr:
    return pl.col("uniqueid") == ""


def _identity() -> pl.Expr:
    head = pl.when(_unnamed()).then("channel").otherwise("uniqueid")
    numbered = ~_unnamed() & (pl.col("sequence") != "")
    long = pl.concat_str([head, "dstchannel", "start", "lastapp"], separator="/")
    return pl.when(numbered).then(pl.concat_str(["uniqueid", "sequence"], separator="/")).otherwise(long)


def _compact(identities: pl.Series) -> pl.Series:
    """`compact` of each; the digests are made one by one."""
    long = (identities.str.len_chars() > LONGEST_KEY).arg_true()
    if not len(long):
        return identities
    found = identities.gather(long)
    digests = [md5(raw, usedforsecurity=False).hexdigest() for raw in found.cast(pl.Binary).to_list()]
    heads = found.str.split_exact("/", 1).struct.field("field_0").str.slice(0, HEAD)
    return identities.scatter(long, heads + "~" + pl.Series(digests, dtype=pl.String).str.slice(0, DIGEST))


def _trunks(channels: pl.Series) -> pl.Series:
    """`peer_of` of each. A peer's channels differ in their last number only, which says nothing of it."""
    channel = pl.col("channel")
    alike = pl.when(channel.str.tail(len(SOME)).str.contains(NUMBERED)).then(channel.str.head(-len(SOME)) + SOME)
    found = channels.to_frame("channel").select(alike.otherwise(channel)).to_series()
    distinct = found.unique()
    peers = pl.Series([peer_of(one) for one in distinct.to_list()], dtype=pl.String)
    return found.replace_strict(distinct, peers, return_dtype=pl.String).alias("trunk")
