"""Blocks that reminders bring about."""

from odoo import fields, models


class CallBlock(models.Model):
    """Lifted as soon as what was reminded of is paid, promised or in dispute, and by nothing else."""

    _inherit = "call.block"

    cause = fields.Selection(
        selection_add=[("reminder", "Unpaid after a reminder")], ondelete={"reminder": "set default"}
    )
