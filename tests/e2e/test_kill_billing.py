"""A billing run whose processes are killed at any moment bills every account once."""

from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("kill_billing.py")
WORLD = Path(__file__).resolve().parents[1] / "bench" / "billing_world.py"
ACCOUNTS = 400


@pytest.fixture(scope="module")
def world(checkout):
    """A database with accounts whose month is over."""
    checkout.toolchain(
        'copy_database "$(database_name template)" kill_billing'
        " && odoo_run server -d kill_billing -i call_center_billing --no-http --stop-after-init --log-level=warn"
        f" && ACCOUNTS={ACCOUNTS} CALLS=10 odoo_run shell -d kill_billing --no-http --log-level=warn < {WORLD}"
    )
    yield "kill_billing"
    checkout.toolchain("drop_database kill_billing")


def state_after(checkout, world, name, kills, together):
    """What `kill_billing.py` prints, by its first word."""
    try:
        done = checkout.toolchain(
            f"copy_database {world} {name} && KILLS={kills} TOGETHER={together}"
            f" odoo_run shell -d {name} --no-http --log-level=warn < {SCRIPT}"
        )
    finally:
        checkout.toolchain(f"drop_database {name}")
    return dict(line.split(" ", 1) for line in done.splitlines() if line[:4] in ("KILL", "GAPS", "BILL", "STAT"))


def test_a_killed_run_ends_as_an_undisturbed_one(checkout, world):
    undisturbed = state_after(checkout, world, "billing_never", 0, 1)
    killed = state_after(checkout, world, "billing_often", 10, 2)
    assert int(killed["KILLED"]) >= 10
    assert undisturbed["BILLED"] == killed["BILLED"] == f"{ACCOUNTS} {ACCOUNTS} {ACCOUNTS}"
    assert undisturbed["GAPS"] == killed["GAPS"] == "[]"
    assert killed["STATE"] == undisturbed["STATE"]
