"""PINs: how a caller whose number is withheld, or not its own, says which account it is."""

from odoo import fields, models
from odoo.fields import NO_ACCESS


class CallPin(models.Model):
    """Ten digits: a public code of six that names the account, and four that nobody but the customer knows."""

    _name = "call.pin"
    _description = "PIN"
    _rec_name = "code"
    _order = "issued_at desc, id desc"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, default=lambda self: self.env.company
    )
    code = fields.Char(required=True, readonly=True, help="First six digits of the PIN. They name the account.")
    digest = fields.Char(groups=NO_ACCESS, copy=False, readonly=True, exportable=False)
    failed_count = fields.Integer(string="Wrong in a Row", readonly=True, help="Wrong PINs since the last right one.")
    locked_until = fields.Datetime(readonly=True, help="Until then even the right PIN is refused.")
    last_used = fields.Datetime(readonly=True)
    issued_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    issued_at = fields.Datetime(string="Issued", readonly=True)
    revoked_at = fields.Datetime(string="Revoked", readonly=True)

    _code_unique = models.Constraint("UNIQUE (company_id, code)", "This code names another account.")
    _one_each = models.UniqueIndex(
        "(company_id, partner_id) WHERE revoked_at IS NULL", "This customer has a PIN. Reset it instead."
    )
