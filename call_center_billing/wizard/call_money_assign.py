"""A person says whose money it is."""

from odoo import fields, models
from odoo.exceptions import UserError


class CallMoneyAssign(models.TransientModel):
    """For lines of bank statements without a reference that we know."""

    _name = "call.money.assign"
    _description = "Assign Money to a Customer"

    line_ids = fields.Many2many(
        "account.bank.statement.line",
        string="Lines",
        required=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    partner_id = fields.Many2one("res.partner", string="Customer", required=True)

    def action_assign(self):
        """The customer has paid: the oldest invoices first."""
        lines = self.line_ids.filtered(lambda line: not line.is_reconciled)
        account = self.partner_id.commercial_partner_id
        if not account._call_accounts():
            raise UserError(self.env._("%(name)s has no numbers and no calls.", name=account.display_name))
        lines.sudo().partner_id = account
        lines.action_call_match()
        if left := lines.filtered(lambda line: not line.is_reconciled):
            raise UserError(left[0].call_trouble or self.env._("Only money that came in can be assigned."))
        return {"type": "ir.actions.act_window_close"}
