#!/usr/bin/env python3
"""How long does the list of calls behind an invoice take, beside drawing the same texts with no layout at all?

    python tests/bench/bench_annex.py [calls]

First drawn alone; the limit is reportlab writing each text at a fixed place. Then from the database to the file, as
customers get it: PDF, CSV and XLSX; the limit is reading the rows and writing their texts, and no more. That needs a
database, which is made and dropped. No test depends on these numbers.
"""

import io
import statistics
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "call_center_billing")]

from report.annex import Annex, AnnexGroup, AnnexRow, Column, render
from report.annex_fonts import fonts
from reportlab.pdfgen.canvas import Canvas

ROUNDS = 3


def make(calls, groups):
    """An annex of so many calls in so many groups."""
    labels = ("Date and time", "Called number", "Destination", "Campaign", "Talk time", "Price")
    per_group = calls // groups
    rows = [
        AnnexRow((f"2026-11-{day % 28 + 1:02d} 09:18:02", f"+4670{day:05d}•••", "Sverige mobil", "", "0:01:02", "0,49"))
        for day in range(per_group)
    ]
    group = AnnexGroup("From +46812345678", rows, ("Calls", "", "", "", "1:02:03", "49,00"))
    return Annex("Calls", [("Customer", "Acme AB")], [Column(label, 10) for label in labels], [group] * groups)


def limit(annex):
    """The same texts, fifty lines a page, at fixed places."""
    canvas = Canvas(io.BytesIO())
    font = fonts().plain
    lines = [row.cells for group in annex.groups for row in group.rows]
    for start in range(0, len(lines), 50):
        canvas.setFont(font, 7.5)
        for number, cells in enumerate(lines[start : start + 50]):
            for column, text in enumerate(cells):
                canvas.drawString(40 + 85 * column, 780 - 14 * number, text)
        canvas.showPage()
    canvas.save()


def median(function, annex):
    """Median seconds of some rounds."""
    times = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        function(annex)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def drawn():
    """The drawing alone."""
    print(f"{'calls':>8} {'groups':>7} {'limit s':>8} {'annex s':>8} {'ratio':>6}")
    for calls, groups in ((2_000, 10), (20_000, 10), (20_000, 4_000)):
        annex = make(calls, groups)
        taken, bare = median(render, annex), median(limit, annex)
        print(f"{calls:>8} {groups:>7} {bare:>8.2f} {taken:>8.2f} {bare / taken:>6.2f}", flush=True)


def whole(calls):
    """From the database to the file."""
    import bench_import  # it starts the toolchain

    name = "bench_annex"
    bench_import.shell(
        f'copy_database "$(database_name template)" {name}'
        f" && odoo_run server -d {name} -i call_center_billing --no-http --stop-after-init --log-level=warn"
    )
    try:
        command = f"odoo_run shell -d {name} --no-http --log-level=warn < {HERE}/annex_rounds.py"
        out = bench_import.shell(command, CALLS=str(calls)).splitlines()
    finally:
        bench_import.shell(f"drop_database {name}")
    print(f"{'file':>8} {'calls':>7} {'limit s':>8} {'whole s':>8} {'ratio':>6} {'MB':>6}")
    for _done, kind, taken, bare, size in (found.split() for found in out if found.startswith("DONE ")):
        ratio = float(bare) / float(taken)
        print(f"{kind:>8} {calls:>7} {float(bare):>8.2f} {float(taken):>8.2f} {ratio:>6.2f} {int(size) / 1e6:>6.1f}")
    print(next(found for found in out if found.startswith("PEAK ")), "MB")


if __name__ == "__main__":
    drawn()
    whole(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
