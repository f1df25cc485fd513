"""Lift a suspension for a while."""

from odoo import api, fields, models


class CallLifeLift(models.TransientModel):
    """Until when, and why."""

    _name = "call.life.lift"
    _description = "Lift Suspension"

    life_id = fields.Many2one("call.life", string="Service", required=True, ondelete="cascade")
    partner_id = fields.Many2one(related="life_id.partner_id", string="Customer")
    state = fields.Selection(related="life_id.state", string="Service Is")
    until = fields.Date(
        required=True, default=lambda self: self._tomorrow(), help="The last day on which it is lifted."
    )
    reason = fields.Char(required=True, help="It stays on the account's record.")

    @api.model
    def _tomorrow(self):
        return fields.Date.add(fields.Date.context_today(self), days=1)

    def action_lift(self):
        """Lift it, and go back."""
        self.ensure_one()
        self.life_id._lift_until(self.until, self.reason)
        return {"type": "ir.actions.act_window_close"}
