"""Files that wait are read by a server that runs, however often it is killed."""

import os
import re
import signal
import time

import pytest

CALLS = 150_000
ROW = (
    '"","46840000001","46701110001","out","x","PJSIP/a","PJSIP/b","Dial","x","2026-03-02 10:00:00",'
    '"2026-03-02 10:00:00","2026-03-02 10:01:02",62,60,"ANSWERED","DOCUMENTATION","1.{0}","","","1.{0}",{0}\n'
)
ENQUEUE = """
from pathlib import Path
se = env.ref('base.se').id
product = env.ref('call_center_billing.product_call_mobile').id
where = env['call.destination'].create({{'name': 'Mobile', 'product_id': product}}).id
rate = {{'prefix': '467', 'destination_id': where, 'price': 600000}}
version = {{'valid_from': '2026-01-01', 'rate_ids': [(0, 0, rate)]}}
card = env['call.rate.card'].create({{'name': 'Card', 'version_ids': [(0, 0, version)]}})
card.version_ids.action_publish()
env.company.call_rate_card_id = card
who = env['res.partner'].create({{'name': 'Acme', 'country_id': se}}).id
env['call.number'].create({{'number': '+46840000001', 'partner_id': who, 'valid_from': '2026-01-01'}})
source = env['call.source'].create({{'name': 'Switch', 'country_id': se}})
source._import_later('Master.csv', Path('{path}'))
env.cr.commit()
"""


@pytest.fixture(scope="module")
def database(checkout):
    """The core add-on, and a large file that waits."""
    name = "ccb_jobs"
    checkout.toolchain(
        f'copy_database "$(database_name template)" {name}'
        f" && odoo_run server -d {name} -i call_center_billing --no-http --stop-after-init --log-level=warn"
    )
    yield name
    checkout.toolchain(f"stop_server {name}; drop_database {name}")


@pytest.fixture(scope="module")
def ask(checkout, database):
    def asked(question):
        return checkout.output("scripts/psql", "-qAtX", "-c", question, CCB_DB=database).strip()

    return asked


def serve(checkout, database):
    checkout.toolchain(f"serve_in_background {database} .odoo/log/{database}.log")
    return int((checkout.folder / f".odoo/run/{database}.pid").read_text())


def until(condition, seconds):
    """Wait for something, and tell whether it came to be."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def test_a_file_is_read_whole_by_a_server_that_was_killed_while_reading(checkout, database, ask, tmp_path):
    path = tmp_path / "Master.csv"
    path.write_text("".join(map(ROW.format, range(CALLS))))
    script = ENQUEUE.format(path=path)
    checkout.toolchain(f"odoo_run shell -d {database} --no-http --log-level=warn <<'PYTHON'\n{script}\nPYTHON")
    for _kill in range(2):
        server = serve(checkout, database)
        assert until(lambda: int(ask("select coalesce(sum(line_count), 0) from call_import_progress")) > 0, 90)
        assert ask("select state from call_import") == "reading"
        os.kill(server, signal.SIGKILL)
        assert until(lambda server=server: not os.path.exists(f"/proc/{server}"), 10)
        assert ask("select count(*) from call_record") == "0"
        ask("delete from call_import_progress")
    serve(checkout, database)
    assert until(lambda: ask("select state from call_import") == "done", 120)
    assert ask("select line_count, stored_count, duplicate_count from call_import") == f"{CALLS}|{CALLS}|0"
    assert ask("select count(*), sum(talk_seconds) from call_record") == f"{CALLS}|{60 * CALLS}"
    assert ask("select call_count, amount from call_statement_line") == f"{CALLS}|{600_000 * CALLS}"
    assert until(lambda: ask("select state from queue_job") == "done", 10)
    assert not list((checkout.folder / f".odoo/data/call_spool/{database}").iterdir())


def test_the_log_tells_of_the_deaths_and_of_nothing_else(checkout, database):
    log = (checkout.folder / f".odoo/log/{database}.log").read_text()
    bad = [line for line in log.splitlines() if re.search(r" (WARNING|ERROR|CRITICAL) ", line)]
    assert 1 <= len(bad) <= 2, log[-5000:]
    assert all("Re-queued dead job" in line for line in bad), bad
