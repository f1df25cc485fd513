#!/usr/bin/env python3
"""A million hostile lines and more through every dialect: where does each end, and how long does it take?

    python tests/bench/fuzz_dialects.py [lines [seed]]

Files of 5,000 lines begin like one of a dialect, then four lines of five, in every other file one of ten, are cut,
swapped, blown up or spoilt (hostile_files); one in 5,000 has a megabyte, and every fifth file is spoilt from its first
line on. The same seed gives the same files.
Ends with an error if a line is lost or counted twice, if anything but FileRefused is raised, or if a call comes out
that no database could store.
"""

import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "call_center_billing"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cdr"))

from cdr import Call, FileRefused, Ignored, Reading, split_lines
from hostile_files import SWITCH, hostile_file, hostile_line

READING = Reading("Europe/Stockholm", datetime(2026, 11, 22, 12, tzinfo=UTC))
FILE_LINES = 5_000
CHUNK = 65_536


def chunks(data):
    return (data[at : at + CHUNK] for at in range(0, len(data), CHUNK))


def check(fate):
    """:raise ValueError: a call that no database could store"""
    sound = 0 <= fate.talk_seconds <= fate.duration < 1 << 31 and 0 <= (fate.quantity or 0) < 1 << 63
    texts = (fate.identity, fate.a_number, fate.b_number, fate.account_code, fate.trunk, fate.agent, fate.queue)
    if not sound or any("\0" in text for text in texts) or fate.started_at > READING.received_at.replace(day=24):
        raise ValueError(fate)


def read(dialect, data):
    """What becomes of the file's lines, by fate; `turned away` when the file as a whole is refused.

    :raise ValueError: a line is lost, or counted twice
    """
    given = sum(1 for _line in split_lines(chunks(data), dialect.max_line))
    fates = Counter()
    try:
        for fate in dialect.read(split_lines(chunks(data), dialect.max_line), READING):
            fates[type(fate).__name__.lower()] += fate.lines
            fates["records"] += isinstance(fate, Call)
            if isinstance(fate, Call):
                check(fate)
            elif not isinstance(fate, Ignored):
                fates[fate.reason] += fate.lines
    except FileRefused as refused:
        return given, Counter({"turned away": given, refused.reason: given})
    if sum(fates[kind] for kind in ("call", "refused", "ignored")) != given:
        raise ValueError(f"{given} lines, but {fates}")
    return given, fates


def fuzz(name, dialect, lines, seed):
    """As many lines as are asked for, in files; prints one line of the table."""
    chance = Random(f"{seed}/{name}")
    total, slowest, taken, given = Counter(), 0.0, 0.0, 0
    number = 0
    while given < lines:
        data = hostile_file(name, FILE_LINES, chance, spared=(0.2, 0.9)[number % 2], long=1 / FILE_LINES)
        if number % 5 == 4:
            first, _newline, rest = data.partition(b"\n")
            data = hostile_line(first, chance) + b"\n" + rest
        began = time.process_time()
        count, fates = read(dialect, data)
        seconds = time.process_time() - began
        given, taken, slowest, number = given + count, taken + seconds, max(slowest, seconds), number + 1
        total += fates
    counted = (given, *(total[kind] for kind in ("call", "refused", "ignored", "turned away")))
    print(name.ljust(22), *(f"{count:>11,}" for count in counted), f"{taken:>9.1f} {slowest:>9.2f}", flush=True)
    return given, total


def main():
    lines, seed = (*sys.argv[1:], *("1100000", "1")[len(sys.argv) - 1 :])
    share = int(lines) // len(SWITCH) + 1
    heads = ("lines", "calls", "refused", "ignored", "turned away")
    print("dialect".ljust(22), *(head.rjust(11) for head in heads), "  seconds", " slowest", flush=True)
    given, total = 0, Counter()
    for name, dialect in SWITCH.items():
        count, fates = fuzz(name, dialect, share, seed)
        given, total = given + count, total + fates
    kinds = {"call", "refused", "ignored", "turned away", "records"}
    print(f"\n{given:,} lines, each in one place; {total['records']:,} calls came out of them. Why not:")
    print(", ".join(f"{reason} {count:,}" for reason, count in total.most_common() if reason not in kinds))


if __name__ == "__main__":
    main()
