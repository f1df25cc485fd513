"""Month-end entries on the page of settings."""

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The company's fields."""

    _inherit = "res.config.settings"

    call_accrual_journal_id = fields.Many2one(related="company_id.call_accrual_journal_id", readonly=False)
    call_accrued_account_id = fields.Many2one(related="company_id.call_accrued_account_id", readonly=False)
    call_deferred_account_id = fields.Many2one(related="company_id.call_deferred_account_id", readonly=False)
    call_prepaid_contra_account_id = fields.Many2one(
        related="company_id.call_prepaid_contra_account_id", readonly=False
    )
    call_accrue_monthly = fields.Boolean(related="company_id.call_accrue_monthly", readonly=False)
