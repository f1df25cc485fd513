"""Which agreement a subscription follows from."""

from odoo import fields, models


class CallSubscription(models.Model):
    """It begins and ends with the agreement."""

    _inherit = "call.subscription"

    agreement_id = fields.Many2one(
        "call.agreement", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
