#!/usr/bin/env python3
"""How near does the import come to the database's own speed?

    python tests/bench/bench_import.py [rounds] [lines]

Makes databases of its own (20,000 accounts; cards of 3,000 and of 200,000 prefixes), imports an Asterisk Master.csv of
a million lines as a job does, and beside it copies the very rows that came of it into the same indexed tables by bare
COPY: that is the limit. Import and limit take turns; the median of their ratios is shown. Then: the same file again,
two sources on two workers, a file of 1,000 calls, the growth of memory, bytes a call, and Odoo's own `load`. No test
depends on these numbers.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "call_center_billing")]

import calls_file
from bench_rating import prefixes


def shell(commands, **environment):
    """What commands of the toolchain print."""
    done = subprocess.run(
        ["bash", "-c", f". scripts/lib/all.sh; use_set_up; {commands}"],
        cwd=ROOT,
        env={**os.environ, "BENCH": str(HERE), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"bench_import: {commands} failed\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


def make(name, deck):
    """A database with the world of `import_world.py`."""
    shell(
        f'copy_database "$(database_name template)" {name}'
        f" && odoo_run server -d {name} -i call_center_billing --no-http --stop-after-init --log-level=warn"
        f" && odoo_run shell -d {name} --no-http --log-level=warn < {HERE}/import_world.py",
        DECK=str(deck),
    )


def rounds(name, words):
    """What `import_rounds.py` says of each word: (verb, seconds, text), and the process's most memory in MB."""
    out = shell(f"odoo_run shell -d {name} --no-http --log-level=warn < {HERE}/import_rounds.py", DO=words)
    found = [line.split(" ", 3) for line in out.splitlines() if line.startswith("DONE ")]
    peak = next(int(line.split()[1]) for line in out.splitlines() if line.startswith("PEAK "))
    return [(verb, float(seconds), "".join(text)) for _done, verb, seconds, *text in found], peak


def seconds(found, verb):
    """The seconds of each of these."""
    return [taken for name, taken, _text in found if name == verb]


def line(what, value):
    print(f"{what:46} {value}", flush=True)


def main():
    count, size = int(sys.argv[1]) if len(sys.argv) > 1 else 3, int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        one, two, big, small, rows = (f"{folder}/{name}" for name in ("one", "two", "big", "small", "rows"))
        calls_file.write(one, size, prefixes(200_000))
        calls_file.write(two, size, prefixes(200_000), seed=2)
        calls_file.write(small, 1_000, prefixes(3_000), seed=3)
        with open(big, "w") as file:
            for part in range(3):
                stamp = calls_file.START.replace(day=31, minute=part)
                file.writelines(f"{row}\n" for row in calls_file.lines(size, prefixes(200_000), seed=part, stamp=stamp))
        for name, deck in (("bench_large", 200_000), ("bench_small", 3_000)):
            make(name, deck)
        os.chmod(folder, 0o755)
        try:
            measure(count, size, one, two, big, small, rows)
        finally:
            for name in ("bench_large", "bench_small"):
                shell(f"drop_database {name}")


def measure(count, size, one, two, big, small, rows):
    again = f"import:One:{one}"
    words = f"warm {' '.join([f'reset {again} dump:{rows} reset copy:{rows}'] * count)} bytes load:{one}"
    found, _peak = rounds("bench_large", words)
    taken, limit = seconds(found, "import"), seconds(found, "copy")
    line(
        "import, 200,000 prefixes", f"{statistics.median(taken):.2f} s, {size / statistics.median(taken):,.0f} lines/s"
    )
    line("bare COPY of its rows", f"{statistics.median(limit):.2f} s")
    line("ratio (median of rounds)", f"{statistics.median([b / a for a, b in zip(taken, limit, strict=True)]):.2f}")
    line("heap and indexes of a call", next(text for verb, _s, text in found if verb == "bytes"))
    line("Odoo's own load", next(text for verb, _s, text in found if verb == "load"))
    found, peak = rounds("bench_large", f"warm reset {again} {again}")
    first, second = seconds(found, "import")
    line("the same file again", f"{second:.2f} s, {second / first:.2f} of the first; {found[-1][2]}; peak {peak} MB")
    found, peak = rounds("bench_large", f"warm reset import:One:{big}")
    line("three times the lines", f"{seconds(found, 'import')[0] / first:.2f} times the first; peak {peak} MB")
    found, _peak = rounds("bench_large", f"warm reset {again} import:Two:{small} import:One:{small}")
    line("1,000 calls, warm", f"{seconds(found, 'import')[2] * 1000:.0f} ms")
    few, _peak = rounds("bench_small", f"warm {' '.join([f'reset {again}'] * count)}")
    few = statistics.median(seconds(few, "import"))
    line("3,000 prefixes", f"{few:.2f} s; 200,000 take {statistics.median(taken) / few:.2f} times as long")
    line("two sources, two workers", f"{2 * first / together(one, two):.2f} times one")


def together(one, two):
    """Seconds in which two processes read a file of two sources each, the customers being the same."""
    rounds("bench_large", "reset")
    moment = time.time() + 30
    workers = [
        subprocess.Popen(
            [
                "bash",
                "-c",
                ". scripts/lib/all.sh; use_set_up; odoo_run shell -d bench_large --no-http --log-level=warn"
                f" < {HERE}/import_rounds.py",
            ],
            cwd=ROOT,
            env={**os.environ, "BENCH": str(HERE), "DO": f"warm wait:{moment} import:{name}:{path}"},
            stdout=subprocess.PIPE,
            text=True,
        )
        for name, path in (("One", one), ("Two", two))
    ]
    said = [worker.communicate()[0] for worker in workers]
    return max(float(text.split("DONE import ")[1].split()[0]) for text in said)


if __name__ == "__main__":
    main()
