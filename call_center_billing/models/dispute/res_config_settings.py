"""Disputes on the settings page."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_dispute_days = fields.Integer(related="company_id.call_dispute_days", readonly=False)
    call_dispute_user_id = fields.Many2one(related="company_id.call_dispute_user_id", readonly=False)
