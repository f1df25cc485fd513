"""Call records as an Asterisk would have written them over some months. Pure, and the same at every run.

Who calls, when and how often is drawn from `random.Random` with a fixed seed, which Python keeps stable.
"""

import csv
import io
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

#: where Swedish businesses call: beginning of the number, digits to add, weight
DESTINATIONS = (
    ("468", 8, 24),
    ("4631", 7, 10),
    ("4640", 7, 8),
    ("4670", 7, 22),
    ("4673", 7, 12),
    ("4676", 7, 9),
    ("4620", 6, 3),
    ("46900", 6, 2),
    ("4722", 6, 3),
    ("4791", 6, 2),
    ("4533", 6, 2),
    ("35840", 7, 2),
    ("4420", 8, 1),
    ("44775", 7, 1),
    ("4930", 8, 1),
    ("3491", 7, 1),
    ("1212", 7, 1),
)
#: share of calls that end otherwise than answered
OUTCOMES = (("ANSWERED", 82), ("NO ANSWER", 12), ("BUSY", 6))


class Caller(NamedTuple):
    """A number that calls: how often on a working day, and under which account codes."""

    number: str
    name: str
    calls_a_day: float
    account_codes: tuple[str, ...] = ("",)
    mean_seconds: int = 150


def month_of_records(callers: list[Caller], first: datetime, last: datetime, seed: str) -> str:
    """A `Master.csv` (21 columns, GMT) with the calls of `callers` from `first` until `last`, in order of time."""
    draw = random.Random(seed)
    rows = sorted(
        (row for caller in callers for row in _calls(caller, first, last, draw)),
        key=lambda row: row[9],
    )
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    for sequence, row in enumerate(rows, start=1):
        start = datetime.fromisoformat(row[9]).replace(tzinfo=UTC)
        uniqueid = f"{int(start.timestamp())}.{sequence}"
        writer.writerow([*row, uniqueid, "", "", uniqueid, sequence])
    return text.getvalue()


def _calls(caller: Caller, first: datetime, last: datetime, draw: random.Random) -> Iterator[list[str | int]]:
    day = first
    while day < last:
        weight = 1.0 if day.weekday() < 5 else 0.15
        for _ in range(round(caller.calls_a_day * weight * draw.uniform(0.6, 1.4))):
            # office hours in Stockholm, most of it before lunch and after
            seconds = round(draw.triangular(6.5, 18, 9.5 if draw.random() < 0.6 else 14) * 3600)
            yield _record(caller, day + timedelta(seconds=seconds), draw)
        day += timedelta(days=1)


def _record(caller: Caller, start: datetime, draw: random.Random) -> list[str | int]:
    prefix, digits, _weight = draw.choices(DESTINATIONS, [weight for *_rest, weight in DESTINATIONS])[0]
    called = prefix + str(draw.randrange(10 ** (digits - 1), 10**digits))
    outcome = draw.choices([name for name, _share in OUTCOMES], [share for _name, share in OUTCOMES])[0]
    ring = draw.randrange(2, 25)
    talk = 1 + round(draw.expovariate(1 / caller.mean_seconds)) if outcome == "ANSWERED" else 0
    answer = f"{start + timedelta(seconds=ring):%Y-%m-%d %H:%M:%S}" if talk else ""
    channel = f"PJSIP/{caller.number}-{draw.randrange(16**8):08x}"
    return [
        draw.choice(caller.account_codes),
        caller.number,
        called,
        "outbound",
        f'"{caller.name}" <{caller.number}>',
        channel,
        f"PJSIP/trunk-{draw.randrange(16**8):08x}",
        "Dial",
        f"PJSIP/{called}@trunk,60",
        f"{start:%Y-%m-%d %H:%M:%S}",
        answer,
        f"{start + timedelta(seconds=ring + talk):%Y-%m-%d %H:%M:%S}",
        ring + talk,
        talk,
        outcome,
        "DOCUMENTATION",
    ]
