"""Items of a gateway's settlement."""

from odoo import fields, models


class AccountMoveLine(models.Model):
    """They know the line that they come from."""

    _inherit = "account.move.line"

    call_gateway_line_id = fields.Many2one(
        "call.gateway.report.line",
        string="Gateway's Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
