"""3CX's call data records, from its file cdr.log or its TCP stream.

Fields stand by position, in an order that its administrator can change; the default is `ORDER`, and fields behind it
are not needed. A line may begin with `Call `. Nothing is quoted; the last fields (names, the chain of endpoints) may
hold apostrophes, semicolons and commas.

 * The key is historyid, with the callid that several records of one call share (the history is numbered anew when a
   3CX is set up again).
 * What is billed is duration, which counts from the answer; a call without time-answered was not answered.
 * `Ext.960` is an extension. A call with extensions at both ends is ignored.
 * Numbers are from-no and, where the call ended at a number outside, final-number, otherwise to-no.
 * Dates are year first or day first, local, without zone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .clock import WallClock, wall_time
from .errors import FileRefused
from .fields import BadField, believed, clock_seconds, has_control, identity_of, seconds_of
from .lines import MAX_LINE, Line
from .model import Call, Fate, Ignored, Outcome
from .reading import Reading, by_line

ORDER: Final = (
    *("historyid", "callid", "duration", "time-start", "time-answered", "time-end", "reason-terminated", "from-no"),
    *("to-no", "from-dn", "to-dn", "dial-no", "reason-changed", "final-number", "final-dn", "bill-code", "bill-rate"),
    *("bill-cost", "bill-name", "chain"),
)
NEEDED: Final = frozenset({"historyid", "duration", "time-start", "time-answered", "from-no", "to-no"})
PREFIX: Final = re.compile(r"Call\s+", re.IGNORECASE)
EXTENSION: Final = "ext."
FAILED: Final = ("fail", "reject", "route", "found", "avail", "error", "disabled", "prohibited")


class ThreeCx:
    """See the module's text.

    :param order: the names of the fields as 3CX is set to write them
    :raise ValueError: the order lacks a field without which no call can be billed
    """

    max_line: Final = MAX_LINE

    def __init__(self, order: tuple[str, ...] = ORDER) -> None:
        if lacking := NEEDED - set(order):
            raise ValueError(f"the order of fields lacks {', '.join(sorted(lacking))}")
        self._order = order

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """Turn each line into exactly one outcome."""
        clock = WallClock(reading.timezone, reading.received_at)
        return by_line(lines, self._check_first, lambda line: _fate(line, self._record(line.text), clock, reading))

    def _check_first(self, line: Line) -> None:
        columns = len(_cells(line.text))
        if columns < len(self._order) and line.fault != "too_long":
            raise FileRefused("columns", str(columns))

    def _record(self, text: str) -> Mapping[str, str]:
        if has_control(text):
            raise BadField("control", "", "")
        cells = _cells(text)
        if len(cells) < len(self._order):
            raise BadField("columns", "", str(len(cells)))
        return dict.fromkeys(ORDER, "") | dict(zip(self._order, cells, strict=False))


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in PREFIX.sub("", text, count=1).split(",")]


def _fate(line: Line, record: Mapping[str, str], clock: WallClock, reading: Reading) -> Fate:
    identity = identity_of("historyid", record["historyid"], record["callid"])
    source, called, final = (record[name] for name in ("from-no", "to-no", "final-number"))
    outside = final if _is_outside(final) else called
    if not _is_outside(source) and not _is_outside(outside):
        return Ignored(line.number, line.text, "internal", identity)
    answered = record["time-answered"]
    talk = clock_seconds(record["duration"], "duration") if answered else 0
    start = wall_time(record["time-start"], "time-start")
    end = wall_time(record["time-end"], "time-end") if record["time-end"] else None
    ringing = int((wall_time(answered, "time-answered") - start).total_seconds()) % 3_600 if answered else 0
    first, last = clock.span(start, end, ringing + talk, "time-start")
    own = source if not _is_outside(source) else final
    return Call(
        line=line.number,
        raw=line.text,
        identity=identity,
        a_number=_number(source),
        b_number=_number(outside),
        account_code=record["bill-code"],
        started_at=believed(first, record["time-start"], "time-start", reading),
        duration=seconds_of(str(max(int((last - first).total_seconds()), talk)), "time-end"),
        talk_seconds=talk,
        outcome="answered" if answered else _unanswered(record["reason-terminated"]),
        trunk=_trunk(record),
        agent="" if _is_outside(own) else _number(own),
    )


def _is_outside(number: str) -> bool:
    return bool(number) and not number.lower().startswith(EXTENSION)


def _number(number: str) -> str:
    return number if _is_outside(number) else number[len(EXTENSION) :]


def _trunk(record: Mapping[str, str]) -> str:
    """What the call left by: the distinguished name of the end that is a number outside."""
    if _is_outside(record["final-number"]):
        return record["final-dn"]
    return record["to-dn"] if _is_outside(record["to-no"]) else ""


def _unanswered(reason: str) -> Outcome:
    """TerminatedBySrc, src_participant_terminated, …: the words differ by version."""
    word = reason.lower()
    if "busy" in word:
        return "busy"
    return "failed" if any(part in word for part in FAILED) else "no_answer"
