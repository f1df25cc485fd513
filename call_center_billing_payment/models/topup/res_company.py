"""What a company lets its customers pay in beforehand."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: by the company's choice, the billing policies whose accounts top up
POLICIES = {"prepaid": ("prepaid",), "hybrid": ("prepaid", "hybrid"), "all": ("prepaid", "hybrid", "postpaid")}


class ResCompany(models.Model):
    """The rules of top-ups."""

    _inherit = "res.company"

    call_top_up_accounts = fields.Selection(
        [("prepaid", "Prepaid accounts"), ("hybrid", "Prepaid and hybrid accounts"), ("all", "All accounts")],
        string="Who Tops Up",
        default="hybrid",
        required=True,
    )
    call_top_up_minimum = fields.Monetary(string="Smallest Top-up", default=0, help="0: any sum.")
    call_top_up_maximum = fields.Monetary(string="Largest Top-up", default=0, help="0: there is no such limit.")
    call_top_up_day_maximum = fields.Monetary(
        string="Top-ups a Day",
        default=0,
        help="Of one account, in all, by the clock of its billing time zone. 0: there is no such limit.",
    )
    call_top_up_suggestions = fields.Char(
        string="Suggested Sums",
        default="100; 250; 500",
        help="What customers choose among, in the company's currency, with semicolons between.",
    )
    call_top_up_treatment = fields.Selection(
        [
            ("multi", "Multi-purpose: when the calls are invoiced"),
            ("single", "Single-purpose: when money is paid in"),
        ],
        string="VAT Is Due",
        default="multi",
        required=True,
        help="By the European rules of vouchers. Ask your accountant before you change it.",
    )
    call_top_up_tax_id = fields.Many2one(
        "account.tax",
        string="Tax of Top-ups",
        domain="[('type_tax_use', '=', 'sale'), ('price_include', '=', True), ('company_id', 'parent_of', id)]",
        help="Included in the price.",
    )
    call_top_up_vat_account_id = fields.Many2one(
        "account.account",
        string="VAT Paid in Advance",
        domain="[('account_type', '=', 'asset_current'), ('company_ids', 'in', id)]",
        help="VAT of what was paid in and not used yet.",
    )
    call_top_up_invoice = fields.Selection(
        [("never", "Never: the receipt will do"), ("request", "When the customer asks"), ("always", "Always")],
        string="Invoices for Top-ups",
        default="never",
        required=True,
        help="Without VAT, and paid from the beginning. VAT is charged when the calls are invoiced.",
    )
    call_top_up_account_id = fields.Many2one(
        "account.account",
        string="Debt to Customers",
        domain="[('account_type', '=', 'liability_current'), ('company_ids', 'in', id)]",
        help="Where invoices for top-ups book what was paid in, for the moment until their entry takes it back.",
    )
    call_top_up_link_days = fields.Integer(
        string="Payment Links Are Valid for", default=7, help="Days that customers have to pay by a link."
    )

    _call_top_up_link = models.Constraint(
        "CHECK (call_top_up_link_days BETWEEN 1 AND 365)", "Payment links are valid for 1 to 365 days."
    )
    _call_top_up = models.Constraint(
        "CHECK (COALESCE(call_top_up_minimum, 0) >= 0 AND COALESCE(call_top_up_maximum, 0) >= 0"
        " AND COALESCE(call_top_up_day_maximum, 0) >= 0)",
        "Sums of top-ups are 0 or more.",
    )

    @api.constrains("call_top_up_minimum", "call_top_up_maximum", "call_top_up_day_maximum")
    def _check_call_top_up_limits(self):
        for company in self:
            most = [limit for limit in (company.call_top_up_maximum, company.call_top_up_day_maximum) if limit]
            if most and company.currency_id.compare_amounts(company.call_top_up_minimum, min(most)) > 0:
                raise ValidationError(self.env._("The smallest top-up is more than the largest that is allowed."))

    @api.constrains(
        "call_top_up_treatment", "call_top_up_tax_id", "call_top_up_account_id", "call_top_up_vat_account_id"
    )
    def _check_call_top_up_treatment(self):
        for company in self.filtered(lambda company: company.call_top_up_treatment == "single"):
            accounts = company.call_top_up_account_id and company.call_top_up_vat_account_id
            if not (accounts and company.call_top_up_tax_id):
                raise ValidationError(
                    self.env._(
                        "For single-purpose top-ups choose their tax, the account of debts to customers, and the "
                        "account of VAT paid in advance."
                    )
                )
            if not company.call_top_up_tax_id.price_include:
                raise ValidationError(
                    self.env._("The tax of top-ups is included in the price: copy your tax, and set it so there.")
                )

    @api.constrains("call_top_up_invoice", "call_top_up_account_id")
    def _check_call_top_up_invoice(self):
        for company in self:
            if company.call_top_up_invoice != "never" and not company.call_top_up_account_id:
                raise ValidationError(
                    self.env._("Choose the account of debts to customers, on which invoices for top-ups are booked.")
                )

    @api.constrains("call_top_up_suggestions")
    def _check_call_top_up_suggestions(self):
        for company in self:
            company._call_top_up_sums()

    def _call_top_up_sums(self):
        """The suggested sums, from the smallest, those outside the limits left out: [float].

        :raise ValidationError: one of them is no sum
        """
        self.ensure_one()
        words = [word.strip() for word in (self.call_top_up_suggestions or "").split(";") if word.strip()]
        try:
            sums = {self.currency_id.round(float(word.replace(",", "."))) for word in words}
        except (ValueError, OverflowError) as error:
            raise ValidationError(self._call_suggestions_text()) from error
        if not all(0 < each < 1e9 for each in sums):
            raise ValidationError(self._call_suggestions_text())
        most = min(filter(None, (self.call_top_up_maximum, self.call_top_up_day_maximum)), default=None)
        return sorted(each for each in sums if each >= self.call_top_up_minimum and (most is None or each <= most))

    def _call_suggestions_text(self):
        return self.env._("Suggested sums are numbers above 0 with semicolons between, such as 100; 250; 500.")
