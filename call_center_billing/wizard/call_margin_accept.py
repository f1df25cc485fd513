"""Accepting margin alerts, with a reason."""

from odoo import fields, models


class CallMarginAccept(models.TransientModel):
    """Why is so little enough?"""

    _name = "call.margin.accept"
    _description = "Accept Margin Alerts"

    alert_ids = fields.Many2many(
        "call.margin.alert",
        string="Alerts",
        required=True,
        default=lambda self: (
            self.env["call.margin.alert"]
            .browse(self.env.context.get("active_ids", []))
            .filtered(lambda alert: alert.state == "open")
        ),
    )
    note = fields.Char(string="Why", required=True)

    def action_accept(self):
        """Accept the alerts."""
        self.ensure_one()
        self.alert_ids.action_accept(self.note)
        return {"type": "ir.actions.act_window_close"}
