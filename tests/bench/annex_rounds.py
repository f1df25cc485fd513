"""Runs in Odoo's shell: an invoice of CALLS calls, and how long each of its lists takes beside the bare writing of it.

Prints lines `DONE kind seconds limit bytes`, then `PEAK megabytes`. The limit: the database's own time for the rows,
and the same texts written by the same library with no more than is needed.
"""

import csv
import io
import os
import resource
import statistics
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

sys.path[:0] = [os.environ["BENCH"], str(Path(os.environ["BENCH"]).parents[1] / "call_center_billing")]
import xlsxwriter
from bench_annex import limit as pdf_limit

CALLS, ROUNDS, NUMBERS, PLACES = int(os.environ["CALLS"]), 3, 20, 200
ROW = (
    '"","{a}","{b}","out","""X"" <{a}>","PJSIP/a-1","PJSIP/b-2","Dial","PJSIP/x","{at}","{at}","{at}",{s},{s},'
    '"ANSWERED","DOCUMENTATION","1.{n}","","","1.{n}",{n}'
)
START = datetime(2026, 10, 1)


def make():
    """The invoice of a month's calls of one customer."""
    sweden = env.ref("base.se").id  # noqa: F821
    env.company.country_id = sweden  # noqa: F821
    product = env.ref("call_center_billing.product_call_mobile")  # noqa: F821
    names = [{"name": f"Destination {number}", "product_id": product.id} for number in range(PLACES)]
    places = env["call.destination"].create(names)  # noqa: F821
    rates = [
        (0, 0, {"prefix": f"467{n:03d}", "destination_id": place.id, "price": 123_457})
        for n, place in enumerate(places)
    ]
    version = {"valid_from": "2026-01-01 00:00:00", "rate_ids": rates}
    card = env["call.rate.card"].create({"name": "Bench", "version_ids": [(0, 0, version)]})  # noqa: F821
    card.version_ids.action_publish()
    env.company.call_rate_card_id = card  # noqa: F821
    env.company.call_pricelist_id.call_rate_card_id = card  # noqa: F821
    customer = env["res.partner"].create({"name": "Bench", "country_id": sweden})  # noqa: F821
    numbers = [
        {"number": f"+4681234{n:04d}", "partner_id": customer.id, "valid_from": "2026-01-01"} for n in range(NUMBERS)
    ]
    env["call.number"].create(numbers)  # noqa: F821
    source = env["call.source"].create({"name": "Bench", "timezone": "UTC", "country_id": sweden})  # noqa: F821
    batch = source._import_bytes("bench.csv", "\n".join(map(row, range(CALLS))).encode())
    statement = env["call.statement"].search([("partner_id", "=", customer.id)])  # noqa: F821
    if statement.call_count != CALLS:
        sys.exit(f"only {statement.call_count} calls: {batch.state}")
    return statement.action_invoice(post=False)


def row(number):
    """One call of an Asterisk's Master.csv."""
    at = START + timedelta(seconds=100 * number)
    a_number, b_number = f"4681234{number % NUMBERS:04d}", f"467{number % PLACES:03d}{number % 99999:05d}"
    return ROW.format(a=a_number, b=b_number, at=at, s=17 + number % 600, n=number)


def bare(kind, move, rows):
    """The limit: the rows from the database, and their texts written."""
    env.invalidate_all()  # noqa: F821
    statements = tuple(move._call_statement_lines().statement_id.ids)
    env.cr.execute("SELECT * FROM call_record WHERE statement_id IN %s", (statements,))  # noqa: F821
    env.cr.fetchall()  # noqa: F821
    if kind == "pdf":
        pdf_limit(rows)
    elif kind == "csv":
        csv.writer(io.StringIO()).writerows(rows)
    else:
        with xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True}) as book:
            page = book.add_worksheet()
            for number, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    page.write_string(number, column, str(cell))


def timed(function, *args):
    """Seconds, and what came of it."""
    begin = time.perf_counter()
    result = function(*args)
    return time.perf_counter() - begin, result


def main():
    move = make()
    for kind in ("pdf", "csv", "xlsx"):
        rows = move._prepare_call_annex() if kind == "pdf" else list(move._call_sheet_rows())
        taken, least = [], []
        for _round in range(ROUNDS):
            env.invalidate_all()  # noqa: F821
            seconds, (_name, content, _type) = timed(move._call_list_file, kind)
            taken.append(seconds)
            least.append(timed(bare, kind, move, rows)[0])
        del rows
        print(f"DONE {kind} {statistics.median(taken):.3f} {statistics.median(least):.3f} {len(content)}", flush=True)
    print(f"PEAK {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}", flush=True)


main()
