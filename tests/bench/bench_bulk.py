#!/usr/bin/env python3
"""How fast are a million calls rated at once? ``rate_frame`` beside a loop of ``rate``, in the same run.

    python tests/bench/bench_bulk.py [rounds] [calls]

For decks of 3,000 and 200,000 prefixes, plain and banded, it prints calls a second, their ratio, and the most memory
that each method took, measured in a process of its own. The loop is timed on a sample and said for as many calls a
second. The frame begins with the tariff known and ends with the prices; the rounds of both methods alternate, and the
median is shown. No test depends on these numbers.
"""

import multiprocessing
import random
import resource
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "call_center_billing"))

from bench_rating import prefixes
from rating import WEEKDAYS, Band, Call, Card, Rate, Step, Tariff, rate

CALLS = 1_000_000
SAMPLE = 50_000
START = datetime(2026, 1, 1, tzinfo=UTC)
MIDDLE = datetime(2026, 1, 16, tzinfo=UTC)
TARIFFS = 200
DAY = Band("day", 900_000, start=8 * 3600, end=18 * 3600, days=WEEKDAYS)
BLOCKS = ((1, 1), (6, 6), (30, 6), (60, 60))
KINDS = {"plain": {}, "banded": {"bands": (DAY,)}, "stepped": {"steps": (Step(60, 300_000),)}}
METHODS = ("loop", "frame")
WIDTHS = (17, 14, 15, 7, 9, 6, 12, 12)


def deck(size, kind):
    """A deck as in real life: 700 destinations of one price, fee and kind of block each; every fifth rate changes its
    price in mid-month, every fiftieth is valid only from then on."""
    rows = []
    for key, prefix in enumerate(prefixes(size)):
        place = key % 700
        first, following = BLOCKS[place % 4]
        row = Rate(prefix, "x", 600_000 + place, connection_fee=place % 3 * 100_000, key=key, **KINDS[kind])
        row = row._replace(first_increment=first, next_increment=following, destination_class=f"c{place % 12}")
        if key % 5 == 1:
            rows.append(row._replace(valid_to=MIDDLE))
            row = row._replace(valid_from=MIDDLE, price=row.price + 1_000, key=key + size)
        elif key % 50 == 2:
            row = row._replace(valid_from=MIDDLE)
        rows.append(row)
    return rows


def tariffs(card):
    """Accounts with no discount, a few with one for everything or for a class."""
    promises = ({}, {}, {}, {"discount": 50_000}, {"discounts": {"c3": 120_000}})
    return {key: Tariff(card, **promises[key % len(promises)]) for key in range(TARIFFS)}


def calls(size, count):
    """Calls of a month: three in a hundred to nowhere, the others to known prefixes, 150 s long on average."""
    chance = random.Random(2)
    known = prefixes(size)
    rows = []
    for _ in range(count):
        start = START + timedelta(seconds=chance.randrange(31 * 86_400))
        head = chance.choice(known) if chance.random() > 0.03 else "0"
        number = f"+{head}{chance.randrange(10**8, 10**9)}"[:14]
        rows.append((chance.randrange(TARIFFS), number, start, 1 + int(chance.expovariate(1 / 150))))
    return rows


def loop(rows, book):
    """Seconds for one call after the other."""
    begin = time.perf_counter()
    for key, number, start, quantity in rows:
        rate(Call(number, start, quantity), book[key])
    return time.perf_counter() - begin


def frame(batch, book):
    """Seconds for the whole batch."""
    from rating.frame import rate_frame

    begin = time.perf_counter()
    rate_frame(batch, book)
    return time.perf_counter() - begin


def columns(rows):
    import polars as pl

    moment = pl.Datetime("us", "UTC")
    schema = {"tariff": pl.Int64, "b_number": pl.String, "started_at": moment, "quantity": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def peak():
    """Most memory of this process so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def serve(pipe, method, size, kind, count):
    """Runs in a process of its own: prepares, then answers every request with the seconds of one round."""
    rates = deck(size, kind)
    begin = time.perf_counter()
    card = Card.compile(rates, timezone="Europe/Berlin")
    compiled = time.perf_counter() - begin
    if method == "frame":
        from rating.frame_deck import deck_of

        begin = time.perf_counter()
        deck_of(card)
        compiled = time.perf_counter() - begin
    rows = calls(size, count if method == "frame" else min(count, SAMPLE))
    batch = columns(rows) if method == "frame" else rows
    work, done = (frame if method == "frame" else loop), len(rows)
    del rows
    book = tariffs(card)
    pipe.send((compiled, peak()))
    while pipe.recv():
        pipe.send((work(batch, book) / done, peak()))


def measure(size, kind, count, rounds):
    context = multiprocessing.get_context("spawn")
    pipes, workers, before = {}, [], {}
    for method in METHODS:
        pipes[method], other = context.Pipe()
        workers.append(context.Process(target=serve, args=(other, method, size, kind, count)))
        workers[-1].start()
        before[method] = pipes[method].recv()
    taken, most = {method: [] for method in METHODS}, {}
    for _ in range(rounds):
        for method in METHODS:
            pipes[method].send(True)
            seconds, most[method] = pipes[method].recv()
            taken[method].append(seconds)
    for method, worker in zip(METHODS, workers, strict=True):
        pipes[method].send(False)
        worker.join()
    report(size, kind, taken, before, most)


def report(size, kind, taken, before, most):
    slow, fast = (statistics.median(taken[method]) for method in METHODS)
    (compiled, loop_before), (laid_flat, frame_before) = before["loop"], before["frame"]
    words = (
        f"{size:,} {kind}",
        f"{1 / slow:,.0f}",
        f"{1 / fast:,.0f}",
        f"{slow / fast:.1f}",
        f"{compiled:.2f}",
        f"{laid_flat:.2f}",
        f"{loop_before} > {most['loop']}",
        f"{frame_before} > {most['frame']}",
    )
    print(line(words), flush=True)


def line(words):
    return "".join(f"{word:>{width}}" for word, width in zip(words, WIDTHS, strict=True))


if __name__ == "__main__":
    times, many = (int(argument) for argument in (*sys.argv[1:3], *(3, CALLS)[len(sys.argv[1:3]) :]))
    print(f"{many:,} calls in a frame, the loop on a sample of {min(many, SAMPLE):,}; median of {times} rounds")
    print("compile, flat: seconds to compile the card and to lay it flat; MB before the rounds > at the peak")
    print(line(("deck", "loop calls/s", "frame calls/s", "ratio", "compile", "flat", "loop MB", "frame MB")))
    for prefix_count in (3_000, 200_000):
        for name in KINDS:
            measure(prefix_count, name, many, times)
