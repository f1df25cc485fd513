"""Answer a dispute."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..fields import Micro


class CallDisputeSettle(models.TransientModel):
    """What does the customer get, and what is the customer told?"""

    _name = "call.dispute.settle"
    _description = "Settle a Dispute"

    dispute_id = fields.Many2one("call.dispute", required=True, readonly=True)
    currency_id = fields.Many2one(related="dispute_id.currency_id")
    amount_disputed = Micro(related="dispute_id.amount_disputed")
    how = fields.Selection(
        [
            ("credit", "Credit what is disputed"),
            ("percent", "Credit a part of it"),
            ("goodwill", "Give an amount as goodwill"),
            ("reject", "Give nothing"),
        ],
        string="Decision",
        required=True,
        default="credit",
    )
    percent = fields.Float(digits=(16, 4), default=50)
    goodwill = fields.Monetary(help="Without tax.")
    answer = fields.Text(string="Answer to the Customer", required=True)

    def action_settle(self):
        """Do so; what is given back may wait for a manager."""
        self.ensure_one()
        dispute = self.dispute_id
        if self.how == "reject":
            dispute._reject(self.answer)
        elif self.how == "goodwill":
            dispute._settle_by_goodwill(self.answer, self.goodwill)
        else:
            percent = self.percent if self.how == "percent" else 100
            if not 0 < percent <= 100:
                raise UserError(self.env._("Choose a part above 0 and up to 100 percent."))
            dispute._settle_by_credit(self.answer, percent)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
