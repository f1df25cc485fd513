"""Runs in Odoo's shell: a billing run whose processes are killed again and again. Prints what is left.

Environment: KILLS, how many processes are to be killed; TOGETHER, how many work on the run at once.
"""

import hashlib
import os
import random
import signal
import sys
import time
import traceback

from odoo.sql_db import close_all

from odoo.addons.call_center_billing.models.run import call_billing_run_create
from odoo.addons.queue_job.exception import RetryableJobError

call_billing_run_create.CHUNK = 20  # of 400 accounts: a process lives to see some committed
BILLED = """
    SELECT partner.name, statement.date_from, statement.state, line.state, move.state, move.amount_total,
           count(item.id), sum(item.balance), (SELECT count(*) FROM sale_order WHERE partner_id = partner.id)
      FROM call_statement statement JOIN res_partner partner ON partner.id = statement.partner_id
      JOIN call_billing_run_line line ON line.statement_id = statement.id
      LEFT JOIN account_move move ON move.id = line.move_id LEFT JOIN account_move_line item ON item.move_id = move.id
     GROUP BY partner.id, statement.id, line.id, move.id ORDER BY 1, 2"""


def bill_in_child(run_id):
    """A process that bills the run; it ends with 0 when it is through."""
    close_all()  # connections cannot be shared with a child
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        with env.registry.cursor() as cr:  # noqa: F821
            env(cr=cr)["call.billing.run"].browse(run_id)._bill_part(0)  # noqa: F821
        status = 0
    except RetryableJobError:
        status = 2
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(status)


def query(text, *values):
    with env.registry.cursor() as cr:  # noqa: F821
        cr.execute(text, values)
        return cr.fetchall()


def main():
    chance = random.Random(11)
    kills, together = int(os.environ["KILLS"]), int(os.environ["TOGETHER"])
    env.company.write({"call_review_policy": "never", "call_dispatch_mode": "hand"})  # noqa: F821
    run = env["call.billing.run"].create({"day": "2026-11-05"})  # noqa: F821
    run._look()
    run._start()
    env.cr.execute("DELETE FROM queue_job")  # noqa: F821  the children bill, not the queue
    env.cr.commit()  # noqa: F821
    run_id, killed = run.id, 0
    while query("SELECT state FROM call_billing_run WHERE id = %s", run_id) == [("running",)]:
        children = [bill_in_child(run_id) for _worker in range(together)]
        for child in children if killed < kills else ():
            time.sleep(0.1 + chance.random())  # a quick machine bills a chunk in half a second
            os.kill(child, signal.SIGKILL)
        for child in children:
            _pid, status = os.waitpid(child, 0)
            if os.WIFSIGNALED(status):
                killed += 1
            elif os.waitstatus_to_exitcode(status) not in (0, 2):
                raise AssertionError(f"a child ended with {status}")
    rows = query(BILLED)
    names = [
        name
        for (name,) in query("SELECT name FROM account_move WHERE move_type = 'out_invoice' ORDER BY sequence_number")
    ]
    numbers = [int(name.rsplit("/", 1)[1]) for name in names]
    print("KILLED", killed)
    print("GAPS", sorted(set(range(1, len(numbers) + 1)) ^ set(numbers)))
    print("BILLED", len(rows), len(names), sum(row[3] == "billed" for row in rows))
    print("STATE", hashlib.sha256("\n".join(map(repr, rows)).encode()).hexdigest()[:16])


main()
sys.stdout.flush()
os._exit(0)  # the shell's own connection was closed for the children's sake
