"""Runs in Odoo's shell: ACCOUNTS accounts with a number, a statement and CALLS calls each, and a switch with a key."""

import hashlib
import os
import sys
from pathlib import Path

sys.path[:0] = [os.environ["BENCH"], str(Path(os.environ["BENCH"]).parents[1] / "call_center_billing")]
import import_world

ACCOUNTS, CALLS = int(os.environ["ACCOUNTS"]), int(os.environ["CALLS"])
#: statement lines: calls of an account are at so many prices
LINES = 2


def sql(query, *values):
    env.cr.execute(query, values)  # noqa: F821


def make_accounts(country):
    """Accounts that may use 100,000 each, and their numbers +4684 0000000 and so on."""
    sql(
        """INSERT INTO res_partner (name, complete_name, active, country_id, type, autopost_bills, call_policy,
                  call_credit_policy, call_credit_limit, call_opened_by)
           SELECT 'Account ' || i, 'Account ' || i, true, %s, 'contact', 'ask', 'postpaid', 'limited', 100000, 'import'
             FROM generate_series(1, %s) i""",
        country, ACCOUNTS,
    )  # fmt: skip
    sql("UPDATE res_partner SET commercial_partner_id = id WHERE name LIKE 'Account %%'")
    sql(
        """INSERT INTO call_number (number, partner_id, valid_from, company_id, kind)
           SELECT '+4684' || lpad((row_number() OVER (ORDER BY id) - 1)::text, 7, '0'), id, '2026-01-01', %s, 'phone'
             FROM res_partner WHERE name LIKE 'Account %%'""",
        env.company.id,  # noqa: F821
    )


def make_calls(source):
    """A statement of this month for each account, its lines, and the calls behind them."""
    company, currency = env.company.id, env.company.currency_id.id  # noqa: F821
    product = env.ref("call_center_billing.product_call_mobile").id  # noqa: F821
    sql(
        """INSERT INTO call_statement (partner_id, company_id, currency_id, date_from, date_to, sequence, name, state,
                  call_count, talk_seconds, amount)
           SELECT id, %s, %s, date_trunc('month', now()), date_trunc('month', now()) + interval '1 month', 1, name,
                  'open', %s, 60, 600000 FROM res_partner WHERE name LIKE 'Account %%'""",
        company, currency, CALLS,
    )  # fmt: skip
    sql(
        """INSERT INTO call_statement_line (statement_id, product_id, destination_class, price, unit, connection_fee,
                  discount, time_band, part, call_count, talk_seconds, billed_seconds, amount)
           SELECT id, %s, 'mobile', 600000 + line, 'minute', 0, 0, '', 0, %s, 60, 60, 600000
             FROM call_statement, generate_series(1, %s) line""",
        product, CALLS // LINES, LINES,
    )  # fmt: skip
    env["call.record"]._cron_months()  # noqa: F821
    sql(
        """INSERT INTO call_record_store (source_id, company_id, identity, a_number, b_number, started_at, duration,
                  talk_seconds, outcome, service, state, partner_id, amount, unrounded, billed_seconds, currency_id,
                  statement_id, statement_line_id)
           SELECT %s, %s, 'b' || line.id || '/' || call, '+46840000000', '+46701110001',
                  date_trunc('month', now()) + (line.id %% 1000000) * interval '1 second', 62, 60, 'answered', 'voice',
                  'rated', statement.partner_id, 600000, 600000, 60, %s, statement.id, line.id
             FROM call_statement_line line JOIN call_statement statement ON statement.id = line.statement_id,
                  generate_series(1, %s) call""",
        source, company, currency, CALLS // LINES,
    )  # fmt: skip


def main():
    sweden = env.ref("base.se")  # noqa: F821
    env.company.country_id = sweden  # noqa: F821
    import_world.env = env  # noqa: F821
    card = import_world.make_card(int(os.environ["DECK"]))
    env.company.call_rate_card_id = card  # noqa: F821
    env.company.call_pricelist_id.call_rate_card_id = card  # noqa: F821
    source = env["call.source"].create({"name": "Bench", "country_id": sweden.id, "admission_seconds": 300})  # noqa: F821
    source.push_digest = hashlib.sha256(b"bench").hexdigest()
    env.flush_all()  # noqa: F821
    make_accounts(sweden.id)
    make_calls(source.id)
    env.cr.commit()  # noqa: F821
    tidy_up()


def tidy_up():
    """As a database is some hours after its rows were written: autovacuum would be busy with them during the rounds."""
    connection = env.cr._cnx  # noqa: F821
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")


main()
