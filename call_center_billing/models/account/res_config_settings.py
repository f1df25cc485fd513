"""The settings page of call billing."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_rate_card_id = fields.Many2one(related="company_id.call_rate_card_id", readonly=False)
    call_pricelist_id = fields.Many2one(related="company_id.call_pricelist_id", readonly=False)
    call_starting_credit = fields.Monetary(related="company_id.call_starting_credit", readonly=False)
    call_mask_digits = fields.Integer(related="company_id.call_mask_digits", readonly=False)
    call_late_days = fields.Integer(related="company_id.call_late_days", readonly=False)
    call_hide_days = fields.Integer(related="company_id.call_hide_days", readonly=False)
    call_remove_months = fields.Integer(related="company_id.call_remove_months", readonly=False)
