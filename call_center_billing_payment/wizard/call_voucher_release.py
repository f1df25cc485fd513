"""Release the value of expired vouchers."""

from odoo import api, fields, models


class CallVoucherRelease(models.TransientModel):
    """On which day does it become income, and on which account?"""

    _name = "call.voucher.release"
    _description = "Release Expired Vouchers"

    batch_id = fields.Many2one("call.voucher.batch", required=True, readonly=True)
    company_id = fields.Many2one(related="batch_id.company_id")
    currency_id = fields.Many2one(related="batch_id.currency_id")
    count = fields.Integer(related="batch_id.releasable_count", string="Vouchers")
    amount = fields.Monetary(compute="_compute_amount")
    date = fields.Date(string="Day of the Entry", required=True)
    account_id = fields.Many2one(
        "account.account",
        string="Income Account",
        required=True,
        domain="[('account_type', 'in', ('income', 'income_other')), ('company_ids', 'in', company_id)]",
    )

    @api.model
    def default_get(self, fields_list):
        """Today, and the account of the settings."""
        values = super().default_get(fields_list)
        company = self.env["call.voucher.batch"].browse(values.get("batch_id")).company_id
        usual = {"date": company._call_today(), "account_id": company.sudo().call_voucher_income_account_id.id}
        return usual | values

    @api.depends("count", "batch_id.value")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.count * wizard.batch_id.value

    def action_release(self):
        """Post the entry, and show it."""
        self.ensure_one()
        return self.batch_id._release(self.date, self.account_id)._get_records_action()
