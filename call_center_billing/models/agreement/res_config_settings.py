"""The company's settings of agreements."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    call_agreement_remind_days = fields.Integer(related="company_id.call_agreement_remind_days", readonly=False)
