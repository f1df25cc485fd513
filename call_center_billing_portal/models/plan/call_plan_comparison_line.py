"""One month with one plan."""

from odoo import api, fields, models

from odoo.addons.call_center_billing.fields import Micro


class CallPlanComparisonLine(models.Model):
    """What a month came to, or would have come to, without tax."""

    _name = "call.plan.comparison.line"
    _description = "Month in a Comparison of Plans"
    _order = "comparison_id, month, id"
    _log_access = False

    comparison_id = fields.Many2one("call.plan.comparison", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="comparison_id.company_id", store=True)
    currency_id = fields.Many2one(related="comparison_id.currency_id")
    month = fields.Date(required=True, readonly=True, help="Its first day, by the customer's clock.")
    plan_id = fields.Many2one("call.plan", readonly=True, ondelete="cascade", help="Empty: what was charged.")
    fees = Micro(readonly=True, help="For days of the month, but for what is paid once.")
    calls = Micro(readonly=True, help="Of calls that began in the month, corrections included.")
    total = Micro(compute="_compute_total")
    unpriced_count = fields.Integer(
        string="Without a Price", readonly=True, help="Calls that the plan has no price for: they count as charged."
    )

    @api.depends("fees", "calls")
    def _compute_total(self):
        for line in self:
            line.total = line.fees + line.calls
