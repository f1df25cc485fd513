"""Which agreement a campaign is run under."""

from odoo import fields, models


class CallCampaign(models.Model):
    """Set when the agreement begins, empty again when it has ended."""

    _inherit = "call.campaign"

    agreement_id = fields.Many2one(
        "call.agreement", readonly=True, copy=False, index="btree_not_null", ondelete="set null", tracking=True
    )
