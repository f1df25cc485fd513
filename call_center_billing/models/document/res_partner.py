"""What an account wants to read on its invoices."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .res_company import DETAILS, FORMATS

#: more digits than any number has
ALL_DIGITS = 15


class ResPartner(models.Model):
    """The commercial partner's wishes count for its contacts too."""

    _inherit = "res.partner"

    call_invoice_detail = fields.Selection(
        DETAILS, string="Detail of Invoices", tracking=True, help="Empty: as the company's setting says."
    )
    call_annex_format = fields.Selection(
        FORMATS, string="List of Calls As", tracking=True, help="Empty: as the company's setting says."
    )
    call_mask_policy = fields.Selection(
        [
            ("law", "As the law of the country says"),
            ("full", "In full, as the customer asked"),
            ("hidden", "Not at all"),
        ],
        string="Called Numbers",
        default="law",
        tracking=True,
        help="How called numbers are shown on the customer's bills.",
    )
    call_mask_asked_by = fields.Char(
        string="Full Numbers Asked For By",
        tracking=True,
        help="Who asked for full numbers, and declared that all who use the lines know of it.",
    )
    call_mask_asked_on = fields.Date(string="Asked On", tracking=True)
    call_report_wanted = fields.Boolean(
        string="Performance Report",
        tracking=True,
        help="Send a report of each campaign with the invoice: calls, answered, average length, agent time.",
    )

    @api.constrains("call_mask_policy", "call_mask_asked_by", "call_mask_asked_on")
    def _check_call_mask_asked(self):
        for partner in self:
            if partner.call_mask_policy == "full" and not (partner.call_mask_asked_by and partner.call_mask_asked_on):
                raise ValidationError(
                    self.env._(
                        "%(customer)s gets called numbers in full only if it asked for them: note who asked, and when.",
                        customer=partner.display_name,
                    )
                )

    def _call_invoice_detail(self, company):
        """`summary`, `destination` or `calls`."""
        return self.commercial_partner_id.call_invoice_detail or company.call_invoice_detail

    def _call_annex_format(self, company):
        """`pdf`, `csv` or `xlsx`."""
        return self.commercial_partner_id.call_annex_format or company.call_annex_format

    def _call_hidden_digits(self, company):
        """How many of the last digits of called numbers the account's bills hide.

        The law of the account's country, or more if the company wants more; all or none if the account wants that.
        """
        account = self.commercial_partner_id
        if account.call_mask_policy == "full":
            return 0
        if account.call_mask_policy == "hidden":
            return ALL_DIGITS
        country = account.country_id or company.country_id
        rule = self.env["call.mask.rule"].sudo().search([("country_id", "=", country.id)], limit=1)
        return max(rule.digits, company.call_mask_digits)
