"""How a company collects what calls cost."""

from odoo import api, fields, models


class ResCompany(models.Model):
    """Terms, money that comes in, and reminders."""

    _inherit = "res.company"

    call_payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Payment Terms of Calls",
        check_company=True,
        default=lambda self: self.env.ref("account.account_payment_term_30days", raise_if_not_found=False),
        help="Of accounts that have none of their own.",
    )
    call_apply_money = fields.Boolean(
        string="Use Money by Itself",
        default=True,
        help="Money that no invoice was named for pays the account's oldest open invoice.",
    )
    call_match_bank = fields.Boolean(
        string="Match Bank Statements", default=True, help="By payment reference, invoice number or bank account."
    )
    call_confirm_payments = fields.Boolean(
        string="Confirm Payments", default=True, help="Accounts are told by e-mail that their money has come in."
    )
    call_difference_tolerance = fields.Monetary(
        string="Small Differences", help="What is left of an invoice up to this sum is written off. 0: never."
    )
    call_difference_account_id = fields.Many2one(
        "account.account",
        string="Account of Differences",
        check_company=True,
        domain="[('account_type', 'in', ('expense', 'expense_other', 'income_other'))]",
        help="Where small differences are written off to.",
    )
    call_reminders = fields.Boolean(
        string="Remind Every Night", help="By the policy of the company, the account or the invoice."
    )
    call_reminder_gap = fields.Integer(
        string="Days Between Reminders",
        default=7,
        help="At least so many days lie between two reminders of an invoice, also when more than one level is due, as "
        "after a promise that was broken.",
    )
    call_interest_reference = fields.Float(
        string="Reference Rate", digits=(6, 4), help="Percent a year; in Sweden the Riksbank's, set twice a year."
    )
    call_interest_margin = fields.Float(
        string="Added to the Reference Rate", digits=(6, 4), default=8.0, help="Percent a year."
    )
    call_promise_days = fields.Integer(
        string="Longest Promise", default=14, help="Days ahead that customers may promise to pay; managers may more."
    )

    _call_collection = models.Constraint(
        "CHECK (COALESCE(call_reminder_gap, 0) >= 0 AND COALESCE(call_promise_days, 0) >= 0"
        " AND COALESCE(call_difference_tolerance, 0) >= 0)",
        "Days and sums are counted from 0.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A company that reminds has a policy."""
        companies = super().create(vals_list)
        companies._call_choose_policy()
        return companies

    def write(self, vals):
        """A company that begins to remind has a policy."""
        result = super().write(vals)
        if vals.get("call_reminders"):
            self._call_choose_policy()
        return result

    def _call_choose_policy(self):
        """Give companies that remind the policy as installed, unless they have one that is of use."""
        installed = self.env.ref("call_center_billing.call_reminder_policy", raise_if_not_found=False)
        for company in self.filtered("call_reminders"):
            if installed and not company.credit_policy_id.account_ids:
                accounts = self.env["account.account"].sudo().with_company(company)
                domain = [("account_type", "=", "asset_receivable"), ("company_ids", "in", company.ids)]
                installed.sudo().account_ids |= accounts.search(domain)
                company.credit_policy_id = installed

    def _call_collects(self):
        """Whether money is booked on and reminders are sent by themselves: the company has books, and bills."""
        self.ensure_one()
        return bool(self.sudo().chart_template) and self._call_billing_on()

    def _call_interest_rate(self):
        """Interest on late payments, parts per million a year."""
        self.ensure_one()
        return round((self.call_interest_reference + self.call_interest_margin) * 10_000)
