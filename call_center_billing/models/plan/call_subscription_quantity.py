"""How many of an item an account has, over time."""

from odoo import fields, models


class CallSubscriptionQuantity(models.Model):
    """So many from a day on, until the next row: seats that come and go."""

    _name = "call.subscription.quantity"
    _description = "Quantity of a Subscription Item"
    _order = "item_id, valid_from"

    item_id = fields.Many2one("call.subscription.item", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="item_id.company_id", store=True)
    valid_from = fields.Date(string="From", required=True, default=fields.Date.context_today)
    quantity = fields.Integer(required=True, default=1, aggregator=None)

    _one_a_day = models.UniqueIndex("(item_id, valid_from)", "There is a quantity from that day on already.")
    _quantity = models.Constraint("CHECK (quantity >= 0)", "A quantity cannot be less than nothing.")
