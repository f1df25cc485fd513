"""Customers are told that they are blocked, and that they are free."""

from odoo import api, fields, models

#: blocks that end when something is paid
UNPAID = ("limit", "overdue", "reminder")
#: blocks of which customers are told in other words: what a service's state blocks is a suspension
TOLD_OTHERWISE = ("life",)


class CallBlock(models.Model):
    """Blocks of accounts; a number that is blocked by itself may be anybody's."""

    _inherit = "call.block"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: tell the customers."""
        blocks = super().create(vals_list)
        for block in blocks.filtered(lambda block: block._is_told()):
            block.partner_id._call_notify("block", block.id, block, block._call_notice_words)
        return blocks

    def _lift(self, cause):
        """Override: tell those who are free now."""
        lifted = super()._lift(cause)
        for block in lifted.filtered(lambda block: block._is_told() and block.date_from <= fields.Datetime.now()):
            account = block.partner_id.sudo().with_company(block.company_id)
            if not account._call_open_blocks():
                account._call_notify("unblock", block.id, block)
        return lifted

    def _is_told(self):
        return bool(self.partner_id) and self.cause not in TOLD_OTHERWISE

    def _call_notice_words(self, account):
        """Words of the notification."""
        block = self.sudo().with_context(lang=account.lang or self.company_id.partner_id.lang)
        words = {"reason": block.reason_id.name, "until": block.date_to or None}
        if block.date_from > fields.Datetime.now():
            words["from"] = block.date_from
        if block.cause in UNPAID:
            owed = -account._call_balance(block.company_id).receivable
            words["amount"] = owed if owed > 0 else None
        return words
