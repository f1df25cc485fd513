"""Limits on the settings page."""

from odoo import fields, models

from ...fields import Micro


class ResConfigSettings(models.TransientModel):
    """Limits that are the company's."""

    _inherit = "res.config.settings"

    call_currency_id = fields.Many2one(related="company_id.currency_id", string="Currency of Limits")
    call_max_channels = fields.Integer(related="company_id.call_max_channels", readonly=False)
    call_max_rate = fields.Integer(related="company_id.call_max_rate", readonly=False)
    call_day_limit = fields.Monetary(
        related="company_id.call_day_limit", readonly=False, currency_field="call_currency_id"
    )
    call_price_cap = Micro(related="company_id.call_price_cap", readonly=False)
    call_distinct_limit = fields.Integer(related="company_id.call_distinct_limit", readonly=False)
    call_blocked_destination_ids = fields.Many2many(related="company_id.call_blocked_destination_ids", readonly=False)
    call_total_channels = fields.Integer(related="company_id.call_total_channels", readonly=False)
    call_total_rate = fields.Integer(related="company_id.call_total_rate", readonly=False)
    call_total_day_limit = fields.Monetary(
        related="company_id.call_total_day_limit", readonly=False, currency_field="call_currency_id"
    )
    call_unusual_factor = fields.Integer(related="company_id.call_unusual_factor", readonly=False)
    call_unusual_floor = fields.Monetary(
        related="company_id.call_unusual_floor", readonly=False, currency_field="call_currency_id"
    )
