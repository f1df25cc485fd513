"""Companies bill by calendar months until they choose otherwise; and a look at what the upgrade made of statements."""

from odoo import SUPERUSER_ID, api

#: statements that are closed without an order, or have one that is not theirs: nothing may have got lost on the way
WRONG = """
SELECT statement.id FROM call_statement statement
  LEFT JOIN sale_order made ON made.id = statement.order_id
 WHERE (statement.closed AND (made.id IS NULL OR made.call_statement_id IS DISTINCT FROM statement.id))
    OR (NOT statement.closed AND statement.state <> 'open')
    OR EXISTS (SELECT FROM call_statement other
                WHERE other.partner_id = statement.partner_id AND other.company_id = statement.company_id
                  AND other.currency_id = statement.currency_id AND other.id > statement.id
                  AND daterange(other.date_from, other.date_to) && daterange(statement.date_from, statement.date_to)
                  AND (other.date_from, other.date_to) <> (statement.date_from, statement.date_to))
"""


def migrate(cr, version):
    """
    :raise ValueError: statements and orders do not fit; the upgrade is not carried out
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["res.company"].search([])._call_choose_cycle()
    check(cr)


def check(cr):
    """Look at all statements."""
    cr.execute(WRONG)
    if found := [key for (key,) in cr.fetchall()]:
        raise ValueError(f"call statements {found[:20]} and their orders or periods do not fit; nothing was upgraded")
