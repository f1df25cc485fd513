"""Put refused lines aside."""

from odoo import fields, models


class CallRejectDismiss(models.TransientModel):
    """Why are these lines no calls to charge?"""

    _name = "call.reject.dismiss"
    _description = "Dismiss Lines"

    reject_ids = fields.Many2many(
        "call.reject", string="Lines", default=lambda self: self.env.context.get("active_ids", [])
    )
    note = fields.Char(string="Reason", required=True)

    def action_dismiss(self):
        """Note the reason at each line; none of them is counted as leakage any longer."""
        self.ensure_one()
        self.reject_ids._dismiss(self.note)
        return {"type": "ir.actions.act_window_close"}
