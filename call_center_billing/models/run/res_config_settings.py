"""Billing runs, review and sending on the settings page."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_billing_mode = fields.Selection(related="company_id.call_billing_mode", readonly=False)
    call_billing_wait_days = fields.Integer(related="company_id.call_billing_wait_days", readonly=False)
    call_billing_user_id = fields.Many2one(related="company_id.call_billing_user_id", readonly=False)
    call_billing_alarm_days = fields.Integer(related="company_id.call_billing_alarm_days", readonly=False)
    call_billing_address = fields.Boolean(related="company_id.call_billing_address", readonly=False)
    call_unusual_percent = fields.Integer(related="company_id.call_unusual_percent", readonly=False)
    call_review_policy = fields.Selection(related="company_id.call_review_policy", readonly=False)
    call_review_amount = fields.Monetary(related="company_id.call_review_amount", readonly=False)
    call_dispatch_mode = fields.Selection(related="company_id.call_dispatch_mode", readonly=False)
