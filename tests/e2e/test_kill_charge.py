"""Processes that are killed between the charge of a card and their commit: each card is charged once."""

from pathlib import Path

SCRIPT = Path(__file__).with_name("kill_charge.py")
STANDIN = Path(__file__).resolve().parents[2] / "call_center_billing_payment" / "tests" / "standin"
ACCOUNTS, KILLS = 4, 3


def test_a_process_that_is_killed_after_a_charge_charges_no_second_time(checkout):
    name = "ccb_kill_charge"
    try:
        done = checkout.toolchain(
            f'copy_database "$(database_name template)" {name}'
            f" && odoo_run server -d {name} -i call_center_billing_payment --no-http --stop-after-init --log-level=warn"
            f" && STANDIN={STANDIN} KILLS={KILLS} odoo_run shell -d {name} --no-http --log-level=warn < {SCRIPT}"
        )
    finally:
        checkout.toolchain(f"drop_database {name}")
    told = dict(line.split(" ", 1) for line in done.splitlines() if line.split(" ")[0] in WORDS)
    assert int(told["KILLED"]) == ACCOUNTS * KILLS, "each was killed while the gateway kept its answer"
    assert told["CHARGED"] == f"{ACCOUNTS} {ACCOUNTS}"
    assert told["ASKED"] == f"True {ACCOUNTS}", "asked again, each time under the same key"
    assert told["LEFT"] == f"[('done', {ACCOUNTS}, {ACCOUNTS}, {ACCOUNTS}, {20.0 * ACCOUNTS})]"


WORDS = ("KILLED", "CHARGED", "ASKED", "LEFT")
