"""The page of settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's fields."""

    _inherit = "res.config.settings"

    call_pay_parts = fields.Integer(related="company_id.call_pay_parts", readonly=False)
    call_pay_link_days = fields.Integer(related="company_id.call_pay_link_days", readonly=False)
