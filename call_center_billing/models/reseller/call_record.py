"""Whose number was it, where somebody else pays?"""

from odoo import fields, models

from ...fields import LooseMany2one


class CallRecord(models.Model):
    """The customer of a call is who pays for it."""

    _inherit = "call.record"

    reseller_id = LooseMany2one(
        "res.partner", string="Sold by", readonly=True, help="The reseller that earns the margin; empty: we sold it."
    )
    wholesale_level = fields.Integer(
        string="Wholesale",
        readonly=True,
        aggregator=None,
        help="0: a call. 1 and more: what a reseller pays for a call of its customer.",
    )
    sub_account_id = LooseMany2one(
        "res.partner", string="Sub-Account", readonly=True, help="Whose number it was, if another account pays."
    )

    def init(self):
        """Calls of a sub-account are looked up by it; there are none of most accounts."""
        result = super().init()
        self.env.cr.execute(
            "CREATE INDEX IF NOT EXISTS call_record_store_sub_account_idx"
            " ON call_record_store (sub_account_id, started_at) WHERE sub_account_id IS NOT NULL"
        )
        return result
