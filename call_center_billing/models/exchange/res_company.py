"""Who sends a company's invoices of calls."""

from odoo import fields, models


class ResCompany(models.Model):
    """The service that has the invoices of all accounts which say nothing else."""

    _inherit = "res.company"

    call_service_id = fields.Many2one(
        "call.billing.service",
        string="Billing Service",
        ondelete="restrict",
        domain="[('company_id', '=', id)]",
        help="Sends the invoices of calls and keeps the customer ledger. Empty: we do it ourselves.",
    )
