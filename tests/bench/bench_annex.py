#!/usr/bin/env python3
"""How long does the list of calls behind an invoice take, beside drawing the same texts with no layout at all?

    python tests/bench/bench_annex.py

The limit is reportlab writing each text at a fixed place. No test depends on these numbers.
"""

import io
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "call_center_billing"))

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


print(f"{'calls':>8} {'groups':>7} {'limit s':>8} {'annex s':>8} {'ratio':>6}")
for calls, groups in ((2_000, 10), (20_000, 10), (20_000, 4_000)):
    annex = make(calls, groups)
    drawn, bare = median(render, annex), median(limit, annex)
    print(f"{calls:>8} {groups:>7} {bare:>8.2f} {drawn:>8.2f} {bare / drawn:>6.2f}")
