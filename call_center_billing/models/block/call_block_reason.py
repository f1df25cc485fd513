"""Why somebody is blocked."""

from odoo import fields, models


class CallBlockReason(models.Model):
    """A reason that clerks choose from; its prompt tells the caller."""

    _name = "call.block.reason"
    _description = "Reason for a Block"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("financial", "Financial"), ("rude", "Rude"), ("fraud", "Fraud"), ("own", "Own reason")],
        required=True,
        default="own",
    )
    prompt_id = fields.Many2one(
        "call.prompt", required=True, ondelete="restrict", index=True, help="What the blocked caller hears."
    )
