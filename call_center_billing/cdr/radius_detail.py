"""RADIUS accounting as FreeRADIUS keeps it in its detail files: sessions of data, and calls.

Only a Stop is billed: it has the whole of a session, so Start and Interim-Update are ignored, and a session that has
not stopped is billed when it does. A Stop that is sent again (with Acct-Delay-Time) has the same key:
Acct-Unique-Session-Id, otherwise the NAS and its Acct-Session-Id.

 * A session of data has service `data`; its quantity is the octets in and out, Gigawords included; its duration is
   Acct-Session-Time, and it has no talk time. The account is User-Name.
 * Attributes `Asterisk-…` make a row of Asterisk's call records, with the rules of asterisk_row.
 * Attributes `h323-…` make a call, of which a gateway reports both legs: the one it answered is billed, the one it
   originated is ignored.
 * A session began its length before its Stop, whose time is Timestamp or the block's own, less Acct-Delay-Time.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final, Literal

from .asterisk_row import Row, fate_of
from .clock import WallClock, wall_time
from .errors import FileRefused
from .fields import BadField, amount_of, believed, identity_of, moment_of, seconds_of
from .lines import MAX_LINE, Line
from .model import Call, Fate, Ignored, Outcome, Refused
from .radius_blocks import Block, attribute_of, blocks, time_of
from .reading import Reading, checked, refused

Octets = Literal["both", "in", "out"]
Leg = Literal["answer", "originate"]
STOPS: Final = ("stop", "2")
NAS: Final = ("NAS-IP-Address", "NAS-IPv6-Address", "NAS-Identifier", "Client-IP-Address")
GIGAWORD: Final = 1 << 32
#: 2 million terabytes one way; the sum of both must fit a database's largest integer
MAX_OCTETS: Final = 1 << 61
ASTERISK: Final = {
    "Asterisk-Acc-Code": "accountcode",
    "Asterisk-Src": "src",
    "Asterisk-Dst": "dst",
    "Asterisk-Chan": "channel",
    "Asterisk-Dst-Chan": "dstchannel",
    "Asterisk-Last-App": "lastapp",
    "Asterisk-Last-Data": "lastdata",
    "Asterisk-Start-Time": "start",
    "Asterisk-Duration": "duration",
    "Asterisk-Bill-Sec": "billsec",
    "Asterisk-Disposition": "disposition",
    "Asterisk-Unique-ID": "uniqueid",
}
#: h323-disconnect-cause is a Q.850 cause in hexadecimal
CAUSES: Final[dict[str, Outcome]] = {"11": "busy", "10": "no_answer", "12": "no_answer", "13": "no_answer"}


class RadiusDetail:
    """See the module's text.

    :param octets: which way octets are counted: both, in (from the user, Acct-Input) or out
    :param leg: which leg of a gateway's call is billed
    """

    max_line: Final = MAX_LINE

    def __init__(self, octets: Octets = "both", leg: Leg = "answer") -> None:
        self._octets = octets
        self._leg = leg

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """One outcome for each block."""
        clock = WallClock(reading.timezone, reading.received_at)
        for block in blocks(checked(lines, _check_first)):
            if block.fault:
                yield Refused(block.line, block.raw, block.fault, "", "", block.lines)
                continue
            try:
                yield self._fate(block, clock, reading)
            except BadField as error:
                yield refused(error, block.line, block.raw, block.lines)

    def _fate(self, block: Block, clock: WallClock, reading: Reading) -> Fate:
        status = block.attributes.get("Acct-Status-Type", "")
        if not status:
            raise BadField("missing", "Acct-Status-Type", "")
        if status.lower() not in STOPS:
            return Ignored(block.line, block.raw, "not_stop", block.attributes.get("Acct-Session-Id", ""), block.lines)
        if "Asterisk-Unique-ID" in block.attributes:
            row = Row(**{field: block.attributes.get(name, "") for name, field in ASTERISK.items()})
            row = row._replace(start=row.start.replace(" +", "+").replace(" -", "-"))
            return fate_of(Line(block.line, block.raw, ""), row, reading)._replace(lines=block.lines)
        if any(name.startswith("h323-") for name in block.attributes):
            return self._call(block, clock, reading)
        return self._session(block, clock, reading)

    def _call(self, block: Block, clock: WallClock, reading: Reading) -> Fate:
        values = block.attributes
        if values.get("h323-call-origin", self._leg) != self._leg:
            return Ignored(block.line, block.raw, "other_leg", _identity(values), block.lines)
        talk = seconds_of(values.get("Acct-Session-Time", ""), "Acct-Session-Time")
        cause = values.get("h323-disconnect-cause", "").lower()
        return _call(block, clock, reading, talk)._replace(
            talk_seconds=talk,
            outcome="answered" if talk else CAUSES.get(cause, "failed"),
            trunk=values.get("h323-remote-address", ""),
        )

    def _session(self, block: Block, clock: WallClock, reading: Reading) -> Fate:
        duration = seconds_of(block.attributes.get("Acct-Session-Time", ""), "Acct-Session-Time")
        ways = {"both": ("Input", "Output"), "in": ("Input",), "out": ("Output",)}[self._octets]
        quantity = sum(_octets(block.attributes, way) for way in ways)
        return _call(block, clock, reading, duration)._replace(service="data", quantity=quantity)


def _check_first(line: Line) -> None:
    if not time_of(line.text) and attribute_of(line.text)[0] != "Acct-Status-Type":
        raise FileRefused("form", line.text[:40])


def _call(block: Block, clock: WallClock, reading: Reading, duration: int) -> Call:
    values = block.attributes
    return Call(
        line=block.line,
        raw=block.raw,
        identity=_identity(values),
        a_number=values.get("Calling-Station-Id", "").strip(),
        b_number=values.get("Called-Station-Id", "").strip(),
        account_code=values.get("User-Name", "").strip(),
        started_at=_stopped_at(block, clock, reading) - timedelta(seconds=duration),
        duration=duration,
        talk_seconds=0,
        outcome="answered",
        lines=block.lines,
    )


def _identity(values: dict[str, str]) -> str:
    if unique := values.get("Acct-Unique-Session-Id", ""):
        return identity_of("Acct-Unique-Session-Id", unique)
    nas = next((values[name] for name in NAS if values.get(name)), "")
    session = values.get("Acct-Session-Id", "")
    return identity_of("Acct-Session-Id", session and nas, session)


def _octets(values: dict[str, str], way: str) -> int:
    low, high = f"Acct-{way}-Octets", f"Acct-{way}-Gigawords"
    octets = amount_of(values.get(high, "0"), high) * GIGAWORD + amount_of(values.get(low, "0"), low)
    if octets > MAX_OCTETS:
        raise BadField("number", high, values.get(high, "0"))
    return octets


def _stopped_at(block: Block, clock: WallClock, reading: Reading) -> datetime:
    delay = timedelta(seconds=seconds_of(block.attributes.get("Acct-Delay-Time", "0"), "Acct-Delay-Time"))
    if stamp := block.attributes.get("Timestamp", ""):
        moment = moment_of(stamp, "Timestamp", reading)
    else:
        moment = clock.start(wall_time(block.time, "Timestamp"), None, 0, "Timestamp")
        moment = believed(moment, block.time, "Timestamp", reading)
    return moment - delay
