"""Verification of numbers on the page of settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's field."""

    _inherit = "res.config.settings"

    call_verify_number = fields.Char(related="company_id.call_verify_number", readonly=False)
