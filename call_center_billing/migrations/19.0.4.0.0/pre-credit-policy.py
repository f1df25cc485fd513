"""Customers that were there before limits were stay without one: nobody is refused a call by an upgrade."""

from odoo.tools.sql import column_exists


def migrate(cr, version):
    """Make the column before Odoo does, which would fill it with the default of new customers.

    A constant default is no rewrite of the table, however many customers there are.
    """
    if not column_exists(cr, "res_partner", "call_credit_policy"):
        cr.execute("ALTER TABLE res_partner ADD COLUMN call_credit_policy varchar DEFAULT 'unlimited'")
        cr.execute("ALTER TABLE res_partner ALTER COLUMN call_credit_policy DROP DEFAULT")
