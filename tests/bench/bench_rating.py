#!/usr/bin/env python3
"""How fast is the rating engine? Prices the same calls by several kinds of rate, next to the look-up alone.

    python tests/bench/bench_rating.py [rounds]

For decks of 3,000 and 200,000 prefixes it prints microseconds a call and calls a second: the median round and the best
one (other work on the machine slows rounds down, nothing speeds one up). No test depends on these numbers.
"""

import random
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "call_center_billing"))

from rating import WEEKDAYS, Band, Call, Card, Rate, Step, Tariff, max_seconds, rate

CALLS = 5_000
START = datetime(2026, 1, 7, 6, 0, tzinfo=UTC)
DAY = Band("day", 900_000, start=8 * 3600, end=18 * 3600, days=WEEKDAYS)
KINDS = {
    "plain": {},
    "blocks, fee": {"first_increment": 30, "next_increment": 6, "connection_fee": 490_000},
    "banded": {"bands": (DAY,)},
    "stepped": {"first_increment": 60, "next_increment": 60, "steps": (Step(60, 300_000),)},
}


def prefixes(count):
    """Distinct prefixes, most of 4 to 7 digits as in real decks."""
    chance = random.Random(1)
    found = set()
    while len(found) < count:
        length = chance.choices(range(1, 10), (1, 2, 8, 20, 30, 20, 15, 3, 1))[0]
        found.add(str(chance.randrange(10 ** (length - 1), 10**length)))
    return sorted(found)


def calls(known):
    """Calls to known prefixes, 1 s to 10 min long, spread over a week."""
    chance = random.Random(2)
    return [
        Call(
            "+" + (chance.choice(known) + "5551234567")[:12],
            START + timedelta(seconds=chance.randrange(7 * 86_400)),
            chance.randrange(1, 600),
        )
        for _ in range(CALLS)
    ]


def seconds_per_round(work, batch, rounds):
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        for call in batch:
            work(call)
        taken.append(time.perf_counter() - begin)
    return taken


def report(name, work, batch, rounds):
    taken = [1_000_000 * seconds / len(batch) for seconds in seconds_per_round(work, batch, rounds)]
    middle, best = statistics.median(taken), min(taken)
    print(f"  {name:<24}{middle:>8.2f} µs (best {best:.2f}) {1_000_000 / middle:>12,.0f} calls/s")


def measure(size, rounds):
    known = prefixes(size)
    batch = calls(known)
    for number, (kind, conditions) in enumerate(KINDS.items()):
        rows = [Rate(prefix, "x", 600_000 + key % 700, key=key, **conditions) for key, prefix in enumerate(known)]
        begin = time.perf_counter()
        tariff = Tariff(Card.compile(rows, timezone="Europe/Stockholm"))
        compiled = time.perf_counter() - begin
        if not number:
            print(f"{size:,} prefixes, compiled in {compiled:.2f} s")
            find = tariff.card.index.find
            report("look-up only", lambda call, find=find: find(call.b_number, call.started_at, ""), batch, rounds)
        report(kind, lambda call, tariff=tariff: rate(call, tariff), batch, rounds)
        if kind in ("plain", "banded"):
            report(
                f"max_seconds, {kind}",
                lambda call, tariff=tariff: max_seconds(5_000_000, tariff, call),
                batch[: CALLS // 10],
                rounds,
            )


if __name__ == "__main__":
    for deck in (3_000, 200_000):
        measure(deck, int(sys.argv[1]) if len(sys.argv) > 1 else 15)
