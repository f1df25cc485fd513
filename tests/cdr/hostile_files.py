"""Hostile files for every dialect: records of a real kind, then the same cut, swapped, blown up and spoilt.

Everything is decided by the `random.Random` that is passed in: the same seed gives the same file.
"""

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any, Final

from cdr import DIALECTS, Dialect, MappedCsv
from cdr_samples import DATA

MAPPED: Final = MappedCsv(
    {
        "delimiter": ";",
        "columns": {
            "a_number": "From",
            "b_number": "To",
            "start": ["Date", "Time"],
            "end": "End",
            "talk": "Length",
            "disposition": "Result",
        },
        "length": "clock",
        "dispositions": {"answered": ["ok"], "no_answer": ["missed"]},
    }
)
SWITCH: Final[dict[str, Dialect]] = {**DIALECTS, "mapped_csv": MAPPED}

FREESWITCH: Final[dict[str, Any]] = {
    "core-uuid": "eb8bcdd2",
    "variables": {
        "uuid": "3da8bf84-c133-4959-9e24-e72875cb33a1",
        "direction": "inbound",
        "channel_name": "sofia/internal/1001@10.0.0.1",
        "start_epoch": "1795317772",
        "answer_epoch": "1795317775",
        "duration": "71",
        "billsec": "68",
        "hangup_cause": "NORMAL_CLEARING",
        "caller_id": '"Acme {AB}" <46812345678>',
    },
    "callflow": [{"caller_profile": {"caller_id_number": "46812345678", "destination_number": "46701110001"}}],
}
RADIUS: Final = """\
Sun Nov 22 03:24:03 2026
\tUser-Name = "acme"
\tNAS-IP-Address = 192.0.2.11
\tCalling-Station-Id = "46812345678"
\tCalled-Station-Id = "46701110001"
\tAcct-Status-Type = Stop
\tAcct-Output-Octets = 1117830
\tAcct-Output-Gigawords = 2
\tAcct-Session-Time = 68
\tAcct-Session-Id = "80100014"
"""
AVAYA: Final = (
    "2026/11/22 03:22:52,00:00:34,3,203,O,46701110001,46701110001,acme,0,1000,{more},E203,Eva,T9001,Line,0,0,1,n/a"
    + "," * 11
)
FREESWITCH_ROW: Final = (
    '"Acme, ""AB""","46812345678","46701110001","default","2026-11-22 03:22:52","2026-11-22 03:22:55",'
    '"2026-11-22 03:24:03","71","68","NORMAL_CLEARING","u1","u2","acme","PCMU","PCMU"'
)
#: by dialect whole files that are in order, the lines that tell the format first
SAMPLES: Final[dict[str, bytes]] = {
    "asterisk_csv": (DATA / "asterisk22_newcolumns_gmt.csv").read_bytes(),
    "asterisk_custom_csv": (DATA / "asterisk22_cdr_custom.csv").read_bytes(),
    "asterisk_custom_json": (DATA / "asterisk22_cdr_custom.json").read_bytes(),
    "freeswitch_csv": f"{FREESWITCH_ROW}\nINSERT INTO cdr VALUES ({FREESWITCH_ROW.rsplit(',', 2)[0]});".encode(),
    "freeswitch_json": f"{json.dumps(FREESWITCH)}\n{json.dumps(FREESWITCH, indent=1)}\n[{json.dumps({})}]".encode(),
    "threecx": (
        b"Call 612505,00000C21_6532,00:01:08,2026/11/22 03:22:52,2026/11/22 03:22:55,2026/11/22 03:24:03,"
        b"TerminatedByDst,+46812345678,46701110001,100,10000,0701110001,,46701110001,10000,,,,,Chain: x;"
    ),
    "radius_detail": f"{RADIUS}\n{RADIUS.replace('Stop', 'Start')}\n{RADIUS.replace('80100014', '9')}".encode(),
    "cisco_cucm": (
        b"cdrRecordType,pkid,dateTimeOrigination,dateTimeConnect,dateTimeDisconnect,callingPartyNumber,"
        b"finalCalledPartyNumber,duration\nINTEGER,UNIQUEIDENTIFIER,INTEGER,INTEGER,INTEGER,VARCHAR(50),VARCHAR(50),"
        b'INTEGER\n1,"p1",1795317772,1795317775,1795317843,46812345678,46701110001,68'
    ),
    "avaya_smdr": "\n".join((AVAYA.format(more=1), AVAYA.format(more=0))).encode(),
    "vicidial_call_log": (
        b"uniqueid\tcaller_code\tnumber_dialed\tstart_time\tlength_in_sec\n"
        b"1795317772.5\t46812345678\t46701110001\t2026-11-22 03:22:52\t68"
    ),
    "vicidial_closer_log": (
        b"closecallid|campaign_id|call_date|length_in_sec|queue_seconds|phone_code|phone_number|user|term_reason\n"
        b"4711|SALES|2026-11-22 03:22:52|68|4.60|46|812345678|6666|CALLER"
    ),
    "vicidial_agent_log": (
        b"agent_log_id,user,event_time,campaign_id,talk_epoch,talk_sec,dispo_epoch,dispo_sec\n"
        b"815,6666,2026-11-22 03:22:52,SALES,1795317772,68,1795317840,12"
    ),
    "table_rows": (
        b'{"id": 7, "a_number": "46812345678", "b_number": "46701110001", "start": "2026-11-22 03:22:52", '
        b'"seconds": 68, "disposition": "NORMAL_CLEARING [16]"}'
    ),
    "mapped_csv": (
        b"From;To;Date;Time;End;Length;Result\n"
        b"46812345678;46701110001;2026-11-22;03:22:52;2026-11-22 03:24:00;00:01:08;ok"
    ),
}

#: what no switch writes, to be put somewhere into a line
STRANGE: Final = (
    *(b"\0", b'"', b'""', b"'", b"\\", b"\\u0000", b"\\ud800", b"%00", b"{", b"}", b"[", b"]", b"\r", b"\n", b"\t"),
    *(
        b"\xff\xfe",
        b"\xc3",
        b"\xe9\xe5\xf6",
        "\u202e\u2028".encode(),
        "٣٣٣".encode(),
        b"\x1b[2J",
        b"=cmd|' /C calc'!A0",
    ),
    *(b"<script>alert(1)</script>", b"NaN", b"Infinity", b"-0", b"1e999", b"null", b"\\N", b"'; DROP TABLE x;--"),
)
DIGITS: Final = re.compile(rb"\d+")
YEAR: Final = re.compile(rb"20[0-9]{2}")
EPOCH: Final = re.compile(rb"17953[0-9]{5}")
MEGABYTE: Final = 1_048_576


def _cut(line: bytes, chance: Random) -> bytes:
    begin = chance.randint(0, len(line))
    return line[:begin] + line[begin + chance.randint(0, 40) :] if chance.random() < 0.5 else line[:begin]


def _swap(line: bytes, chance: Random) -> bytes:
    mark = max((b",", b";", b"\t", b"|", b"="), key=line.count)
    cells = line.split(mark)
    chance.shuffle(cells)
    return mark.join(cells)


def _insert(line: bytes, chance: Random) -> bytes:
    at = chance.randint(0, len(line))
    return line[:at] + chance.choice(STRANGE) + line[at:]


def _number(line: bytes, chance: Random) -> bytes:
    """One number negative, enormous, with decimals, or in figures that are no digits to a computer."""
    found = list(DIGITS.finditer(line))
    if not found:
        return line
    number = chance.choice(found)
    new = chance.choice(
        (b"-" + number[0], b"9" * chance.randint(3, 5_000), b"0", b"31622401", number[0] + b".5", "٣".encode(), b"")
    )
    return line[: number.start()] + new + line[number.end() :]


def _moment(line: bytes, chance: Random) -> bytes:
    """Another year, or another second: to come, long gone, or none at all."""
    year = chance.choice((b"2999", b"9999", b"0000", b"0001", b"1969", b"2026"))
    return EPOCH.sub(chance.choice((b"9" * 10, b"9" * 11, b"1", b"0", b"-1")), YEAR.sub(year, line))


def _encode(line: bytes, chance: Random) -> bytes:
    return line.decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-32", "utf-7")), "replace")


def _noise(line: bytes, chance: Random) -> bytes:
    return chance.randbytes(chance.randint(0, 200))


def _repeat(line: bytes, chance: Random) -> bytes:
    return line * chance.randint(2, 4)


MUTATIONS: Final[tuple[Callable[[bytes, Random], bytes], ...]] = (
    *(_cut, _swap, _insert, _number, _moment, _encode, _noise, _repeat),
)


def huge(line: bytes, chance: Random) -> bytes:
    """The line, or one character that means something, until it has a megabyte and more."""
    part = chance.choice((line, *(bytes((byte,)) for byte in b'"{[(,; \\\t<%=9A')))
    return part * (MEGABYTE // max(len(part), 1) + 2)


def hostile_line(line: bytes, chance: Random) -> bytes:
    """A line as one to three things were done to it."""
    for _number_of in range(chance.choice((1, 1, 1, 2, 3))):
        line = chance.choice(MUTATIONS)(line, chance)
    return line


def hostile_file(name: str, count: int, chance: Random, spared: float = 0.2, long: float = 0.0) -> bytes:
    """A file that begins like one of the dialect and goes on with `count` lines of which most are spoilt.

    :param spared: share of the lines that are left as they are
    :param long: share of the lines that are made a megabyte long
    """
    lines = SAMPLES[name].splitlines()
    out = lines[:2]
    for number in range(count):
        line = lines[(2 + number) % len(lines)]
        fortune = chance.random()
        if fortune < long:
            out.append(huge(line, chance))
        else:
            out.append(line if fortune < long + spared else hostile_line(line, chance))
    return b"\n".join(out)
