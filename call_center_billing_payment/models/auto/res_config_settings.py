"""Saved cards on the settings page."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_card_offer = fields.Boolean(related="company_id.call_card_offer", readonly=False)
    call_collect_notice_days = fields.Integer(related="company_id.call_collect_notice_days", readonly=False)
    call_collect_retry_days = fields.Char(related="company_id.call_collect_retry_days", readonly=False)
    call_card_text = fields.Text(related="company_id.call_card_text", readonly=False)
