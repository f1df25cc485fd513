"""FreeSWITCH's mod_cdr_csv with the templates it is shipped with.

Told by their number of columns: `sql` (13, wrapped in INSERT INTO … VALUES), `example` (15), `linksys` (17) and `snom`
(20) begin with the same columns; `asterisk` (18) has its own. Every value is quoted, a blank may stand before the
quotation mark, and marks within a value (the caller's name in caller_id) are not doubled.

 * The key is the uuid. With legs=ab, a row that another row nearby names as its bleg_uuid is ignored; legs=a, which
   is the default, writes no such row.
 * The disposition is a hangup cause; a call is answered if it has an answer_stamp or a billsec.
 * Times are local and without epoch: start, end and duration tell the hour that comes twice, else the file's order.
"""

import re
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from .clock import WallClock, wall_time
from .errors import FileRefused
from .fields import BadField, believed, cells_of, has_control, identity_of, seconds_of
from .freeswitch_call import is_inner_leg, outcome_of, trunk_of
from .lines import MAX_LINE, Line
from .model import Call, Fate, Ignored
from .reading import Reading, checked, judge

COMMON: Final = (
    *("caller_id_name", "caller_id_number", "destination_number", "context", "start_stamp", "answer_stamp"),
    *("end_stamp", "duration", "billsec", "hangup_cause", "uuid", "bleg_uuid", "accountcode"),
)
ASTERISK: Final = (
    *("accountcode", "caller_id_number", "destination_number", "context", "caller_id", "channel_name"),
    *("bridge_channel", "last_app", "last_arg", "start_stamp", "answer_stamp", "end_stamp", "duration", "billsec"),
    *("hangup_cause", "amaflags", "uuid", "userfield"),
)
TEMPLATES: Final = {13: COMMON, 15: COMMON, 17: COMMON, 20: COMMON, 18: ASTERISK}
INSERT: Final = re.compile(r"INSERT\s+INTO\s+\S+\s+VALUES\s*\((.*)\)\s*;?", re.IGNORECASE)
BETWEEN: Final = re.compile(r'"[ \t]*,[ \t]*"')
#: rows of two legs of one call are written at its end, so nearly next to each other
WINDOW: Final = 200


class Row(NamedTuple):
    """What is used of a row; what its template lacks is empty."""

    caller_id_number: str = ""
    destination_number: str = ""
    start_stamp: str = ""
    answer_stamp: str = ""
    end_stamp: str = ""
    duration: str = ""
    billsec: str = ""
    hangup_cause: str = ""
    uuid: str = ""
    bleg_uuid: str = ""
    accountcode: str = ""
    channel_name: str = ""
    bridge_channel: str = ""
    last_app: str = ""
    last_arg: str = ""

    @property
    def age(self) -> tuple[str, str]:
        """The caller's leg is the older one."""
        return self.start_stamp, self.uuid


class FreeswitchCsv:
    """See the module's text."""

    max_line: Final = MAX_LINE

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """Turn each line into exactly one outcome, a little later than it was read."""
        clock, legs = WallClock(reading.timezone, reading.received_at), _Legs()
        waiting: deque[tuple[Line, Row | None]] = deque()
        for line in checked(lines, _check_first):
            row = legs.note(line)
            waiting.append((line, row))
            if len(waiting) > WINDOW:
                yield _judge(*waiting.popleft(), legs, clock, reading)
        while waiting:
            yield _judge(*waiting.popleft(), legs, clock, reading)


class _Legs:
    """Which uuids have lately been named as the other leg, and by whom."""

    def __init__(self) -> None:
        self._named: OrderedDict[str, Row] = OrderedDict()

    def note(self, line: Line) -> Row | None:
        """The line's row; None if it has none."""
        try:
            row = _row(line)
        except BadField:
            return None
        if row.bleg_uuid and row.bleg_uuid != row.uuid:
            self._named[row.bleg_uuid] = row
            if len(self._named) > 2 * WINDOW:
                self._named.popitem(last=False)
        return row

    def is_other(self, row: Row) -> bool:
        """Whether another row named this one; of two that name each other, the older is the caller's."""
        caller = self._named.get(row.uuid)
        if caller is None or caller.uuid == row.uuid:
            return False
        return caller.uuid != row.bleg_uuid or caller.age < row.age


def _check_first(line: Line) -> None:
    columns = len(_cells(line.text))
    if columns not in TEMPLATES and line.fault != "too_long":
        raise FileRefused("columns", str(columns))


def _judge(line: Line, row: Row | None, legs: _Legs, clock: WallClock, reading: Reading) -> Fate:
    return judge(line, lambda line: _fate(line, row or _row(line), legs, clock, reading))


def _row(line: Line) -> Row:
    if line.fault:
        raise BadField(line.fault, "", "")
    if has_control(line.text):
        raise BadField("control", "", "")
    cells = _cells(line.text)
    names = TEMPLATES.get(len(cells))
    if names is None:
        raise BadField("columns", "", str(len(cells)))
    return Row(**{name: cell for name, cell in zip(names, cells, strict=False) if name in Row._fields})


def _cells(text: str) -> list[str]:
    inserted = INSERT.fullmatch(text)
    values = (inserted[1] if inserted else text).strip()
    if len(values) > 1 and values.startswith('"') and values.endswith('"'):
        return BETWEEN.split(values[1:-1])
    try:
        return cells_of(values)
    except BadField:
        return []


def _fate(line: Line, row: Row, legs: _Legs, clock: WallClock, reading: Reading) -> Fate:
    identity = identity_of("uuid", row.uuid.strip())
    if is_inner_leg(row.channel_name):
        return Ignored(line.number, line.text, "inner_leg", identity)
    if legs.is_other(row):
        return Ignored(line.number, line.text, "other_leg", identity)
    talk = seconds_of(row.billsec, "billsec")
    duration = max(seconds_of(row.duration, "duration"), talk)
    start = wall_time(row.start_stamp, "start_stamp")
    end = wall_time(row.end_stamp, "end_stamp") if row.end_stamp else None
    by_dialplan = row.last_app == "hangup" and not row.bridge_channel
    return Call(
        line=line.number,
        raw=line.text,
        identity=identity,
        a_number=row.caller_id_number.strip(),
        b_number=row.destination_number.strip(),
        account_code=row.accountcode.strip(),
        started_at=believed(clock.start(start, end, duration, "start_stamp"), row.start_stamp, "start_stamp", reading),
        duration=duration,
        talk_seconds=talk,
        outcome=outcome_of(row.hangup_cause, talk > 0 or bool(row.answer_stamp), by_dialplan),
        trunk=trunk_of(row.bridge_channel, row.last_arg if row.last_app == "bridge" else ""),
    )
