#!/usr/bin/env python3
"""How fast are bills made, against Odoo's own way?

    python tests/bench/bench_billing.py [sizes] [rounds] [alone] [calls]

Makes a database of accounts with a month of `calls` calls each (default 100) on a statement of five lines, and bills
`sizes` of them (default 500,2000): by a billing run, dry run included, and by Odoo's order, `_create_invoices` and
`action_post`, in turns. The run is then measured alone for the sizes of `alone` (default none), to see whether it is
linear and its memory flat. No test depends on these numbers.
"""

import statistics
import sys
from pathlib import Path

from bench_import import HERE, line, shell

NAME = "bench_billing"


def make(accounts, calls):
    shell(
        f'copy_database "$(database_name template)" {NAME}'
        f" && odoo_run server -d {NAME} -i call_center_billing --no-http --stop-after-init --log-level=warn"
        f" && odoo_run shell -d {NAME} --no-http --log-level=warn < {HERE}/billing_world.py",
        ACCOUNTS=str(accounts),
        CALLS=str(calls),
    )


def measure(sizes, rounds, alone):
    """{(way, accounts): [(seconds, seconds of processor, bytes written to calls, peak memory in MB)]}"""
    out = shell(
        f"odoo_run shell -d {NAME} --no-http --log-level=warn < {Path(HERE, 'billing_rounds.py')}",
        SIZES=sizes,
        ROUNDS=rounds,
        ALONE=alone,
    )
    found = {}
    for words in (text.split() for text in out.splitlines() if text.startswith("DONE ")):
        found.setdefault((words[1], int(words[2])), []).append(tuple(float(word) for word in words[3:]))
    return found


def main():
    sizes, rounds, alone, calls = [*sys.argv[1:], *("500,2000", "2", "", "100")[len(sys.argv) - 1 :]][:4]
    numbers = [int(number) for number in sizes.split(",")]
    make(20 + 2 * int(rounds) * sum(numbers) + sum(int(number) for number in alone.split(",") if number), calls)
    try:
        found = measure(sizes, rounds, alone)
    finally:
        shell(f"drop_database {NAME}")
    for (way, count), results in sorted(found.items(), key=lambda item: item[0][1]):
        seconds, cpu = (statistics.median(result[place] for result in results) for place in (0, 1))
        grown, peak = max(result[2] for result in results), max(result[3] for result in results)
        text = f"{seconds:.1f} s, {count / seconds:.1f} accounts/s, {1000 * cpu / count:.1f} ms of processor each"
        line(f"{way}, {count} accounts", f"{text}; {grown:.0f} B written to calls; peak {peak:.0f} MB")
    for count in numbers:
        for name, place in (("", 0), (" of processor time", 1)):
            pairs = zip(found["usual", count], found["run", count], strict=False)  # one more where it ran alone
            ratio = statistics.median(usual[place] / run[place] for usual, run in pairs)
            line(f"times as fast{name}, {count} accounts", f"{ratio:.2f}")


if __name__ == "__main__":
    main()
