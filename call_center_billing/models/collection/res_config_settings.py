"""Collection on the page of settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's fields."""

    _inherit = "res.config.settings"

    call_payment_term_id = fields.Many2one(related="company_id.call_payment_term_id", readonly=False)
    call_apply_money = fields.Boolean(related="company_id.call_apply_money", readonly=False)
    call_match_bank = fields.Boolean(related="company_id.call_match_bank", readonly=False)
    call_confirm_payments = fields.Boolean(related="company_id.call_confirm_payments", readonly=False)
    call_difference_tolerance = fields.Monetary(related="company_id.call_difference_tolerance", readonly=False)
    call_difference_account_id = fields.Many2one(related="company_id.call_difference_account_id", readonly=False)
    call_reminders = fields.Boolean(related="company_id.call_reminders", readonly=False)
    call_reminder_gap = fields.Integer(related="company_id.call_reminder_gap", readonly=False)
    call_interest_reference = fields.Float(related="company_id.call_interest_reference", readonly=False)
    call_interest_margin = fields.Float(related="company_id.call_interest_margin", readonly=False)
    call_promise_days = fields.Integer(related="company_id.call_promise_days", readonly=False)
