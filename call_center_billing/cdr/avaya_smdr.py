"""Avaya IP Office's station message detail records (SMDR): 30 columns, 37 from release 11 on.

A transferred, parked or conferenced call has a record for each segment, with the same Call Start and Call ID; all but
the last have Continuation 1. The segments are one call:

 * its key is Call Start with Call ID, its line the first segment's, its lines as many as there are segments;
 * what is billed is the sum of Connected Time, which IP Office has rounded up to whole seconds;
 * numbers are those of the first segment, so the first caller pays for all of it, at the price of the first number.

Segments whose last one is not in the file are refused (import the whole of it), and so is a call with a segment that
cannot be read: part of a call is never billed. A segment that is repeated word for word is ignored. Calls of which
every segment is internal (Is Internal 1) are ignored. Times are local and without epoch.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from .asterisk_csv import columns_of
from .clock import WallClock, wall_time
from .errors import FileRefused
from .fields import BadField, believed, cells_of, clock_seconds, identity_of, seconds_of
from .lines import MAX_LINE, Line
from .model import Call, Fate, Ignored, Refused
from .reading import Reading, checked, refused

MIN_COLUMNS: Final = 30
MAX_COLUMNS: Final = 60
HEADING: Final = "call start"
#: text of unfinished calls that is kept; more are given up, the oldest first
MAX_HELD: Final = 4 * 1024 * 1024


class Segment(NamedTuple):
    """The columns that are used, in the order of the file."""

    call_start: str
    connected_time: str
    ring_time: str
    caller: str
    direction: str
    called_number: str
    dialled_number: str
    account: str
    is_internal: str
    call_id: str
    continuation: str
    party1_device: str
    party1_name: str
    party2_device: str
    party2_name: str


class AvayaSmdr:
    """See the module's text."""

    max_line: Final = MAX_LINE

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """One outcome for each call, when its last segment has come."""
        held = _Held(reading)
        for line in checked(lines, _check_first):
            if line.fault:
                yield Refused(line.number, line.text, line.fault, "", "")
            elif line.text.lower().startswith(HEADING):
                yield Ignored(line.number, line.text, "header", "")
            else:
                yield from held.take(line)
        yield from held.give_up(0)


class _Held:
    """The calls whose last segment has not come yet."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._clock = WallClock(reading.timezone, reading.received_at)
        self._calls: OrderedDict[tuple[str, str], list[tuple[Line, Segment]]] = OrderedDict()
        self._size = 0

    def take(self, line: Line) -> Iterator[Fate]:
        """Add a segment to its call; the call if it is the last."""
        try:
            segment = _segment(line.text)
        except BadField as error:
            yield refused(error, line.number, line.text)
            return
        key = (segment.call_start, segment.call_id)
        parts = self._calls.setdefault(key, [])
        if parts and parts[-1][0].text == line.text:
            yield Ignored(line.number, line.text, "repeated", "/".join(key))
            return
        parts.append((line, segment))
        self._size += len(line.text)
        if segment.continuation == "0":
            yield _fate(self._remove(key), self._clock, self._reading)
        yield from self.give_up(MAX_HELD)

    def give_up(self, size: int) -> Iterator[Refused]:
        """Refuse the oldest calls until no more than `size` characters are held."""
        while self._calls and (self._size > size or not size):
            parts = self._remove(next(iter(self._calls)))
            first, segment = parts[0]
            yield Refused(first.number, _raw(parts), "unfinished", "continuation", segment.call_id, len(parts))

    def _remove(self, key: tuple[str, str]) -> list[tuple[Line, Segment]]:
        parts = self._calls.pop(key)
        self._size -= sum(len(line.text) for line, _segment in parts)
        return parts


def _check_first(line: Line) -> None:
    columns = columns_of(line.text)
    if not MIN_COLUMNS <= columns <= MAX_COLUMNS and line.fault != "too_long":
        raise FileRefused("columns", str(columns))


def _segment(text: str) -> Segment:
    cells = cells_of(text)
    if not MIN_COLUMNS <= len(cells) <= MAX_COLUMNS:
        raise BadField("columns", "", str(len(cells)))
    segment = Segment(*(cell.strip() for cell in cells[: len(Segment._fields)]))
    identity_of("call_id", segment.call_id, segment.call_start)
    for field in ("continuation", "is_internal"):
        if getattr(segment, field) not in ("0", "1"):
            raise BadField("form", field, getattr(segment, field))
    if segment.direction not in ("I", "O"):
        raise BadField("form", "direction", segment.direction)
    return segment


def _raw(parts: list[tuple[Line, Segment]]) -> str:
    return "\n".join(line.text for line, _segment in parts)


def _fate(parts: list[tuple[Line, Segment]], clock: WallClock, reading: Reading) -> Fate:
    line, segments = parts[0][0], [segment for _line, segment in parts]
    try:
        if all(segment.is_internal == "1" for segment in segments):
            identity = _identity(segments[0])
            return Ignored(line.number, _raw(parts), "internal", identity, len(parts))
        return _call(line, segments, clock, reading)._replace(raw=_raw(parts), lines=len(parts))
    except BadField as error:
        return refused(error, line.number, _raw(parts), len(parts))


def _call(line: Line, segments: list[Segment], clock: WallClock, reading: Reading) -> Call:
    first = segments[0]
    connected = [clock_seconds(segment.connected_time, "connected_time") for segment in segments]
    talk = sum(seconds for segment, seconds in zip(segments, connected, strict=True) if segment.is_internal == "0")
    ringing = sum(seconds_of(segment.ring_time, "ring_time") for segment in segments)
    duration = seconds_of(str(ringing + sum(connected)), "connected_time")
    moment = clock.start(wall_time(first.call_start, "call_start"), None, duration, "call_start")
    return Call(
        line=line.number,
        raw=line.text,
        identity=_identity(first),
        a_number=first.caller,
        b_number=first.called_number or first.dialled_number,
        account_code=next((segment.account for segment in segments if segment.account), ""),
        started_at=believed(moment, first.call_start, "call_start", reading),
        duration=duration,
        talk_seconds=talk,
        outcome="answered" if talk else "no_answer",
        trunk=_device(segments, "T") if first.direction == "O" else "",
        agent=_device(segments, "E").removeprefix("E"),
    )


def _identity(segment: Segment) -> str:
    return identity_of("call_id", segment.call_start, segment.call_id)


def _device(segments: list[Segment], kind: str) -> str:
    """The first device of a kind: E for an extension, T for a trunk's channel."""
    devices = (device for segment in segments for device in (segment.party1_device, segment.party2_device))
    return next((device for device in devices if device.startswith(kind) and device[1:].isdigit()), "")
