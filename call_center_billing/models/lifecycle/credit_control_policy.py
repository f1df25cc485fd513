"""How far a reminder restricts service."""

from odoo import fields, models

from ..block.call_block import LEVELS


class CreditControlPolicyLevel(models.Model):
    """All calls, or outgoing ones only."""

    _inherit = "credit.control.policy.level"

    call_block_level = fields.Selection(
        LEVELS, string="Restrict", default="all", required=True, help="What the account may no longer do."
    )
