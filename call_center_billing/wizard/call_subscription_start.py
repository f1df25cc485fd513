"""Start a subscription: what it is to be, what its first invoice comes to, and then yes."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..fields import Micro


class CallSubscriptionStart(models.TransientModel):
    """A subscription before it is one."""

    _name = "call.subscription.start"
    _description = "Start a Subscription"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    plan_id = fields.Many2one("call.plan", required=True, domain="[('company_id', '=', company_id)]")
    version_id = fields.Many2one("call.plan.version", compute="_compute_version_id", store=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    date_start = fields.Date(string="First Day", required=True, default=fields.Date.context_today)
    date_end = fields.Date(string="Ends Before", help="First day that no longer belongs to it. Empty: open end.")
    line_ids = fields.One2many(
        "call.subscription.start.line", "start_id", compute="_compute_line_ids", store=True, readonly=False
    )
    cost = fields.Html(string="First Invoice", readonly=True, sanitize=False)

    @api.depends("plan_id", "date_start")
    def _compute_version_id(self):
        for start in self:
            start.version_id = start.plan_id._at(start.date_start) if start.plan_id and start.date_start else False

    @api.depends("version_id")
    def _compute_line_ids(self):
        for start in self:
            items = start.version_id.item_ids
            lines = [(0, 0, {"item_id": item.id, "price": item.price, "quantity": 1}) for item in items]
            start.line_ids = [(5,), *lines]

    @api.onchange("partner_id", "plan_id", "date_start", "date_end", "line_ids")
    def _onchange_anything(self):
        self.cost = False

    def action_cost(self):
        """Show what the first invoice comes to."""
        found = self.env["call.subscription"]._foreseen_start(self._prepare_vals(), self.date_start)
        self.cost = self.env["call.subscription"]._cost_html(found, self.currency_id)
        return self.env["call.subscription"]._again(self)

    def action_start(self):
        """Start it."""
        subscription = self.env["call.subscription"].create(self._prepare_vals())
        subscription.action_start()
        return {
            "type": "ir.actions.act_window",
            "res_model": "call.subscription",
            "res_id": subscription.id,
            "views": [(False, "form")],
        }

    def _prepare_vals(self):
        if not self.version_id:
            raise UserError(self.env._("%(plan)s is not sold on that day.", plan=self.plan_id.name))
        if any(line.quantity < 0 or line.price < 0 for line in self.line_ids):
            raise UserError(self.env._("Quantities and prices are 0 or more."))
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "version_id": self.version_id.id,
            "date_start": self.date_start,
            "date_end": self.date_end,
            "item_ids": [(0, 0, line._prepare_item_vals()) for line in self.line_ids],
        }


class CallSubscriptionStartLine(models.TransientModel):
    """An item with its quantity, and maybe a price of the customer's own."""

    _name = "call.subscription.start.line"
    _description = "Item of a Subscription to Start"

    start_id = fields.Many2one("call.subscription.start", ondelete="cascade")
    item_id = fields.Many2one("call.plan.item", required=True)
    kind = fields.Selection(related="item_id.kind")
    product_id = fields.Many2one(related="item_id.product_id")
    plan_price = Micro(related="item_id.price", string="Price of the Plan")
    price = Micro(help="Of this customer, per unit and whole period, without tax.")
    quantity = fields.Integer(default=1)

    def _prepare_item_vals(self):
        vals = self.env["call.subscription.item"]._values_of(self.item_id) | {"price": self.price}
        rows = [(0, 0, {"valid_from": self.start_id.date_start, "quantity": self.quantity})]
        return vals | {"quantity_ids": rows}
