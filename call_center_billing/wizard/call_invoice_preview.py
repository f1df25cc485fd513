"""Look at an account's next invoice."""

from odoo import fields, models


class CallInvoicePreview(models.TransientModel):
    """As it would be by now."""

    _name = "call.invoice.preview"
    _description = "Next Invoice"

    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    cost = fields.Html(string="Next Invoice", readonly=True, sanitize=False)
