"""How often, how dear and where an account may call."""

from odoo import fields, models

from ...fields import Micro
from ..account.credit import CLERK, SALES
from .limits import BLOCKED, LIMIT_FIELDS


class ResPartner(models.Model):
    """Limits of one account. What holds for everybody is the company's, and the stricter of both counts."""

    _inherit = "res.partner"

    call_max_channels = fields.Integer(
        string="Calls at Once", copy=False, tracking=True, groups=SALES, help="0: as many as they like."
    )
    call_max_rate = fields.Integer(
        string="New Calls a Second", copy=False, tracking=True, groups=SALES, help="0: as many as they like."
    )
    call_day_limit = fields.Monetary(
        string="Spend a Day",
        copy=False,
        tracking=True,
        groups=SALES,
        help="Price of the calls of one day by the customer's clock, without tax. 0: no limit.",
    )
    call_price_cap = Micro(
        string="Dearest Minute",
        copy=False,
        tracking=True,
        groups=SALES,
        help="Numbers that cost more a minute, without tax, are not connected. 0: no limit.",
    )
    call_distinct_limit = fields.Integer(
        string="Different Numbers a Day",
        copy=False,
        tracking=True,
        groups=SALES,
        help="How many different numbers may be called in a day. 0: no limit.",
    )
    call_blocked_destination_ids = fields.Many2many(
        "call.destination",
        "call_blocked_destination_partner_rel",
        string="Not Connected",
        copy=False,
        tracking=True,
        groups=SALES,
        help="Calls to these destinations are refused.",
    )

    _call_limits = models.Constraint(
        "CHECK (COALESCE(call_max_channels, 0) >= 0 AND COALESCE(call_max_rate, 0) >= 0"
        " AND COALESCE(call_day_limit, 0) >= 0 AND COALESCE(call_price_cap, 0) >= 0"
        " AND COALESCE(call_distinct_limit, 0) >= 0)",
        "A limit is 0, for none, or more.",
    )

    def _has_field_access(self, field, operation):
        """Override: sales staff read limits, and only who bills changes them."""
        if operation == "write" and field.name in (*LIMIT_FIELDS, BLOCKED) and not self.env.su:
            return self.env.user.has_group(CLERK)
        return super()._has_field_access(field, operation)
