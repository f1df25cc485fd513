"""Credit single calls."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..fields import Micro
from ..money import format_micro


class CallRecordCredit(models.TransientModel):
    """How much of these calls is given back, and why?"""

    _name = "call.record.credit"
    _description = "Credit Calls"

    call_ids = fields.Many2many("call.record", string="Calls", required=True, relation="call_record_credit_call_rel")
    how = fields.Selection(
        [("full", "All of it"), ("percent", "A part, in percent"), ("amount", "An amount, of each call")],
        string="Credit",
        required=True,
        default="full",
    )
    percent = fields.Float(digits=(16, 4), default=50)
    amount = Micro(string="Of Each Call", help="Without tax, in the currency of the calls.")
    reason = fields.Char(required=True, help="The customer reads it on the credit note.")
    call_count = fields.Integer(string="Number of Calls", compute="_compute_plan")
    charged = fields.Char(compute="_compute_plan", help="Without tax, corrections included.")
    invoiced_count = fields.Integer(
        string="Of Them Invoiced", compute="_compute_plan", help="For these the customer gets a credit note."
    )

    @api.depends("call_ids")
    def _compute_plan(self):
        for wizard in self:
            calls = wizard.call_ids
            wizard.call_count = len(calls)
            sums = {}
            for call in calls:
                sums[call.currency_id] = sums.get(call.currency_id, 0) + call._net_amount()
            wizard.charged = ", ".join(f"{format_micro(amount)} {currency.name}" for currency, amount in sums.items())
            wizard.invoiced_count = len(calls.filtered(lambda call: call.statement_id.state == "invoiced"))

    def action_credit(self):
        """Credit them, or ask a manager to agree.

        :return: action that opens the correction
        """
        self.ensure_one()
        if self.how == "percent" and not 0 < self.percent <= 100:
            raise UserError(self.env._("Choose a part above 0 and up to 100 percent."))
        amount = self.amount if self.how == "amount" else None
        percent = self.percent if self.how == "percent" else 100
        correction = self.env["call.correction"]._credit_calls(self.call_ids, self.reason, percent, amount)
        correction._approve_or_ask()
        return correction._get_records_action()
