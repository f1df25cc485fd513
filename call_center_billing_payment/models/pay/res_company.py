"""What customers may do when they pay by themselves."""

from odoo import fields, models


class ResCompany(models.Model):
    """Instalments that customers ask for, and links without a login."""

    _inherit = "res.company"

    call_pay_parts = fields.Integer(
        string="Most Instalments",
        help="Customers may ask on their pages to pay an invoice in up to so many parts; a clerk says yes or no. "
        "0: they cannot ask.",
    )
    call_pay_link_days = fields.Integer(
        string="Days of a Payment Link", default=30, help="How long a link to pay without a login holds."
    )

    _call_pay_parts = models.Constraint(
        "CHECK (call_pay_parts = 0 OR call_pay_parts BETWEEN 2 AND 36)", "Instalments are from 2 to 36 parts, or none."
    )
    _call_pay_link_days = models.Constraint(
        "CHECK (call_pay_link_days BETWEEN 1 AND 365)", "A payment link holds from 1 to 365 days."
    )
