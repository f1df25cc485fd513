"""Where month-end entries go."""

from odoo import fields, models


class ResCompany(models.Model):
    """Accounts of accruals; those of revenue are the articles'."""

    _inherit = "res.company"

    call_accrual_journal_id = fields.Many2one(
        "account.journal", string="Journal of Accruals", check_company=True, domain="[('type', '=', 'general')]"
    )
    call_accrued_account_id = fields.Many2one(
        "account.account",
        string="Accrued Revenue",
        check_company=True,
        domain="[('account_type', 'in', ('asset_current', 'asset_prepayments'))]",
        help="An asset: calls that were made and are not invoiced yet.",
    )
    call_deferred_account_id = fields.Many2one(
        "account.account",
        string="Prepaid by Customers",
        check_company=True,
        domain="[('account_type', '=', 'liability_current')]",
        help="A debt: money of prepaid accounts that was not used yet.",
    )
    call_prepaid_contra_account_id = fields.Many2one(
        "account.account",
        string="Prepaid, Counter Entry",
        check_company=True,
        domain="[('account_type', 'in', ('asset_current', 'asset_prepayments'))]",
        help="Beside the receivables, which have that money as a credit: no customer's balance changes.",
    )
    call_accrue_monthly = fields.Boolean(
        string="Accrue Every Month", help="On the first days of a month, for the month before."
    )
