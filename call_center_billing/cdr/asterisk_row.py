"""What a row of Asterisk's call records means, whatever file it comes in.

Rules, each seen in records of a real Asterisk:
 * `uniqueid` names a channel, not a row: forks, failovers, queue attempts and transfers repeat it. A row is
   (uniqueid, sequence); without a sequence (uniqueid, dstchannel, start, lastapp).
 * A call through a `Local/` channel writes two answered rows. The row of the inner leg has channel `Local/…;2` and
   belongs to another call (linkedid ≠ uniqueid): it is ignored, the outer row carries the number that was dialled.
 * billsec is what is billed; it is truncated from microseconds and may differ from end − answer by one.
 * The trunk is the peer of dstchannel, the channel that went out; a call that got no channel has none.
 * A call turned away by the dialplan ends in `Hangup` with cause 21 and no seconds.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from .clock import to_utc
from .fields import BadField, believed, identity_of, seconds_of
from .model import Call, Fate, Ignored, Outcome
from .peer import peer_of

if TYPE_CHECKING:
    from .lines import Line
    from .reading import Reading

#: Q.850 cause "call rejected", which the dialplan's Hangup(21) sends
CALL_REJECTED: Final = "21"
OUTCOMES: Final[dict[str, Outcome]] = {
    "ANSWERED": "answered",
    "NO ANSWER": "no_answer",
    "CANCEL": "no_answer",
    "BUSY": "busy",
    "FAILED": "failed",
    "CONGESTION": "failed",
}


class Row(NamedTuple):
    """The columns by name; those a layout lacks are empty."""

    accountcode: str = ""
    src: str = ""
    dst: str = ""
    dcontext: str = ""
    clid: str = ""
    channel: str = ""
    dstchannel: str = ""
    lastapp: str = ""
    lastdata: str = ""
    start: str = ""
    answer: str = ""
    end: str = ""
    duration: str = ""
    billsec: str = ""
    disposition: str = ""
    amaflags: str = ""
    uniqueid: str = ""
    userfield: str = ""
    peeraccount: str = ""
    linkedid: str = ""
    sequence: str = ""


def fate_of(line: "Line", row: Row, reading: "Reading") -> Fate:
    """The call that the row tells of, unless it is the inner leg of another.

    :raise BadField: a field that cannot be read
    """
    if row.channel.startswith("Local/") and row.channel.endswith(";2") and row.linkedid != row.uniqueid:
        return Ignored(line.number, line.text, "inner_leg", _identity(row))
    duration, talk = seconds_of(row.duration, "duration"), seconds_of(row.billsec, "billsec")
    try:
        started_at = to_utc(row.start, reading.timezone, _epoch(row.uniqueid))
    except (ValueError, OverflowError) as error:
        raise BadField("date", "start", row.start) from error
    return Call(
        line=line.number,
        raw=line.text,
        identity=_identity(row),
        a_number=row.src.strip(),
        b_number=row.dst.strip(),
        account_code=row.accountcode.strip(),
        started_at=believed(started_at, row.start, "start", reading),
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
        return identity_of("uniqueid", row.uniqueid, row.sequence)
    return identity_of("uniqueid", row.uniqueid or row.channel, row.dstchannel, row.start, row.lastapp)


def _epoch(uniqueid: str) -> float | None:
    """The moment in a uniqueid such as `1795317772.5` or `pbx1-1795317772.5`."""
    seconds = uniqueid.rsplit("-", 1)[-1].split(".", 1)[0]
    return int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) <= 11 else None
