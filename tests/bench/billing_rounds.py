"""Runs in Odoo's shell: bills accounts in Odoo's own way and by a billing run in turns, and prints the seconds.

Environment: SIZES, numbers of accounts; ROUNDS; ALONE, sizes for the run alone. Accounts that are billed stay billed:
each measurement takes others, and commits every hundred.
"""

import os
import resource
import time

STORE = "call_record_store"


def analyse():
    """Plans as of a database that is in use."""
    env.cr.commit()  # noqa: F821
    connection = env.cr._cnx  # noqa: F821
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connection.autocommit = False
    env.invalidate_all()  # noqa: F821


def usual(todo):
    """Orders, their confirmation, `_create_invoices` and `action_post`, a hundred at a time."""
    for start in range(0, len(todo), 100):
        part = todo[start : start + 100]
        orders = env["sale.order"].create([statement._prepare_order_vals() for statement in part])  # noqa: F821
        part.line_ids.ordered = True
        part.closed = True
        orders.action_confirm()
        orders._create_invoices(grouped=True).action_post()
        env.cr.commit()  # noqa: F821
        env.invalidate_all()  # noqa: F821


def run(todo):
    """A billing run over as many accounts, its dry run included."""
    made = env["call.billing.run"].create({"day": "2026-11-05", "partner_ids": [(6, 0, todo.partner_id.ids)]})  # noqa: F821
    made._look()
    made.write({"state": "running"})
    parts = sorted({line.part for line in made.line_ids})
    while made._bill_chunk(parts, 100):
        env.cr.commit()  # noqa: F821
        env.invalidate_all()  # noqa: F821
    made._end()
    if made.billed_count != len(todo):
        raise AssertionError(made.line_ids.mapped("error"))


def size():
    """Bytes of the calls' tables and indexes."""
    query = "SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = %s::regclass"
    env.cr.execute(query, (STORE,))  # noqa: F821
    return env.cr.fetchone()[0]  # noqa: F821


def measure(work, count):
    """Seconds, of which processor of this process; the growth of the calls' tables in bytes; most memory in MB."""
    analyse()
    todo = env["call.statement"].search([("state", "=", "open")], order="id", limit=count)  # noqa: F821
    before, begin, cpu = size(), time.monotonic(), time.process_time()
    work(todo)
    env.cr.commit()  # noqa: F821
    taken = round(time.monotonic() - begin, 2), round(time.process_time() - cpu, 2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print("DONE", work.__name__, count, *taken, size() - before, peak, flush=True)


for work in (usual, run):
    work(env["call.statement"].search([("state", "=", "open")], order="id", limit=10))  # noqa: F821
for _round in range(int(os.environ["ROUNDS"])):
    for number in os.environ["SIZES"].split(","):
        measure(run, int(number))
        measure(usual, int(number))
for number in filter(None, os.environ.get("ALONE", "").split(",")):
    measure(run, int(number))
