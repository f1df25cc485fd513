"""What new agreements begin with."""

from odoo import fields, models


class ResCompany(models.Model):
    """When staff are told of agreements that end."""

    _inherit = "res.company"

    call_agreement_remind_days = fields.Integer(
        string="Remind of the End of Agreements (Days)",
        default=60,
        help="So long before its end, or before the last day for notice, whoever is responsible gets an activity.",
    )

    _call_agreement_remind = models.Constraint("CHECK (call_agreement_remind_days >= 0)", "Days are 0 or more.")
