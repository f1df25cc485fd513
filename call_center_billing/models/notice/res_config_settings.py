"""Notifications on the page of settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's fields."""

    _inherit = "res.config.settings"

    call_low_balance = fields.Monetary(
        related="company_id.call_low_balance", readonly=False, currency_field="call_currency_id"
    )
