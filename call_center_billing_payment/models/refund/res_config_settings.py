"""Refunds and write-offs on the settings page."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_refund_second_above = fields.Monetary(related="company_id.call_refund_second_above", readonly=False)
    call_write_off_limit = fields.Monetary(related="company_id.call_write_off_limit", readonly=False)
    call_loss_small_account_id = fields.Many2one(related="company_id.call_loss_small_account_id", readonly=False)
    call_loss_debt_account_id = fields.Many2one(related="company_id.call_loss_debt_account_id", readonly=False)
    call_loss_goodwill_account_id = fields.Many2one(related="company_id.call_loss_goodwill_account_id", readonly=False)
    call_loss_tax = fields.Boolean(related="company_id.call_loss_tax", readonly=False)
    call_rest_below = fields.Monetary(related="company_id.call_rest_below", readonly=False)
    call_rest_days = fields.Integer(related="company_id.call_rest_days", readonly=False)
    call_write_off_frees = fields.Boolean(related="company_id.call_write_off_frees", readonly=False)
