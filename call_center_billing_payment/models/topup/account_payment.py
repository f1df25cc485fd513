"""Payments that top up an account."""

from odoo import fields, models


class AccountPayment(models.Model):
    """What of a payment is a top-up's: that it is one, when, and what there was to call for afterwards."""

    _inherit = "account.payment"

    call_top_up = fields.Boolean(string="Top-up", readonly=True, copy=False, tracking=True)
    call_top_up_at = fields.Datetime(string="Topped Up", readonly=True, copy=False)

    _call_top_up_account = models.Index("(partner_id, call_top_up_at) WHERE call_top_up")
