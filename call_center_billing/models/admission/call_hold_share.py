"""What resellers pay for calls in progress."""

from odoo import fields, models

from ...fields import LooseMany2one, Micro


class CallHoldShare(models.Model):
    """Held back from a reseller's balance as long as the call of its customer is in progress; written by SQL."""

    _name = "call.hold.share"
    _description = "Reseller's Share of a Call in Progress"
    _order = "id desc"
    _log_access = False
    _rec_name = "partner_id"

    hold_id = LooseMany2one("call.hold", string="Call in Progress", required=True, readonly=True)
    partner_id = LooseMany2one("res.partner", string="Reseller", required=True, readonly=True)
    amount = Micro(string="Reserved", readonly=True, help="Tax included.")
    currency_id = fields.Many2one(related="hold_id.currency_id")

    _one = models.UniqueIndex("(partner_id, hold_id)", "The reseller has a share of this call already.")
    _hold = models.Index("(hold_id)")
