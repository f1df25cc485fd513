"""Asterisk's `Master.csv` (module cdr_csv), in its four layouts.

Order of columns (asterisk: cdr/cdr_csv.c): accountcode, src, dst, dcontext, clid, channel, dstchannel, lastapp,
lastdata, start, answer, end, duration, billsec, disposition, amaflags[, uniqueid][, userfield][, peeraccount,
linkedid, sequence]: 16, 17, 18 or 21 columns by the settings loguniqueid, loguserfield and newcdrcolumns.

Rules, each seen in records of a real Asterisk:
 * `uniqueid` names a channel, not a row: forks, failovers, queue attempts and transfers repeat it. A row is
   (uniqueid, sequence); without a sequence (uniqueid, dstchannel, start, lastapp).
 * A call through a `Local/` channel writes two answered rows. The row of the inner leg has channel `Local/…;2` and
   belongs to another call (linkedid ≠ uniqueid): it is ignored, the outer row carries the number that was dialled.
 * billsec is what is billed; it is truncated from microseconds and may differ from end − answer by one.
 * The trunk is the peer of dstchannel, the channel that went out; a call that got no channel has none.
 * A call turned away by the dialplan ends in `Hangup` with cause 21 and no seconds.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from .clock import to_utc
from .errors import FileRefused
from .model import Call, Ignored, Outcome, Refused
from .peer import peer_of

if TYPE_CHECKING:
    from .dialect import Reading
    from .lines import Line

LAYOUTS = (16, 17, 18, 21)
MAX_SECONDS = 7 * 86_400
#: Q.850 cause "call rejected", which the dialplan's Hangup(21) sends
CALL_REJECTED = "21"
OUTCOMES: dict[str, Outcome] = {
    "ANSWERED": "answered",
    "NO ANSWER": "no_answer",
    "CANCEL": "no_answer",
    "BUSY": "busy",
    "FAILED": "failed",
    "CONGESTION": "failed",
}


class Row(NamedTuple):
    """The columns by name; those a layout lacks are empty."""

    accountcode: str
    src: str
    dst: str
    dcontext: str
    clid: str
    channel: str
    dstchannel: str
    lastapp: str
    lastdata: str
    start: str
    answer: str
    end: str
    duration: str
    billsec: str
    disposition: str
    amaflags: str
    uniqueid: str = ""
    userfield: str = ""
    peeraccount: str = ""
    linkedid: str = ""
    sequence: str = ""


class BadField(ValueError):
    """A field that cannot be read."""

    def __init__(self, reason: str, field: str, value: str) -> None:
        super().__init__(reason)
        self.reason, self.field, self.value = reason, field, value


class AsteriskCsv:
    """See the module's text."""

    def read(self, lines: "Iterable[Line]", reading: "Reading") -> Iterator[Call | Refused | Ignored]:
        """Turn each line into exactly one outcome; a file whose first line cannot be a record is turned away."""
        first = True
        for line in lines:
            if first:
                _check_first(line)
                first = False
            yield _outcome(line, reading)
        if first:
            raise FileRefused("empty")


def _has_control(text: str) -> bool:
    return any(character < " " and character != "\t" for character in text)


def _check_first(line: "Line") -> None:
    if _has_control(line.text):
        raise FileRefused("binary")
    columns = len(next(csv.reader([line.text]), []))
    if columns not in LAYOUTS and line.fault != "too_long":
        raise FileRefused("columns", str(columns))


def _outcome(line: "Line", reading: "Reading") -> Call | Refused | Ignored:
    if line.fault:
        return Refused(line.number, line.text, line.fault, "", "")
    try:
        row = _row(line.text)
        if row.channel.startswith("Local/") and row.channel.endswith(";2") and row.linkedid != row.uniqueid:
            return Ignored(line.number, line.text, "inner_leg", _identity(row))
        return _call(line, row, reading)
    except BadField as error:
        return Refused(line.number, line.text, error.reason, error.field, error.value[:80])


def _row(text: str) -> Row:
    if _has_control(text):
        raise BadField("control", "", "")
    try:
        cells = next(csv.reader([text], strict=True))
    except csv.Error as error:
        raise BadField("quoting", "", str(error)) from error
    if len(cells) not in LAYOUTS:
        raise BadField("columns", "", str(len(cells)))
    return Row(*cells)


def _call(line: "Line", row: Row, reading: "Reading") -> Call:
    duration, talk = _seconds(row, "duration"), _seconds(row, "billsec")
    try:
        started_at = to_utc(row.start, reading.timezone, _epoch(row.uniqueid))
    except (ValueError, OverflowError) as error:
        raise BadField("date", "start", row.start) from error
    if started_at > reading.received_at + timedelta(days=1):
        raise BadField("future", "start", row.start)
    return Call(
        line=line.number,
        raw=line.text,
        identity=_identity(row),
        a_number=row.src.strip(),
        b_number=row.dst.strip(),
        account_code=row.accountcode.strip(),
        started_at=started_at,
        duration=max(duration, talk),
        talk_seconds=talk,
        outcome=_disposition(row, talk),
        trunk=peer_of(row.dstchannel),
    )


def _disposition(row: Row, talk: int) -> Outcome:
    if row.disposition not in OUTCOMES:
        raise BadField("disposition", "disposition", row.disposition)
    if not talk and row.lastapp == "Hangup" and row.lastdata == CALL_REJECTED:
        return "denied"
    return OUTCOMES[row.disposition]


def _identity(row: Row) -> str:
    if row.uniqueid and row.sequence:
        return f"{row.uniqueid}/{row.sequence}"
    if not (row.uniqueid or row.channel):
        raise BadField("identity", "uniqueid", row.uniqueid)
    return "/".join((row.uniqueid or row.channel, row.dstchannel, row.start, row.lastapp))


def _seconds(row: Row, field: str) -> int:
    text: str = getattr(row, field)
    if not (text.isascii() and text.isdigit()) or len(text) > 9 or int(text) > MAX_SECONDS:
        raise BadField("seconds", field, text)
    return int(text)


def _epoch(uniqueid: str) -> float | None:
    """The moment in a uniqueid such as `1795317772.5` or `pbx1-1795317772.5`."""
    seconds = uniqueid.rsplit("-", 1)[-1].split(".", 1)[0]
    return int(seconds) if seconds.isdigit() and len(seconds) <= 11 else None
