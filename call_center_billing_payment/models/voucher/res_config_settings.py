"""Vouchers on the page of settings."""

from odoo import fields, models

from . import keys


class ResConfigSettings(models.TransientModel):
    """The company's fields, and the key of the codes."""

    _inherit = "res.config.settings"

    call_voucher_account_id = fields.Many2one(related="company_id.call_voucher_account_id", readonly=False)
    call_voucher_journal_id = fields.Many2one(related="company_id.call_voucher_journal_id", readonly=False)
    call_voucher_income_account_id = fields.Many2one(
        related="company_id.call_voucher_income_account_id", readonly=False
    )
    call_voucher_alarm = fields.Integer(related="company_id.call_voucher_alarm", readonly=False)

    def action_call_rotate_voucher_key(self):
        """Digest codes that are made from now on with another key; those made before go on working."""
        self.env["call.voucher.batch"]._check_manager()
        key = keys.rotate()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "New key %(name)s. Keep a copy of the file of keys where the backups of the database are not.",
                    name=key.name,
                ),
            },
        }
