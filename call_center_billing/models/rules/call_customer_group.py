"""Rules of billing that the customers of a group share."""

from odoo import fields, models

from .res_company import ORDER_POLICIES


class CallCustomerGroup(models.Model):
    """Between the account's own rules and the company's, as with price lists."""

    _inherit = "call.customer.group"

    call_cycle_id = fields.Many2one(
        "call.cycle",
        string="Billing Cycle",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Of the group's customers who have none of their own; empty: the company's. A period that has begun keeps "
        "its end.",
    )
    call_order_policy = fields.Selection(
        ORDER_POLICIES,
        string="Orders of Calls",
        tracking=True,
        help="Of the group's customers who have none of their own; empty: as the company has it.",
    )
