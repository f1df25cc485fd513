"""A new key, shown once."""

from odoo import fields, models


class CallSourceKeyShow(models.AbstractModel):
    """Has no table: a key is shown to whoever made it and kept nowhere."""

    _name = "call.source.key.show"
    _description = "Key of a Call Source"

    # an onchange, by which the form gets its values, asks for it
    id = fields.Id()
    key = fields.Char(readonly=True)
    command = fields.Char(string="Try It", readonly=True)
