"""Why somebody is blocked."""

from odoo import api, fields, models

#: the reason that a rule gives, by its cause
OF_CAUSE = {
    "limit": "call_center_billing.call_block_reason_limit",
    "overdue": "call_center_billing.call_block_reason_overdue",
    "fraud": "call_center_billing.call_block_reason_fraud",
}


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
    prompt_text = fields.Text(related="prompt_id.text", string="The Caller Hears")

    @api.model
    def _of_cause(self, cause):
        """The reason of a rule: as installed, else any of its kind; empty for people, who choose one."""
        if cause not in OF_CAUSE:
            return self.browse()
        installed = self.env.ref(OF_CAUSE[cause], raise_if_not_found=False)
        kind = "fraud" if cause == "fraud" else "financial"
        return installed or self.sudo().search([("kind", "=", kind)], limit=1)
