"""Where customers call to show that a number is theirs."""

from odoo import fields, models


class ResCompany(models.Model):
    """The telephone number whose calls the switch answers with `POST /call_center/v1/verify`."""

    _inherit = "res.company"

    call_verify_number = fields.Char(
        string="Number for Verification",
        help="Customers who add a telephone number on the portal call this one from it and enter a code. Empty: they "
        "cannot add numbers themselves.",
    )
