"""Put unknown callers aside."""

from odoo import fields, models
from odoo.exceptions import ValidationError


class CallDirectoryDismiss(models.TransientModel):
    """Why does nobody need to know who calls from these numbers?"""

    _name = "call.directory.dismiss"
    _description = "Dismiss Unknown Callers"

    task_ids = fields.Many2many(
        "call.directory.task", string="Tasks", default=lambda self: self.env.context.get("active_ids", [])
    )
    reason = fields.Char(required=True)
    quiet_days = fields.Integer(
        string="No New Task for Days", default=30, help="Calls in this time are counted here. 0: until tomorrow."
    )

    def action_dismiss(self):
        """Note the reason, and let further calls make no task for a while."""
        self.ensure_one()
        if not 0 <= self.quiet_days <= 3650:
            raise ValidationError(self.env._("Between 0 and 3650 days."))
        self.task_ids._dismiss(self.reason, self.quiet_days)
        return {"type": "ir.actions.act_window_close"}
