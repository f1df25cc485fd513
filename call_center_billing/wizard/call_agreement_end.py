"""End a service agreement."""

from odoo import fields, models


class CallAgreementEnd(models.TransientModel):
    """With which day, and why."""

    _name = "call.agreement.end"
    _description = "End a Service Agreement"

    agreement_id = fields.Many2one(
        "call.agreement",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    earliest = fields.Date(
        compute="_compute_earliest", string="By Term and Notice", help="The first day on which it need no longer hold."
    )
    day = fields.Date(
        string="Ends Before",
        required=True,
        compute="_compute_earliest",
        store=True,
        readonly=False,
        precompute=True,
        help="First day on which it no longer holds.",
    )
    reason = fields.Char()

    def _compute_earliest(self):
        for wizard in self:
            wizard.earliest = wizard.agreement_id and wizard.agreement_id._earliest_end()
            wizard.day = wizard.day or wizard.earliest

    def action_end(self):
        """Give notice."""
        self.ensure_one()
        self.agreement_id._give_notice(self.day, self.reason)
        return {"type": "ir.actions.act_window_close"}
