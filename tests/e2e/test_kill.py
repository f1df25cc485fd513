"""An import whose process is killed at any moment, and begun again, ends as one that nobody disturbed."""

import random
import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
import calls_file

SCRIPT = Path(__file__).with_name("kill_import.py")
FILES = 6
LINES = 6_000
KILLS_A_FILE = 10
WORLD = """
se = env.ref('base.se')
env.company.country_id = se
vals = {'country_id': se.id, 'international_numbers': True}
env['call.source'].create([vals | {'name': name} for name in ('One', 'Two')])
product = env.ref('call_center_billing.product_call_mobile')
where = env['call.destination'].create({'name': 'Anywhere', 'product_id': product.id}).id
prices = {'46': 300000, '467': 600000, '4': 900000, '35840': 1200000, '1': 100000}
rates = [(0, 0, {'prefix': prefix, 'destination_id': where, 'price': price}) for prefix, price in prices.items()]
version = {'valid_from': '2026-01-01', 'rate_ids': rates}
card = env['call.rate.card'].create({'name': 'Card', 'version_ids': [(0, 0, version)]})
card.version_ids.action_publish()
env.company.call_rate_card_id = card
for index in range(60):
    who = env['res.partner'].create({'name': f'Account {index}', 'country_id': se.id})
    env['call.number'].create({'number': f'+4684{index:07d}', 'partner_id': who.id, 'valid_from': '2026-01-01'})
env.cr.commit()
"""


@pytest.fixture(scope="module")
def world(checkout, tmp_path_factory):
    """A database that waits for calls."""
    folder = tmp_path_factory.mktemp("world")
    (folder / "world.py").write_text(WORLD)
    checkout.toolchain(
        'copy_database "$(database_name template)" kill_world'
        " && odoo_run server -d kill_world -i call_center_billing --no-http --stop-after-init --log-level=warn"
        f" && odoo_run shell -d kill_world --no-http --log-level=warn < {folder}/world.py"
    )
    yield "kill_world"
    checkout.toolchain("drop_database kill_world")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Files of two switches, each of which tells some of the calls of the one before again."""
    folder = tmp_path_factory.mktemp("calls")
    chance = random.Random(5)
    paths, before = [], {0: [], 1: []}
    for number in range(FILES):
        stamp = calls_file.START + timedelta(seconds=number)
        rows = calls_file.lines(LINES, ["358", "44", "1212"], seed=number, stamp=stamp)
        rows = [few_accounts(row, chance) for row in rows] + before[number % 2][:500]
        before[number % 2] = rows
        path = folder / f"Master-{number}.csv"
        path.write_text("\n".join(rows) + "\n")
        paths.append(str(path))
    return paths


def few_accounts(row, chance):
    """The call of one of sixty accounts."""
    return re.sub(r"\b4684\d{7}\b", f"4684{chance.randrange(64):07d}", row)


def state_after(checkout, world, name, files, kills, usual):
    """What `kill_import.py` prints, by its first word."""
    try:
        done = checkout.toolchain(
            f"copy_database {world} {name} && FILES={':'.join(files)} KILLS={kills} USUAL={usual}"
            f" odoo_run shell -d {name} --no-http --log-level=warn < {SCRIPT}"
        )
    finally:
        checkout.toolchain(f"drop_database {name}")
    return dict(line.split(" ", 1) for line in done.splitlines() if line.startswith(("KILLED", "TOOK", "STATE")))


def test_killed_imports_end_as_undisturbed_ones(checkout, world, files):
    undisturbed = state_after(checkout, world, "kill_never", files, 0, 0)
    killed = state_after(checkout, world, "kill_often", files, KILLS_A_FILE, undisturbed["TOOK"])
    assert int(killed["KILLED"]) >= 50
    assert killed["STATE"] == undisturbed["STATE"]
