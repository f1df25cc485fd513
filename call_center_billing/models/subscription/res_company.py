"""Rules of subscriptions."""

from odoo import fields, models


class ResCompany(models.Model):
    """Who decides on requests, and when customers are reminded."""

    _inherit = "res.company"

    call_request_approval = fields.Selection(
        [("clerk", "Billing clerks"), ("manager", "Billing managers")],
        string="Requests Are Decided By",
        default="clerk",
        required=True,
    )
    call_renewal_days = fields.Integer(
        string="Days Before Renewal",
        help="So many days before the last day of notice, customers are told that their term is renewed. 0: never.",
    )

    _call_renewal_days = models.Constraint(
        "CHECK (COALESCE(call_renewal_days, 0) >= 0)", "The days before a renewal are 0 or more."
    )


class ResConfigSettings(models.TransientModel):
    """Settings that are the company's."""

    _inherit = "res.config.settings"

    call_request_approval = fields.Selection(related="company_id.call_request_approval", readonly=False, required=True)
    call_renewal_days = fields.Integer(related="company_id.call_renewal_days", readonly=False)
