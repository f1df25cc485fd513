"""Runs in Odoo's shell: 20,000 accounts with 24,000 numbers, and a rate card of DECK prefixes."""

import os
import sys
from pathlib import Path

sys.path[:0] = [os.environ["BENCH"], str(Path(os.environ["BENCH"]).parents[1] / "call_center_billing")]
import calls_file
from bench_rating import prefixes

PRICES = (600_000, 900_000, 1_200_000, 1_800_000, 2_400_000)
BLOCKS = ((1, 1), (6, 6), (30, 6), (60, 60))
USUAL = ("46", "467", "47", "45", "49", "44", "1", "33", "48", "358")


def make_card(size):
    """A published card: 200 destinations, five prices."""
    product = env.ref("call_center_billing.product_call_mobile")  # noqa: F821
    names = [{"name": f"Destination {number}", "product_id": product.id} for number in range(200)]
    destinations = env["call.destination"].create(names)  # noqa: F821
    card = env["call.rate.card"].create({"name": "Bench", "version_ids": [(0, 0, {"valid_from": "2020-01-01"})]})  # noqa: F821
    version = card.version_ids
    rows = []
    for key, prefix in enumerate(sorted({*prefixes(size), *USUAL})):
        first, following = BLOCKS[key % 4]
        place = destinations[key % 200].id
        rows.append((version.id, prefix, place, "minute", "voice", PRICES[key % 5], first, following, "free"))
    columns = "version_id, prefix, destination_id, unit, service, price, first_increment, next_increment, maximum_rule"
    env.flush_all()  # noqa: F821
    env.cr.execute_values(f"INSERT INTO call_rate ({columns}) VALUES %s", rows, page_size=5_000)  # noqa: F821
    env.invalidate_all()  # noqa: F821
    version.action_publish()
    return card


def make_accounts(country):
    """Accounts and their numbers, by SQL: the ORM would take minutes."""
    env.cr.execute(  # noqa: F821
        """INSERT INTO res_partner (name, complete_name, active, country_id, type, autopost_bills, call_policy,
                  call_credit_policy, call_opened_by)
           SELECT 'Account ' || i, 'Account ' || i, true, %s, 'contact', 'ask', 'postpaid', 'unlimited', 'import'
             FROM generate_series(1, %s) i
           RETURNING id""",
        (country, calls_file.ACCOUNTS),
    )
    ids = [row[0] for row in env.cr.fetchall()]  # noqa: F821
    env.cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY(%s)", (ids,))  # noqa: F821
    company = env.company.id  # noqa: F821
    numbers = [
        (f"+{calls_file.a_number(index)}", ids[index % calls_file.ACCOUNTS], "2026-01-01", company, "phone")
        for index in range(calls_file.NUMBERS)
    ]
    query = "INSERT INTO call_number (number, partner_id, valid_from, company_id, kind) VALUES %s"
    env.cr.execute_values(query, numbers, page_size=5_000)  # noqa: F821


def main():
    sweden = env.ref("base.se")  # noqa: F821
    env.company.country_id = sweden  # noqa: F821
    card = make_card(int(os.environ["DECK"]))
    env.company.call_rate_card_id = card  # noqa: F821
    env.company.call_pricelist_id.call_rate_card_id = card  # noqa: F821
    vals = {"country_id": sweden.id, "international_numbers": True}
    env["call.source"].create([vals | {"name": name} for name in ("One", "Two")])  # noqa: F821
    make_accounts(sweden.id)
    env.cr.commit()  # noqa: F821
    env.cr.execute("ANALYZE")  # noqa: F821
    env.cr.commit()  # noqa: F821


if "env" in globals():
    main()
