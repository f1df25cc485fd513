"""Take back an import."""

from odoo import api, fields, models

from ..models.completeness.withdrawal import Withdrawal
from ..money import format_micro


class CallImportWithdraw(models.TransientModel):
    """What would be taken back? Nothing changes before it is confirmed."""

    _name = "call.import.withdraw"
    _description = "Take Back an Import"

    import_id = fields.Many2one("call.import", required=True, readonly=True)
    reason = fields.Char(required=True, help="For those who look at the import later.")
    call_count = fields.Integer(string="Calls", compute="_compute_plan")
    talk_seconds = fields.Integer(string="Talk Time", compute="_compute_plan")
    amounts = fields.Char(string="Charged", compute="_compute_plan", help="Without tax.")
    statement_ids = fields.Many2many("call.statement", string="Statements", compute="_compute_plan")
    open_count = fields.Integer(
        string="Open Statements", compute="_compute_plan", help="Charge less, or go if nothing is left on them."
    )
    ordered_count = fields.Integer(
        string="Ordered Statements", compute="_compute_plan", help="Their orders and draft invoices charge less."
    )
    invoiced_count = fields.Integer(
        string="Invoiced Statements", compute="_compute_plan", help="A credit note is posted for each."
    )

    @api.depends("import_id")
    def _compute_plan(self):
        for wizard in self:
            wizard.import_id._check_withdrawable()
            plan = Withdrawal(wizard.import_id.sudo())
            plan.check()
            wizard.call_count, wizard.talk_seconds = plan.call_count, plan.talk_seconds
            wizard.amounts = ", ".join(
                f"{format_micro(amount)} {currency.name}" for currency, amount in plan.amounts().items()
            )
            wizard.statement_ids = plan.statements
            states = plan.statements.mapped("state")
            wizard.open_count, wizard.ordered_count, wizard.invoiced_count = (
                states.count(state) for state in ("open", "ordered", "invoiced")
            )

    def action_withdraw(self):
        """Take the import back."""
        self.ensure_one()
        self.import_id._withdraw(self.reason)
        return {"type": "ir.actions.act_window_close"}
