"""Take a top-up back."""

from odoo import fields, models


class CallTopUpReverse(models.TransientModel):
    """Why?"""

    _name = "call.top.up.reverse"
    _description = "Reverse a Top-up"

    payment_id = fields.Many2one("account.payment", string="Top-up", required=True, readonly=True)
    reason = fields.Char(required=True)

    def action_reverse(self):
        """Do it."""
        self.ensure_one()
        self.payment_id._call_reverse_top_up(self.reason)
        return {"type": "ir.actions.act_window_close"}
