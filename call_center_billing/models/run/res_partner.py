"""What is an account's own: whether its invoices are looked at, and how they reach it."""

from odoo import fields, models

from .res_company import POLICIES


class ResPartner(models.Model):
    """Review and letters."""

    _inherit = "res.partner"

    call_review_policy = fields.Selection(
        POLICIES,
        string="Review Invoices",
        tracking=True,
        groups="call_center_billing.call_center_billing_group_sales",
        help="Which of the account's drafts wait for a person. Empty: as the company has it.",
    )
    call_review_amount = fields.Float(
        string="Review Above",
        groups="call_center_billing.call_center_billing_group_sales",
        help="Tax included, in the company's currency.",
    )
    invoice_sending_method = fields.Selection(selection_add=[("letter", "by Letter")])

    def _call_complete_address(self):
        """Whether an invoice to it would bear a whole address."""
        self.ensure_one()
        return bool(self.street and (self.city or self.zip) and self.country_id)
