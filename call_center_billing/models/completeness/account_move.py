"""Credit notes for calls that were taken back."""

from odoo import fields, models


class AccountMove(models.Model):
    """The way from a credit note to the import whose calls it takes back."""

    _inherit = "account.move"

    call_import_id = fields.Many2one(
        "call.import", string="Withdrawn Import", readonly=True, copy=False, index="btree_not_null", ondelete="restrict"
    )
