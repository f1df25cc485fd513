"""Whether an account is asked what it says of its invoices."""

from odoo import fields, models


class ResPartner(models.Model):
    """The commercial partner's choice counts for its contacts too."""

    _inherit = "res.partner"

    call_answer_wanted = fields.Selection(
        [("yes", "Asked"), ("no", "Not asked")],
        string="Client's Answer",
        tracking=True,
        groups="call_center_billing.call_center_billing_group_sales",
        help="Whether the client accepts or questions each invoice of calls on the portal. Empty: as the company has "
        "it.",
    )

    def _call_answer_is_wanted(self, company):
        """Whether invoices that the company sends to the account ask for an answer."""
        self.ensure_one()
        own = self.commercial_partner_id.sudo().call_answer_wanted
        return own == "yes" if own else company.call_answer_wanted
