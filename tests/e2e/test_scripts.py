"""What the scripts say when something is missing: one line, and what to do about it."""

import os
import shutil
from pathlib import Path

import pytest


def complaint(done):
    """The one line with which a command failed."""
    assert done.returncode != 0
    lines = [line for line in done.stderr.splitlines() if not line.startswith("[")]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("call-center-billing: ")
    return lines[0]


@pytest.fixture
def few_programs(tmp_path):
    """A PATH with the ordinary programs, but none of those that are taken out."""

    def without(*missing):
        folder = tmp_path / "bin"
        folder.mkdir()
        for place in ("/usr/bin", "/bin", "/usr/sbin", "/sbin"):
            for program in os.listdir(place):
                if program not in missing and not (folder / program).exists():
                    (folder / program).symlink_to(os.path.join(place, program))
        return str(folder)

    return without


def test_nothing_set_up(bare_checkout):
    for command in ("run", "shell", "psql", "odoo"):
        assert "make setup" in complaint(bare_checkout.run(f"scripts/{command}"))


def test_stop_and_clean_have_nothing_to_do(bare_checkout):
    assert bare_checkout.run("scripts/stop").returncode == 0
    assert bare_checkout.run("scripts/clean").returncode == 0
    assert not (bare_checkout.folder / ".odoo").exists()


def test_postgresql_that_does_not_answer(checkout):
    done = checkout.run("scripts/psql", PGHOST="127.0.0.1", PGPORT="9", CCB_PRIVATE_PGHOST="")
    assert "PostgreSQL at 127.0.0.1 does not answer" in complaint(done)


def test_databases_of_another_postgresql(checkout):
    version = Path(checkout.toolchain('echo "$PGDATA"').strip()) / "PG_VERSION"
    made_by = version.read_text()
    checkout.output("scripts/stop")
    version.write_text("9\n")
    try:
        assert "made by PostgreSQL 9" in complaint(checkout.run("scripts/psql"))
    finally:
        version.write_text(made_by)


def test_folder_without_odoo(bare_checkout, tmp_path):
    assert "holds no Odoo" in complaint(bare_checkout.run("scripts/setup", ODOO_SRC=str(tmp_path)))


def test_no_debian_mirror(bare_checkout, few_programs):
    done = bare_checkout.run("scripts/setup", PATH=few_programs("apt-get"))
    assert "ODOO_SRC" in complaint(done)


def test_mirror_that_does_not_answer(bare_checkout):
    done = bare_checkout.run("scripts/setup", CCB_DEBIAN_MIRROR="file:///nowhere/debian/")
    assert "the Debian mirror does not answer" in complaint(done)


def test_no_python(bare_checkout, few_programs):
    """Not root, or no apt-get: nothing can be installed, so all that is missing is named at once."""
    done = bare_checkout.run("scripts/setup", PATH=few_programs("python3", "apt-get"))
    assert "apt-get install python3 python3-venv" in complaint(done)


def test_cache_that_cannot_be_written(bare_checkout):
    blocked = bare_checkout.folder / "file"
    blocked.write_text("not a folder")
    done = bare_checkout.run("scripts/setup", CCB_CACHE=str(blocked / "cache"))
    assert "set CCB_CACHE" in complaint(done)


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "08069"])
def test_port_that_is_none(bare_checkout, port):
    """Said before anything is set up."""
    assert f"CCB_PORT={port} is not a port" in complaint(bare_checkout.run("scripts/demo", CCB_PORT=port))


def test_no_benchmark(checkout):
    shutil.rmtree(checkout.folder / "tests" / "bench", ignore_errors=True)
    assert "holds no bench_*.py" in complaint(checkout.run("scripts/bench"))


def test_unknown_check(checkout):
    assert "no check named spelling" in complaint(checkout.run("scripts/lint", "spelling"))


def test_interrupted_template_is_made_anew(checkout):
    """Its mark comes last: without it the database is taken for half-made."""
    checkout.toolchain("""sql 'comment on database "'"$(database_name template)"'" is null'""")
    assert "as made before" in checkout.run("scripts/setup").stderr
    assert "as made before" not in checkout.run("scripts/setup").stderr


def test_tests_that_found_nothing_have_failed(checkout):
    done = checkout.run("scripts/test", "tests/toolchain", "-k", "no_test_has_this_name")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "0 passed, 1 failed"


def test_compose_asks_for_passwords(checkout):
    checkout.output("scripts/lint", "compose")
    compose = '"$CACHE/tools/docker-compose" config -q'
    for given, missing in (("ADMIN_PASSWORD", "POSTGRES_PASSWORD"), ("POSTGRES_PASSWORD", "ADMIN_PASSWORD")):
        done = checkout.run("bash", "-c", f". scripts/lib/all.sh; {compose}", **{given: "secret", missing: ""})
        assert done.returncode != 0
        assert missing in done.stderr
