"""Downloads from the portal on the page of settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's fields."""

    _inherit = "res.config.settings"

    call_portal_exports_hour = fields.Integer(related="company_id.call_portal_exports_hour", readonly=False)
    call_portal_exports_day = fields.Integer(related="company_id.call_portal_exports_day", readonly=False)
