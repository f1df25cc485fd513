"""The credit ladder on the settings page."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_bill_at_limit = fields.Boolean(related="company_id.call_bill_at_limit", readonly=False)
    call_raise_step = fields.Monetary(related="company_id.call_raise_step", readonly=False)
    call_raise_percent = fields.Integer(related="company_id.call_raise_percent", readonly=False)
    call_raise_maximum = fields.Monetary(related="company_id.call_raise_maximum", readonly=False)
    call_raise_in_time = fields.Boolean(related="company_id.call_raise_in_time", readonly=False)
    call_second_person_above = fields.Monetary(related="company_id.call_second_person_above", readonly=False)
    call_block_overdue_days = fields.Integer(related="company_id.call_block_overdue_days", readonly=False)
