"""Entries of payments: whether the bank has them, and how they are taken back."""

from odoo import fields, models


class AccountMove(models.Model):
    """What refunds need of an entry."""

    _inherit = "account.move"

    def _call_liquidity_matched(self):
        """Whether a bank's statement has the money of this entry."""
        others = self.line_ids.filtered(lambda line: line.account_id.account_type != "asset_receivable")
        matched = others.matched_debit_ids.debit_move_id + others.matched_credit_ids.credit_move_id
        return bool(matched.move_id.statement_line_id or self.statement_line_id)

    def _call_reverse_entry(self, text):
        """Post the reverse of this entry today, and set both against each other, also what was reconciled before.

        :return: the reversal
        """
        today = fields.Date.context_today(self)
        return self.with_context(call_apply_later=True)._reverse_moves([{"date": today, "ref": text}], cancel=True)
