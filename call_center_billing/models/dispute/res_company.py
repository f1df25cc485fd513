"""How long a customer waits for an answer."""

from odoo import fields, models


class ResCompany(models.Model):
    """Rules of disputes."""

    _inherit = "res.company"

    call_dispute_days = fields.Integer(
        string="Days to Answer Disputes", default=30, help="A dispute's deadline, counted from the day it is opened."
    )
    call_dispute_user_id = fields.Many2one(
        "res.users", string="Responsible for Disputes", help="Empty: the customer's salesperson."
    )

    _call_dispute_days = models.Constraint(
        "CHECK (COALESCE(call_dispute_days, 0) >= 0)", "The days to answer a dispute are 0 or more."
    )
