"""Runs in Odoo's shell: ACCOUNTS accounts, each with a month of CALLS calls on a statement of five lines, by SQL."""

import os

LINES = 5
PRODUCTS = ("local", "mobile", "international", "premium", "mobile")

ACCOUNT_SQL = """
INSERT INTO res_partner (name, complete_name, active, country_id, street, city, zip, email, type, autopost_bills, lang,
                         call_policy, call_credit_policy, call_opened_by)
SELECT 'Account ' || i, 'Account ' || i, true, %s, 'Street ' || i, 'Town', '12345', 'a' || i || '@example.com',
       'contact', 'ask', 'en_US', 'postpaid', 'unlimited', 'manual'
  FROM generate_series(1, %s) i RETURNING id"""
STATEMENT_SQL = """
INSERT INTO call_statement (name, company_id, partner_id, currency_id, date_from, date_to, sequence, state, call_count,
                            talk_seconds, amount, create_date, write_date)
SELECT 'Account ' || id, %(company)s, id, %(currency)s, %(since)s, %(until)s, 1, 'open', %(calls)s, %(calls)s * 60,
       %(calls)s * 123456, now(), now()
  FROM unnest(%(partners)s) id"""
LINE_SQL = """
INSERT INTO call_statement_line (statement_id, product_id, destination_class, price, unit, connection_fee, discount,
                                 time_band, part, call_count, talk_seconds, billed_seconds, quantity, amount)
SELECT statement.id, (%(products)s)[i], 'mobile', i * 100000, 'minute', 0, 0, '', 0, %(calls)s / %(lines)s,
       60 * %(calls)s / %(lines)s, 60 * %(calls)s / %(lines)s, 0,
       (%(calls)s / %(lines)s) * 123456 + (statement.id * 7919 + i * 104729) %% 5000000
  FROM call_statement statement, generate_series(1, %(lines)s) i WHERE statement.date_from = %(since)s"""
CALL_SQL = """
INSERT INTO call_record (identity, source_id, company_id, partner_id, started_at, state, talk_seconds, amount,
                         statement_id, statement_line_id)
SELECT line.id || '.' || i, %(source)s, %(company)s, statement.partner_id,
       %(since)s::timestamp + i * interval '1 minute', 'rated', 60, 123456, statement.id, line.id
  FROM call_statement statement JOIN call_statement_line line ON line.statement_id = statement.id,
       generate_series(1, line.call_count) i WHERE statement.date_from = %(since)s"""


def make_accounts(env, count):
    """Ids of new customers, with addresses."""
    env.cr.execute(ACCOUNT_SQL, (env.company.account_fiscal_country_id.id, count))
    ids = [key for (key,) in env.cr.fetchall()]
    env.cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY(%s)", (ids,))
    return ids


def make_month(env, partners, calls, since, until):
    """A statement with its lines and calls for each of the customers."""
    products = [env.ref(f"call_center_billing.product_call_{name}").id for name in PRODUCTS]
    source = env["call.source"].search([], limit=1)
    env["call.record"]._ensure_months(source._fields["create_date"].to_datetime(since), source.create_date)
    vals = {
        "company": env.company.id,
        "currency": env.company.currency_id.id,
        "source": source.id,
        "partners": partners,
        "products": products,
        "calls": calls,
        "lines": LINES,
        "since": since,
        "until": until,
    }
    for query in (STATEMENT_SQL, LINE_SQL, CALL_SQL):
        env.cr.execute(query, vals)
    env.cr.execute(
        "UPDATE call_statement SET amount = (SELECT sum(amount) FROM call_statement_line"
        " WHERE statement_id = call_statement.id) WHERE date_from = %s",
        (since,),
    )
    env.invalidate_all()


def main(env):
    tax = env["account.tax"].search([("type_tax_use", "=", "sale"), ("company_id", "=", env.company.id)], limit=1)
    tax.amount = 25
    for name in set(PRODUCTS):
        env.ref(f"call_center_billing.product_call_{name}").taxes_id = tax
    env.company.account_sale_tax_id = tax
    env.company.call_review_policy = "never"
    env.company.call_dispatch_mode = "hand"
    vals = {"name": "Switch", "timezone": "UTC", "country_id": env.ref("base.se").id}
    env["call.source"].create(vals)
    partners = make_accounts(env, int(os.environ["ACCOUNTS"]))
    make_month(env, partners, int(os.environ["CALLS"]), "2026-10-01", "2026-11-01")
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.cr.commit()


if "env" in globals():
    main(env)  # noqa: F821
