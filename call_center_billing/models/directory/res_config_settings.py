"""The settings of unknown callers."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_home_country_ids = fields.Many2many(related="company_id.call_home_country_ids", readonly=False)
    call_lookup_days = fields.Integer(related="company_id.call_lookup_days", readonly=False)
