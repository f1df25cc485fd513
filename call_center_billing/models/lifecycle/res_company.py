"""Which policies a company's services go by."""

from odoo import fields, models


class ResCompany(models.Model):
    """None at first: nothing happens to services until somebody chooses."""

    _inherit = "res.company"

    call_life_postpaid_id = fields.Many2one(
        "call.life.policy",
        string="Service Life, Postpaid",
        check_company=True,
        domain="[('kind', '=', 'postpaid')]",
        help="Suspends the services of postpaid and hybrid accounts that do not pay. Empty: nothing happens to them.",
    )
    call_life_prepaid_id = fields.Many2one(
        "call.life.policy",
        string="Service Life, Prepaid",
        check_company=True,
        domain="[('kind', '=', 'prepaid')]",
        help="Says how long the money of prepaid accounts is valid, and what happens then. Empty: it has no end.",
    )
