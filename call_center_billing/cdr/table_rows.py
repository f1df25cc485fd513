"""Rows of a database's table of calls, one JSON object a line, with names that are the same whatever the table's are.

| name | meaning |
|---|---|
| `id` | tells the row from all others of the table, and stays |
| `a_number`, `b_number` | caller and called |
| `start` | a date and time of the source's time zone, or with its offset from UTC; or an epoch |
| `seconds` | of conversation |
| `duration` | from start to end; optional |
| `disposition` | a word of Asterisk's, or a hangup cause of FreeSWITCH's, maybe with its number: NORMAL_CLEARING [16] |
| `account`, `trunk`, `agent`, `queue` | optional |
| `inner` | 1: the row tells of the other leg of a call that has a row of its own; optional |
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from .asterisk_row import OUTCOMES
from .clock import to_utc
from .errors import FileRefused
from .fields import BadField, believed, has_control, identity_of, seconds_of
from .freeswitch_call import outcome_of
from .json_value import object_of, text_of
from .lines import MAX_LINE, Line
from .model import Call, Fate, Ignored, Outcome
from .reading import Reading, by_line

NEEDED: Final = ("id", "a_number", "b_number", "start", "seconds", "disposition")
EPOCH: Final = re.compile(r"\d{9,11}(?:\.\d+)?", re.ASCII)
#: the number that some write behind a hangup cause
NUMBERED: Final = re.compile(r"\s*\[\d+\]$", re.ASCII)


class TableRows:
    """See the module's text."""

    max_line: Final = MAX_LINE

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """Turn each line, one JSON object, into exactly one outcome."""
        return by_line(lines, _check, lambda line: _fate(line, reading))


def _check(line: Line) -> None:
    if not line.text.startswith("{") or '"id":' not in line.text:
        raise FileRefused("form", line.text[:40])


def _fate(line: Line, reading: Reading) -> Fate:
    if has_control(line.text):
        raise BadField("control", "", "")
    row = object_of(line.text)
    for field in NEEDED:
        if field not in row:
            raise BadField("missing", field, "")
    identity = identity_of("id", text_of(row, "id"))
    if text_of(row, "inner") == "1":
        return Ignored(line.number, line.text, "other_leg", identity)
    talk = seconds_of(text_of(row, "seconds"), "seconds")
    duration = seconds_of(text_of(row, "duration") or "0", "duration")
    return Call(
        line=line.number,
        raw=line.text,
        identity=identity,
        a_number=text_of(row, "a_number").strip(),
        b_number=text_of(row, "b_number").strip(),
        account_code=text_of(row, "account").strip(),
        started_at=_start(text_of(row, "start"), reading),
        duration=max(duration, talk),
        talk_seconds=talk,
        outcome=_outcome(row, talk),
        trunk=text_of(row, "trunk").strip(),
        agent=text_of(row, "agent").strip(),
        queue=text_of(row, "queue").strip(),
    )


def _start(text: str, reading: Reading) -> datetime:
    try:
        if EPOCH.fullmatch(text):
            moment = datetime.fromtimestamp(int(text.partition(".")[0]), UTC)
        else:
            moment = to_utc(text, reading.timezone)
    except (ValueError, OverflowError) as error:
        raise BadField("date", "start", text) from error
    return believed(moment, text, "start", reading)


def _outcome(row: dict[str, Any], talk: int) -> Outcome:
    word = NUMBERED.sub("", text_of(row, "disposition").strip())
    if word in OUTCOMES:
        return OUTCOMES[word]
    return outcome_of(word, talk > 0, False)
