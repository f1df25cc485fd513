"""How long the law wants books to be kept."""

from odoo import fields, models


class ResCompany(models.Model):
    """Years for which names and addresses on documents stay, whoever asks for their erasure."""

    _inherit = "res.company"

    call_book_years = fields.Integer(
        string="Books Are Kept For",
        default=7,
        help="Whole years after the year of a document. Until then the names and addresses on it are not erased.",
    )

    _call_book_years = models.Constraint(
        "CHECK (call_book_years BETWEEN 0 AND 30)", "Books are kept for 0 to 30 years."
    )
