"""Destinations that nobody else may read about on a bill."""

from odoo import fields, models


class CallDestination(models.Model):
    """Lines for people in need are called in confidence."""

    _inherit = "call.destination"

    hidden_on_bills = fields.Boolean(
        string="Never on Bills",
        help="Lists of calls show neither the called number nor this destination: counselling lines, crisis lines and "
        "others that are called in confidence.",
    )
