"""End a service agreement."""

from odoo import api, fields, models


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
        default=lambda self: self._default_day(),
        help="First day on which it no longer holds.",
    )
    reason = fields.Char()

    def _default_day(self):
        agreement = self.env["call.agreement"].browse(self.env.context.get("active_id"))
        return agreement and agreement._earliest_end()

    @api.depends("agreement_id")
    def _compute_earliest(self):
        for wizard in self:
            wizard.earliest = wizard.agreement_id and wizard.agreement_id._earliest_end()

    def action_end(self):
        """Give notice."""
        self.ensure_one()
        self.agreement_id._give_notice(self.day, self.reason)
        return {"type": "ir.actions.act_window_close"}
