"""Rules of billing that hold for all customers and campaigns of a company."""

from odoo import fields, models

ORDER_POLICIES = [
    ("cycle", "One order per billing cycle"),
    ("day", "One order per day"),
    ("call", "One order per call"),
]


class ResCompany(models.Model):
    """The system switch, and what holds where an account says nothing else."""

    _inherit = "res.company"

    call_billing = fields.Boolean(
        default=True,
        help="Off: calls are stored and priced, but nothing is ordered, invoiced, sent, reminded or blocked by itself.",
    )
    call_cycle_id = fields.Many2one(
        "call.cycle",
        string="Billing Cycle",
        default=lambda self: self.env.ref("call_center_billing.call_cycle_month", raise_if_not_found=False),
        domain="[('company_id', 'in', (id, False))]",
        ondelete="restrict",
        help="Of customers that have no cycle of their own. Empty: calendar months.",
    )
    call_order_policy = fields.Selection(
        ORDER_POLICIES,
        string="Orders",
        default="cycle",
        required=True,
        help="When orders are made of calls. The invoice of a period takes all its orders.",
    )

    def _call_billing_on(self):
        """Whether anything is billed by itself: the system switch of the company."""
        self.ensure_one()
        return self.sudo().call_billing

    def _call_choose_cycle(self):
        """Give companies without a billing cycle that of calendar months."""
        month = self.env.ref("call_center_billing.call_cycle_month", raise_if_not_found=False)
        if month:
            self.filtered(lambda company: not company.call_cycle_id).call_cycle_id = month
