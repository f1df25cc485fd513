"""When customers are told that little is left."""

from odoo import fields, models


class ResCompany(models.Model):
    """What holds for accounts that have no sum of their own."""

    _inherit = "res.company"

    call_low_balance = fields.Monetary(
        string="Low Balance",
        help="Customers with less left to call for are told, once until it has risen again. 0: only those that have a "
        "sum of their own.",
    )

    _call_low_balance = models.Constraint(
        "CHECK (COALESCE(call_low_balance, 0) >= 0)", "The sum for low balances is 0, for none, or more."
    )
