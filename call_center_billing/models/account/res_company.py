"""What holds for a whole company."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """Defaults of call billing."""

    _inherit = "res.company"

    call_rate_card_id = fields.Many2one(
        "call.rate.card",
        string="Default Rate Card",
        check_company=True,
        help="Prices the calls of customers whose price list names no rate card.",
    )
    call_annex = fields.Boolean(
        string="Calls on Invoices", default=True, help="Print the calls behind an invoice on pages added to its PDF."
    )
    call_mask_digits = fields.Integer(
        string="Hidden Digits",
        default=3,
        help="How many of the last digits of a called number are hidden on printed lists of calls and in the portal. "
        "Others who use the telephone have a right to their privacy too.",
    )

    @api.constrains("call_mask_digits")
    def _check_call_mask_digits(self):
        if any(not 0 <= company.call_mask_digits <= 15 for company in self):
            raise ValidationError(self.env._("Between 0 and 15 digits of a called number can be hidden."))
