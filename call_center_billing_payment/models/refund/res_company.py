"""Rules of refunds and write-offs."""

from odoo import fields, models

#: accounts that losses are booked on
LOSSES = "[('account_type', 'in', ('expense', 'expense_other', 'income', 'income_other'))]"


class ResCompany(models.Model):
    """When two people must agree, and where losses are booked."""

    _inherit = "res.company"

    call_refund_second_above = fields.Monetary(
        string="Second Person for Refunds Above",
        default=0,
        help="Who asked for a refund above it may not approve it. 0: one manager is enough, except for money that the "
        "same person took.",
    )
    call_write_off_limit = fields.Monetary(
        string="Write-offs Up To",
        help="Up to it clerks write off alone; above it a manager who did not ask agrees. 0: to all of it.",
    )
    call_loss_small_account_id = fields.Many2one(
        "account.account", string="Loss: Small Rests", check_company=True, domain=LOSSES
    )
    call_loss_debt_account_id = fields.Many2one(
        "account.account", string="Loss: Bad Debts", check_company=True, domain=LOSSES
    )
    call_loss_goodwill_account_id = fields.Many2one(
        "account.account", string="Loss: Goodwill", check_company=True, domain=LOSSES
    )
    call_loss_tax = fields.Boolean(
        string="Take Back VAT of Bad Debts",
        help="The tax part of a bad debt goes back to the account of the tax, not to the losses. Whether and when that "
        "is allowed is a matter of the country's law.",
    )
    call_rest_below = fields.Monetary(string="Small Rests Up To", default=0)
    call_rest_days = fields.Integer(string="Small Rests Due For", default=90, help="Days.")
    call_write_off_frees = fields.Boolean(
        string="Write-offs Lift Blocks", help="Of overdue invoices. If not, a block remains that a person lifts."
    )

    _call_refund_second = models.Constraint(
        "CHECK (COALESCE(call_refund_second_above, 0) >= 0 AND COALESCE(call_write_off_limit, 0) >= 0"
        " AND COALESCE(call_rest_below, 0) >= 0 AND COALESCE(call_rest_days, 0) >= 0)",
        "Sums and days of refunds and write-offs are counted from 0.",
    )
