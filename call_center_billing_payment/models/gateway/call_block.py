"""Blocks that chargebacks bring about."""

from odoo import fields, models


class CallBlock(models.Model):
    """Lifted when the chargeback is won, or when a manager releases the account."""

    _inherit = "call.block"

    cause = fields.Selection(selection_add=[("chargeback", "Chargeback")], ondelete={"chargeback": "set default"})
