"""Payments on the page of settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's fields."""

    _inherit = "res.config.settings"

    call_payment_user_id = fields.Many2one(related="company_id.call_payment_user_id", readonly=False)
    call_chargeback_action = fields.Selection(related="company_id.call_chargeback_action", readonly=False)
