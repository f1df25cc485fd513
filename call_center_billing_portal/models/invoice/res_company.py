"""Whether customers are asked what they say of an invoice."""

from odoo import fields, models


class ResCompany(models.Model):
    """The client's answer comes after the invoice was sent; our own review comes before."""

    _inherit = "res.company"

    call_answer_wanted = fields.Boolean(
        string="Ask Clients for Their Answer",
        help="On the portal, clients accept or question each invoice of calls. An account may have it otherwise.",
    )
    call_answer_days = fields.Integer(
        string="Days to Answer", default=0, help="From the date of the invoice. 0: until the invoice is due."
    )

    _call_answer_days = models.Constraint("CHECK (COALESCE(call_answer_days, 0) >= 0)", "Days to answer are 0 or more.")
