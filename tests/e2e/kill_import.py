"""Runs in Odoo's shell: files are imported while their process is killed again and again. Prints what is left.

Environment: FILES, paths of calls of the sources “One” and “Two” in turn; KILLS, how many each file is to survive;
USUAL, the seconds that a file takes at least, undisturbed: it is killed within that time, and once about its end.
"""

import hashlib
import os
import random
import signal
import sys
import time
import traceback

from odoo.sql_db import close_all

from odoo.addons.queue_job.exception import RetryableJobError

#: the status of a process that found the killed one's backend still at work; the queue begins such a job again
BUSY = 2

CALLS = """
    SELECT source.name, call.identity, call.a_number, call.b_number, call.started_at, call.talk_seconds, call.state,
           call.reason, call.amount, call.late, partner.name, statement.date_from, line.price, line.discount
      FROM call_record call JOIN call_source source ON source.id = call.source_id
      LEFT JOIN res_partner partner ON partner.id = call.partner_id
      LEFT JOIN call_statement statement ON statement.id = call.statement_id
      LEFT JOIN call_statement_line line ON line.id = call.statement_line_id ORDER BY 1, 2"""
SUMS = """
    SELECT partner.name, statement.date_from, statement.call_count, statement.talk_seconds, statement.amount,
           line.price, line.connection_fee, line.call_count, line.talk_seconds, line.billed_seconds, line.amount
      FROM call_statement statement JOIN res_partner partner ON partner.id = statement.partner_id
      LEFT JOIN call_statement_line line ON line.statement_id = statement.id ORDER BY 1, 2, 6, 7, 8, 9, 10"""
TOTALS = """
    SELECT import.name, import.state, import.line_count, import.stored_count, import.duplicate_count,
           import.refused_count, import.ignored_count, import.talk_seconds, day.day, day.line_count, day.stored_count
      FROM call_import import LEFT JOIN call_import_day day ON day.import_id = import.id ORDER BY 1, 9"""
REJECTS = """
    SELECT import.name, reject.line_number, reject.kind, reject.reason, reject.raw
      FROM call_reject reject JOIN call_import import ON import.id = reject.import_id ORDER BY 1, 2"""


def import_in_child(import_id):
    """A process that reads the file; it ends with 0 when it is through."""
    close_all()  # connections cannot be shared with a child
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        with env.registry.cursor() as cr:  # noqa: F821
            env(cr=cr)["call.import"].browse(import_id)._process()  # noqa: F821
        status = 0
    except RetryableJobError:
        status = BUSY
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(status)


def visible(import_id):
    """How many calls of the import are there, and its state."""
    with env.registry.cursor() as cr:  # noqa: F821
        cr.execute(
            "SELECT state, (SELECT count(*) FROM call_record WHERE import_id = %s) FROM call_import WHERE id = %s",
            (import_id, import_id),
        )
        return cr.fetchone()


def read(import_id, kills, chance, usual):
    """Read a file, killing the process so many times before; what is seen in between is nothing or everything."""
    killed = 0
    while True:
        child = import_in_child(import_id)
        if killed < kills:
            last = killed == kills - 1
            time.sleep(usual * (0.7 + chance.random() if last else 0.8 * chance.random()))
            os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        state, calls = visible(import_id)
        if state == "done":
            return killed
        assert calls == 0, f"{calls} calls of an import that is {state}"
        if os.WIFSIGNALED(status):
            killed += 1
        elif os.waitstatus_to_exitcode(status) == BUSY:
            time.sleep(0.1)
        else:
            raise AssertionError(f"the import ended with {status} and is {state}")


def digest(query):
    """One number for all rows of a query."""
    with env.registry.cursor() as cr:  # noqa: F821
        cr.execute(query)
        return hashlib.sha256("\n".join(map(repr, cr.fetchall())).encode()).hexdigest()[:16]


def main():
    chance = random.Random(7)
    kills, total, usual = int(os.environ["KILLS"]), 0, float(os.environ["USUAL"])
    least = 60.0
    sources = {source.name: source for source in env["call.source"].search([])}  # noqa: F821
    ids = []
    for number, path in enumerate(os.environ["FILES"].split(":")):
        vals = {"source_id": sources[("One", "Two")[number % 2]].id, "name": os.path.basename(path)}
        batch = env["call.import"].create(vals)  # noqa: F821
        with open(path, "rb") as stream:
            batch._enqueue(stream)
        ids.append(batch.id)
    env.cr.execute("DELETE FROM queue_job")  # noqa: F821  the children read, not the queue
    env.cr.commit()  # noqa: F821
    for import_id in ids:
        begin = time.monotonic()
        total += read(import_id, kills, chance, usual)
        least = min(least, time.monotonic() - begin)
    print("KILLED", total)
    print("TOOK", round(least, 2))
    print("STATE", *(digest(query) for query in (CALLS, SUMS, TOTALS, REJECTS)))


main()
sys.stdout.flush()
os._exit(0)  # the shell's own connection was closed for the children's sake
