"""What a company does about payments that go wrong."""

from odoo import fields, models


class ResCompany(models.Model):
    """Rules of payments by gateway."""

    _inherit = "res.company"

    call_payment_user_id = fields.Many2one(
        "res.users",
        string="Responsible for Payments",
        help="Is told of chargebacks, wrong amounts and notifications that failed. Empty: the customer's salesperson "
        "if a clerk, else a manager.",
    )
    call_chargeback_action = fields.Selection(
        [("nothing", "Do nothing"), ("flag", "Flag the account"), ("block", "Flag and block the account")],
        string="On a Chargeback",
        default="flag",
        required=True,
        help="What becomes of an account whose payment is charged back. In any case the customer owes the money again.",
    )
