"""The client's answer on the settings page."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_answer_wanted = fields.Boolean(related="company_id.call_answer_wanted", readonly=False)
    call_answer_days = fields.Integer(related="company_id.call_answer_days", readonly=False)
