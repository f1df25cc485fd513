"""Billing services on the settings page."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_service_id = fields.Many2one(related="company_id.call_service_id", readonly=False)
