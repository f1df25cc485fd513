"""How detailed a company's invoices are."""

from odoo import fields, models

DETAILS = [
    ("summary", "Summary only"),
    ("destination", "Lines and destinations"),
    ("calls", "Every call"),
]
FORMATS = [
    ("pdf", "Pages of the invoice (PDF)"),
    ("xlsx", "Spreadsheet (XLSX)"),
    ("csv", "Text for programs (CSV)"),
]


class ResCompany(models.Model):
    """What customers get who have asked for nothing else."""

    _inherit = "res.company"

    call_invoice_detail = fields.Selection(
        DETAILS,
        string="Detail of Invoices",
        default="calls",
        required=True,
        help="Each invoice of calls begins with a summary. Then, if wanted, its lines and the destinations called; "
        "then, if wanted, every call.",
    )
    call_annex_format = fields.Selection(
        FORMATS,
        string="List of Calls As",
        default="pdf",
        required=True,
        help="How every call is listed: on pages of the invoice, or in a file that is sent with it.",
    )
