"""`odoo cdr_import`, the command line's way in, on the sample world."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture(scope="module")
def database(checkout):
    """A database with the core add-on and one source."""
    name = "cdr_import_test"
    prepare = "; ".join(
        (
            "se = env.ref('base.se').id",
            "env['call.source'].create([{'name': name, 'country_id': se} for name in ('Switch', 'Other switch')])",
            "product = env.ref('call_center_billing.product_call_mobile').id",
            "where = env['call.destination'].create({'name': 'Mobile', 'product_id': product}).id",
            "rate = {'prefix': '467', 'destination_id': where, 'price': 600000}",
            "version = {'valid_from': '2026-01-01', 'rate_ids': [(0, 0, rate)]}",
            "card = env['call.rate.card'].create({'name': 'Card', 'version_ids': [(0, 0, version)]})",
            "card.version_ids.action_publish()",
            "env.company.call_rate_card_id = card",
            "who = env['res.partner'].create({'name': 'Acme', 'country_id': se}).id",
            "env['call.number'].create({'number': '+46840000001', 'partner_id': who, 'valid_from': '2026-01-01'})",
            "env.cr.commit()",
        )
    )
    checkout.toolchain(
        f'copy_database "$(database_name template)" {name}'
        f" && odoo_run server -d {name} -i call_center_billing --no-http --stop-after-init --log-level=warn"
        f' && echo "{prepare}" | odoo_run shell -d {name} --no-http --log-level=warn'
    )
    yield name
    checkout.toolchain(f"drop_database {name}")


def cdr_import(checkout, database, *arguments):
    return checkout.run("scripts/odoo", "cdr_import", "-d", database, *arguments)


def test_a_real_file_is_imported_once(checkout, database):
    arguments = ("-s", "Switch", "data/cdr/asterisk22_newcolumns_gmt.csv")
    first = cdr_import(checkout, database, *arguments)
    assert first.returncode == 0, first.stderr
    assert re.search(r"lines 32, stored 31, duplicates 0, refused 0, ignored 1", first.stdout), first.stdout
    again = cdr_import(checkout, database, *arguments)
    assert "stored 0, duplicates 31" in again.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-s", "Switch", "nowhere.csv"), "there is no file nowhere.csv"),
        (("-s", "Nobody", "README.md"), "no source “Nobody”; there are: Other switch, Switch"),
        (("-s", "Switch", "LICENSE"), "is not in the format “Asterisk Master.csv”"),
    ],
)
def test_what_cannot_be_imported_is_said_in_one_line(checkout, database, arguments, message):
    done = cdr_import(checkout, database, *arguments)
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line.startswith("cdr_import: ")]
    assert len(lines) == 1, done.stderr
    assert message in lines[0]
    assert "Traceback" not in done.stderr


def records(folder, number, calls):
    """A file of calls from one number to a mobile, 60 s each."""
    path = folder / f"Master-{number}.csv"
    start = '"2026-03-02 10:00:00"'
    rows = (
        f'"","46840000001","46701110001","out","x","PJSIP/a","PJSIP/b","Dial","x",{start},{start},{start},62,60,'
        f'"ANSWERED","DOCUMENTATION","{number}.{call}","","","{number}.{call}",{call}\n'
        for call in range(1, calls + 1)
    )
    path.write_text("".join(rows))
    return str(path)


def test_two_sources_at_once_lose_nothing(checkout, database, tmp_path):
    """Both open the statement of the same customer and month, and add to the same line."""
    jobs = [(source, records(tmp_path, number, 3_000)) for number, source in enumerate(("Switch", "Other switch"))]
    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(lambda job: cdr_import(checkout, database, "-s", *job), jobs))
    assert [process.returncode for process in done] == [0, 0], done
    line = "select call_count, talk_seconds, amount from call_statement_line"
    calls = "select count(*), sum(talk_seconds), sum(amount) from call_record where statement_line_id is not null"
    assert checkout.toolchain(f'sql "{line}" {database}').strip() == "6000|360000|3600000000"
    assert checkout.toolchain(f'sql "{calls}" {database}').strip() == "6000|360000|3600000000"
