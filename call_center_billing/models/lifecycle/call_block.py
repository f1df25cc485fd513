"""Blocks by which a service is suspended."""

from odoo import fields, models


class CallBlock(models.Model):
    """Made and lifted by the state of the service, and by nothing else."""

    _inherit = "call.block"

    cause = fields.Selection(selection_add=[("life", "State of the service")], ondelete={"life": "set default"})
