"""The company's invoices in the settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Detail and format of the list of calls."""

    _inherit = "res.config.settings"

    call_invoice_detail = fields.Selection(related="company_id.call_invoice_detail", readonly=False)
    call_annex_format = fields.Selection(related="company_id.call_annex_format", readonly=False)
