"""A new PIN, shown once."""

from odoo import fields, models


class CallPinShow(models.AbstractModel):
    """Has no table: a PIN is shown to whoever issued it and kept nowhere."""

    _name = "call.pin.show"
    _description = "New PIN"

    # an onchange, by which the form gets its values, asks for it
    id = fields.Id()
    pin = fields.Char(string="PIN", readonly=True)
    customer = fields.Char(readonly=True)
