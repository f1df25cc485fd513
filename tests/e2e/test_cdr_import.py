"""`odoo cdr_import`, the command line's way in, on the sample world."""

import re

import pytest


@pytest.fixture(scope="module")
def database(checkout):
    """A database with the core add-on and one source."""
    name = "cdr_import_test"
    source = "env['call.source'].create({'name': 'Switch', 'country_id': env.ref('base.se').id}); env.cr.commit()"
    checkout.toolchain(
        f'copy_database "$(database_name template)" {name}'
        f" && odoo_run server -d {name} -i call_center_billing --no-http --stop-after-init --log-level=warn"
        f' && echo "{source}" | odoo_run shell -d {name} --no-http --log-level=warn'
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
        (("-s", "Other", "README.md"), "no source “Other”; there are: Switch"),
        (("-s", "Switch", "LICENSE"), "is not an Asterisk Master.csv"),
    ],
)
def test_what_cannot_be_imported_is_said_in_one_line(checkout, database, arguments, message):
    done = cdr_import(checkout, database, *arguments)
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line.startswith("cdr_import: ")]
    assert len(lines) == 1, done.stderr
    assert message in lines[0]
    assert "Traceback" not in done.stderr
