"""Hold draft invoices back."""

from odoo import fields, models


class CallReviewHold(models.TransientModel):
    """Why are these not to go out yet?"""

    _name = "call.review.hold"
    _description = "Hold Invoices"

    move_ids = fields.Many2many(
        "account.move", string="Invoices", default=lambda self: self.env.context.get("active_ids", [])
    )
    reason = fields.Char(required=True)

    def action_hold(self):
        """Note the reason at each invoice; none of them is posted until it is released."""
        self.ensure_one()
        self.move_ids._call_hold(self.reason)
        return {"type": "ir.actions.act_window_close"}
