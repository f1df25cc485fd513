"""Exports of VICIdial's tables call_log, vicidial_closer_log and vicidial_agent_log, with a line of column names.

Comma, tab, semicolon or bar between columns, which are found by name; NULL and `\\N` are no value. Epochs are used
where there are any, otherwise local times.

 * call_log: the key is uniqueid. A row counts all of its channel's time, length_in_sec; it does not tell when anybody
   answered.
 * vicidial_closer_log: the key is closecallid (one uniqueid may go through several in-groups). Service `agent`, for the
   table does not have the number called: what is billed is length_in_sec less queue_seconds, in whole seconds, for the
   in-group as account; a call that left the queue without an agent was not answered.
 * vicidial_agent_log: the key is agent_log_id. Service `agent`: what is billed is talk_sec and dispo_sec, for the
   campaign as account. Rows without either (pauses, waiting) are ignored.

Rows that VICIdial has not finished (no length yet, no disposition yet) are refused: export them when they are.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from .clock import WallClock, wall_time
from .fields import BadField, believed, identity_of, moment_of, rounded_up, seconds_of
from .lines import MAX_LINE, Line
from .model import Call, Fate, Ignored
from .reading import Reading
from .table import Record, by_record

CALL_LOG: Final = ("uniqueid", "caller_code", "number_dialed", "start_time", "length_in_sec")
CLOSER_LOG: Final = (
    *("closecallid", "campaign_id", "call_date", "length_in_sec", "queue_seconds", "phone_number", "user"),
    "term_reason",
)
AGENT_LOG: Final = ("agent_log_id", "user", "event_time", "campaign_id", "talk_sec", "dispo_sec")
#: reasons for the end of a call that no agent took
UNTAKEN: Final = frozenset({"QUEUETIMEOUT", "ABANDON", "AFTERHOURS", "HOLDRECALLXFER", "HOLDTIME", "NOAGENT"})
#: stands for nobody in the column user
NOBODY: Final = frozenset({"", "VDCL", "VDAD"})


class CallLog:
    """See the module's text."""

    max_line: Final = MAX_LINE

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """Turn each line into exactly one outcome."""
        clock = WallClock(reading.timezone, reading.received_at)
        return by_record(lines, CALL_LOG, lambda line, record: _call(line, record, clock, reading))


class CloserLog:
    """See the module's text."""

    max_line: Final = MAX_LINE

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """Turn each line into exactly one outcome."""
        clock = WallClock(reading.timezone, reading.received_at)
        return by_record(lines, CLOSER_LOG, lambda line, record: _closed(line, record, clock, reading))


class AgentLog:
    """See the module's text."""

    max_line: Final = MAX_LINE

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """Turn each line into exactly one outcome."""
        clock = WallClock(reading.timezone, reading.received_at)
        return by_record(lines, AGENT_LOG, lambda line, record: _worked(line, record, clock, reading))


def _call(line: Line, record: Record, clock: WallClock, reading: Reading) -> Call:
    identity = identity_of("uniqueid", record["uniqueid"])
    talk = _length(record)
    return Call(
        line=line.number,
        raw=line.text,
        identity=identity,
        a_number=record["caller_code"],
        b_number=record["number_dialed"],
        account_code="",
        started_at=_start(record, ("start_epoch",), "start_time", talk, clock, reading),
        duration=talk,
        talk_seconds=talk,
        outcome="answered" if talk else "no_answer",
    )


def _closed(line: Line, record: Record, clock: WallClock, reading: Reading) -> Call:
    identity = identity_of("closecallid", record["closecallid"])
    length = _length(record)
    waited = rounded_up(record["queue_seconds"] or "0", "queue_seconds")
    agent = "" if record["user"] in NOBODY else record["user"]
    taken = bool(agent) and record["term_reason"] not in UNTAKEN
    if taken and waited > length + 1:  # a second may be lost in rounding
        raise BadField("seconds", "queue_seconds", record["queue_seconds"])
    return Call(
        line=line.number,
        raw=line.text,
        identity=identity,
        a_number=_international(record["phone_code"], record["phone_number"]),
        b_number="",
        account_code=record["campaign_id"],
        started_at=_start(record, ("start_epoch",), "call_date", length, clock, reading),
        duration=length,
        talk_seconds=max(length - waited, 0) if taken else 0,
        outcome="answered" if taken else "no_answer",
        service="agent",
        agent=agent,
        queue=record["campaign_id"],
    )


def _worked(line: Line, record: Record, clock: WallClock, reading: Reading) -> Fate:
    identity = identity_of("agent_log_id", record["agent_log_id"])
    if record["talk_epoch"] and "dispo_epoch" in record and not record["dispo_epoch"]:
        raise BadField("unfinished", "dispo_epoch", identity)
    worked = sum(seconds_of(record[name] or "0", name) for name in ("talk_sec", "dispo_sec"))
    if not worked:
        return Ignored(line.number, line.text, "no_conversation", identity)
    return Call(
        line=line.number,
        raw=line.text,
        identity=identity,
        a_number="",
        b_number="",
        account_code=record["campaign_id"],
        started_at=_start(record, ("talk_epoch", "dispo_epoch"), "event_time", worked, clock, reading),
        duration=worked,
        talk_seconds=worked,
        outcome="answered",
        service="agent",
        agent=record["user"],
    )


def _length(record: Record) -> int:
    if not record["length_in_sec"]:
        raise BadField("unfinished", "length_in_sec", "no length yet")
    return seconds_of(record["length_in_sec"], "length_in_sec")


def _start(
    record: Record, epochs: tuple[str, ...], local: str, seconds: int, clock: WallClock, reading: Reading
) -> datetime:
    for name in epochs:
        if record[name] not in ("", "0"):
            return moment_of(record[name], name, reading)
    moment = clock.start(wall_time(record[local], local), None, seconds, local)
    return believed(moment, record[local], local, reading)


def _international(code: str, number: str) -> str:
    """The number with its country's code, unless it is national (0 in front) or has it already."""
    return f"+{code}{number}" if code.isdigit() and number.isdigit() and not number.startswith("0") else number
