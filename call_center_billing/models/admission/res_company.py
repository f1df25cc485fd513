"""Limits for everybody."""

from odoo import fields, models

from ...fields import Micro

LIMITS = (
    *("call_max_channels", "call_max_rate", "call_day_limit", "call_price_cap", "call_distinct_limit"),
    *("call_total_channels", "call_total_rate", "call_total_day_limit"),
)


class ResCompany(models.Model):
    """What holds for each account, unless its own limit is stricter; and for all accounts together."""

    _name = "res.company"
    _inherit = ["res.company", "call.terms.signal"]

    call_max_channels = fields.Integer(string="Calls at Once", help="Of each customer. 0: no limit.")
    call_max_rate = fields.Integer(string="New Calls a Second", help="Of each customer. 0: no limit.")
    call_day_limit = fields.Monetary(
        string="Spend a Day", help="Of each customer: price of a day's calls, without tax. 0: no limit."
    )
    call_price_cap = Micro(
        string="Dearest Minute", help="Numbers that cost more a minute, without tax, are not connected. 0: no limit."
    )
    call_distinct_limit = fields.Integer(
        string="Different Numbers a Day", help="That a customer may call in a day. 0: no limit."
    )
    call_blocked_destination_ids = fields.Many2many(
        "call.destination",
        "call_blocked_destination_company_rel",
        string="Not Connected",
        help="Nobody is connected to these destinations.",
    )
    call_total_channels = fields.Integer(string="Calls at Once, of Everybody", help="0: no limit.")
    call_total_rate = fields.Integer(string="New Calls a Second, of Everybody", help="0: no limit.")
    call_total_day_limit = fields.Monetary(
        string="Spend a Day, of Everybody",
        help="Price of all admitted calls of a day, without tax; counted anew every few seconds. 0: no limit.",
    )
    call_unusual_factor = fields.Integer(
        string="Unusual Traffic",
        default=5,
        help="Tell when a customer spends so many times its usual day in one day. 0: never.",
    )
    call_unusual_floor = fields.Monetary(
        string="Unusual from", default=100, help="Days on which a customer spends less are never unusual."
    )

    _call_limits = models.Constraint(
        f"CHECK ({' AND '.join(f'COALESCE({name}, 0) >= 0' for name in (*LIMITS, 'call_unusual_factor'))})",
        "A limit is 0, for none, or more.",
    )

    def _call_terms_change(self, names):
        return bool(names & {*LIMITS, "call_blocked_destination_ids", "currency_id", "call_pricelist_id"})
