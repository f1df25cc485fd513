"""A new key, shown once."""

from odoo import fields, models


class CallSourceKeyShow(models.AbstractModel):
    """Shown to whoever made it."""

    _name = "call.source.key.show"
    _description = "Key of a Call Source"
    _inherit = ["call.shown.once"]

    key = fields.Char(readonly=True)
    command = fields.Char(string="Try It", readonly=True)
