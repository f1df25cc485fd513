"""Runs in Odoo's shell: a customer on the portal with CALLS calls of two years, from 20 numbers.

The customer's login and password are `bench`. Statements of past months count as invoiced, that of this month is open.
"""

import os
import sys
from pathlib import Path

sys.path[:0] = [os.environ["BENCH"], str(Path(os.environ["BENCH"]).parents[1] / "call_center_billing")]
import import_world
from dateutil.relativedelta import relativedelta

from odoo import fields

CALLS, MONTHS, NUMBERS = int(os.environ["CALLS"]), 24, 20


def sql(query, *values):
    env.cr.execute(query, values)  # noqa: F821


def make_customer(sweden):
    """The account, its numbers, a campaign, and a contact of it that logs in."""
    numbers = [
        {"number": f"+4684000{each:04}", "valid_from": "2020-01-01", "label": f"Desk {each}"} for each in range(NUMBERS)
    ]
    account = env["res.partner"].create(  # noqa: F821
        {
            "name": "Bench account",
            "is_company": True,
            "country_id": sweden.id,
            "call_policy": "postpaid",
            "call_credit_policy": "limited",
            "call_credit_limit": 10_000_000,
            "call_number_ids": [(0, 0, vals) for vals in numbers],
        }
    )
    contact = env["res.partner"].create({"name": "Bench contact", "parent_id": account.id})  # noqa: F821
    env["res.users"].with_context(no_reset_password=True).create(  # noqa: F821
        {
            "name": "Bench contact",
            "login": "bench",
            "password": "bench",
            "partner_id": contact.id,
            "group_ids": [(6, 0, [env.ref("base.group_portal").id])],  # noqa: F821
        }
    )
    campaign = env["call.campaign"].create({"name": "Bench campaign", "code": "BENCH", "partner_id": account.id})  # noqa: F821
    return account, campaign


def make_statements(account):
    """One a month with 20 lines, so much of it as calls are behind them."""
    each = CALLS // MONTHS
    sql(
        """INSERT INTO call_statement (partner_id, company_id, currency_id, date_from, date_to, sequence, name, state,
                  call_count, talk_seconds, amount)
           SELECT %s, %s, %s, month, month + interval '1 month', 1, 'Bench ' || month::date,
                  CASE WHEN month = date_trunc('month', now()) THEN 'open' ELSE 'invoiced' END, %s, %s, %s
             FROM generate_series(date_trunc('month', now()) - interval '23 months', date_trunc('month', now()),
                  interval '1 month') month""",
        account.id, env.company.id, env.company.currency_id.id, each, each * 60, each * 600000,  # noqa: F821
    )  # fmt: skip
    part = each // NUMBERS
    sql(
        """INSERT INTO call_statement_line (statement_id, product_id, destination_class, price, unit, connection_fee,
                  discount, time_band, part, call_count, talk_seconds, billed_seconds, amount)
           SELECT id, %s, 'mobile', 600000 + line, 'minute', 0, 0, '', 0, %s, %s, %s, %s
             FROM call_statement, generate_series(1, %s) line WHERE partner_id = %s""",
        env.ref("call_center_billing.product_call_mobile").id, part, part * 60, part * 60, part * 600000,  # noqa: F821
        NUMBERS, account.id,
    )  # fmt: skip


def make_calls(account, campaign, source):
    """What stands on those lines, spread over the days of each month that are past."""
    now = fields.Datetime.now()
    env["call.record"]._ensure_months(now - relativedelta(months=MONTHS), now)  # noqa: F821
    sql(
        """INSERT INTO call_record_store (source_id, company_id, identity, a_number, b_number, started_at, duration,
                  talk_seconds, outcome, service, state, partner_id, number_id, campaign_id, agent, amount, unrounded,
                  billed_seconds, currency_id, rate_id, destination_id, destination_class, statement_id,
                  statement_line_id)
           SELECT %s, %s, 'b' || line.id || '/' || call, number.number, '+4670' || lpad((call %% 5000)::text, 7, '0'),
                  statement.date_from + (call::float8 / part.calls) * (LEAST(statement.date_to, now()::timestamp)
                      - statement.date_from),
                  62, 60, 'answered', 'voice', 'rated', statement.partner_id, number.id,
                  CASE WHEN call %% 4 = 0 THEN %s END, 'agent' || call %% 10, 600000, 600000, 60,
                  statement.currency_id, rate.id, rate.destination_id, 'mobile', statement.id, line.id
             FROM call_statement statement
             JOIN (SELECT *, row_number() OVER (PARTITION BY statement_id ORDER BY id) AS place
                     FROM call_statement_line) line ON line.statement_id = statement.id
             JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place FROM call_number WHERE partner_id = %s) number
                  ON number.place = line.place
             JOIN (SELECT id, destination_id, row_number() OVER (ORDER BY id) AS place FROM call_rate LIMIT 500) rate
                  ON rate.place = line.place,
                  (SELECT %s AS calls) part, generate_series(1, part.calls) call
            WHERE statement.partner_id = %s""",
        source, env.company.id, campaign.id, account.id, CALLS // MONTHS // NUMBERS, account.id,  # noqa: F821
    )  # fmt: skip


def main():
    sweden = env.ref("base.se")  # noqa: F821
    env.company.country_id = sweden  # noqa: F821
    import_world.env = env  # noqa: F821
    card = import_world.make_card(3000)
    env.company.call_rate_card_id = card  # noqa: F821
    env.company.call_pricelist_id.call_rate_card_id = card  # noqa: F821
    source = env["call.source"].create({"name": "Bench", "country_id": sweden.id})  # noqa: F821
    account, campaign = make_customer(sweden)
    env.flush_all()  # noqa: F821
    make_statements(account)
    make_calls(account, campaign, source.id)
    env.cr.commit()  # noqa: F821
    sql("ANALYZE")
    env.cr.commit()  # noqa: F821


main()
