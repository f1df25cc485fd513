"""The policies on the page of settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's fields."""

    _inherit = "res.config.settings"

    call_life_postpaid_id = fields.Many2one(related="company_id.call_life_postpaid_id", readonly=False)
    call_life_prepaid_id = fields.Many2one(related="company_id.call_life_prepaid_id", readonly=False)
