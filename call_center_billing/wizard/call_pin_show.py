"""A new PIN, shown once."""

from odoo import fields, models


class CallPinShow(models.AbstractModel):
    """Shown to whoever issued it."""

    _name = "call.pin.show"
    _description = "New PIN"
    _inherit = ["call.shown.once"]

    pin = fields.Char(string="PIN", readonly=True)
    customer = fields.Char(readonly=True)
