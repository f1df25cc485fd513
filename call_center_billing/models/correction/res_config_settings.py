"""Corrections on the settings page."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_correction_second_above = fields.Monetary(related="company_id.call_correction_second_above", readonly=False)
