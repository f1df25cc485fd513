"""How long books are kept, on the page of settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's field."""

    _inherit = "res.config.settings"

    call_book_years = fields.Integer(related="company_id.call_book_years", readonly=False)
