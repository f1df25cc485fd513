"""Cisco Unified Communications Manager's call detail records: files `cdr_<cluster>_<node>_<time>_<number>`.

The first line names the columns, the second their types; columns are found by name, for their number grows with each
version. Files of several nodes may be joined.

 * The key is pkid. Transfers, conferences and forwards give several records of one call; each has its own pkid, its own
   numbers and its own seconds, and each is billed to the number that it names as calling.
 * dateTimeConnect 0 means unanswered; what is billed is duration. Times are epochs.
 * The number called is finalCalledPartyNumber, otherwise originalCalledPartyNumber.
 * cdrRecordType 1 is a call; the other types (2 is a call's quality) are ignored.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from .fields import amount_of, epoch_of, identity_of, moment_of, seconds_of
from .lines import MAX_LINE, Line
from .model import Call, Fate, Ignored, Outcome
from .reading import Reading
from .table import Record, by_record

REQUIRED: Final = (
    *("cdrRecordType", "pkid", "dateTimeOrigination", "dateTimeConnect", "dateTimeDisconnect", "callingPartyNumber"),
    *("finalCalledPartyNumber", "duration"),
)
TYPE: Final = re.compile(r"(?:INTEGER|BIGINT|UNIQUEIDENTIFIER|(?:VAR)?CHAR ?\(\d+\))", re.IGNORECASE)
CALL: Final = "1"
#: Q.850 causes of a call that nobody answered; all others, and none, are below
CAUSES: Final[dict[int, Outcome]] = {0: "no_answer", 16: "no_answer", 17: "busy", 18: "no_answer", 19: "no_answer"}


class CiscoCucm:
    """See the module's text."""

    max_line: Final = MAX_LINE

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """Turn each line into exactly one outcome."""
        return by_record(lines, REQUIRED, lambda line, record: _fate(line, record, reading))


def _fate(line: Line, record: Record, reading: Reading) -> Fate:
    if all(TYPE.fullmatch(cell.strip()) for cell in record.cells):
        return Ignored(line.number, line.text, "header", "")
    identity = identity_of("pkid", record["pkid"])
    if record["cdrRecordType"] != CALL:
        return Ignored(line.number, line.text, "not_a_call", identity)
    answered = epoch_of(record["dateTimeConnect"], "dateTimeConnect") > 0
    talk = seconds_of(record["duration"], "duration") if answered else 0
    start = epoch_of(record["dateTimeOrigination"], "dateTimeOrigination")
    end = epoch_of(record["dateTimeDisconnect"], "dateTimeDisconnect")
    return Call(
        line=line.number,
        raw=line.text,
        identity=identity,
        a_number=record["callingPartyNumber"],
        b_number=record["finalCalledPartyNumber"] or record["originalCalledPartyNumber"],
        account_code=record["clientMatterCode"],
        started_at=moment_of(record["dateTimeOrigination"], "dateTimeOrigination", reading),
        duration=seconds_of(str(max(end - start, talk)), "dateTimeDisconnect"),
        talk_seconds=talk,
        outcome="answered" if answered else _unanswered(record),
        trunk=record["destDeviceName"],
        queue=record["huntPilotDN"],
    )


def _unanswered(record: Record) -> Outcome:
    """By the called side's cause if it gave one, otherwise the calling side's."""
    causes = (amount_of(record[name] or "0", name) for name in ("destCause_value", "origCause_value"))
    return CAUSES.get(next(filter(None, causes), 0), "failed")
