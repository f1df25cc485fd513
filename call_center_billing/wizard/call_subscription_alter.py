"""Change, pause, resume or cancel a subscription: what comes of it, and then yes."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..fields import Micro


class CallSubscriptionAlter(models.TransientModel):
    """A change before it is one."""

    _name = "call.subscription.alter"
    _description = "Change a Subscription"

    subscription_id = fields.Many2one("call.subscription", required=True, readonly=True)
    company_id = fields.Many2one(related="subscription_id.company_id")
    currency_id = fields.Many2one(related="subscription_id.currency_id")
    kind = fields.Selection(selection="_kinds", string="What", required=True, readonly=True)
    when = fields.Selection(
        [("now", "Now"), ("next", "Next period"), ("regular", "When leaving costs nothing"), ("day", "On a day")],
        required=True,
        default="now",
    )
    day = fields.Date(compute="_compute_day", store=True, readonly=False, string="From", help="First day it holds.")
    plan_id = fields.Many2one(
        "call.plan",
        string="New Plan",
        domain="[('company_id', '=', company_id), ('currency_id', '=', currency_id)]",
    )
    new_term = fields.Boolean(help="The new plan's term, notice and cancellation charge hold from that day.")
    waived = fields.Boolean(string="Waive Notice and Charge")
    line_ids = fields.One2many(
        "call.subscription.alter.line", "alter_id", compute="_compute_line_ids", store=True, readonly=False
    )
    cost = fields.Html(string="What Comes of It", readonly=True, sanitize=False)

    @api.model
    def _kinds(self):
        return self.env["call.subscription.step"]._fields["kind"]._description_selection(self.env)

    @api.depends("when", "subscription_id")
    def _compute_day(self):
        for alter in self:
            subscription = alter.subscription_id
            if not subscription:
                alter.day = False
            elif alter.when == "regular":
                alter.day = subscription.regular_end
            elif alter.when != "day":
                alter.day = subscription._day_of(alter.when)

    @api.depends("kind", "plan_id", "day")
    def _compute_line_ids(self):
        for alter in self:
            lines = []
            if alter.kind == "quantity":
                items = alter.subscription_id.item_ids.filtered(lambda item: item._is_counted() and not item.date_end)
                lines = [{"item_id": item.id, "price": item.price, "quantity": item.quantity} for item in items]
            elif alter.kind == "plan" and alter.plan_id and alter.day:
                lines = alter._plan_lines()
            alter.line_ids = [(5,), *((0, 0, line) for line in lines)]

    def _plan_lines(self):
        former = {item.kind: item.quantity for item in self.subscription_id.item_ids if not item.date_end}
        items = self.plan_id._at(self.day).item_ids.filtered(lambda item: item.kind != "setup")
        return [{"plan_item_id": item.id, "price": item.price, "quantity": former.get(item.kind, 1)} for item in items]

    @api.onchange("when", "day", "plan_id", "new_term", "waived", "line_ids")
    def _onchange_anything(self):
        self.cost = False

    def action_cost(self):
        """Show what it charges and credits, and what else comes of it."""
        subscription = self.subscription_id
        found = subscription._cost_of_change(self.kind, self._day(), **self._values())
        self.cost = subscription._cost_html(found | {"notes": self._notes(found)}, self.currency_id)
        return subscription._again(self)

    def action_confirm(self):
        """Do it, now or on its day."""
        self.subscription_id._order_step(self.kind, self._day(), **self._values())
        return True

    def _day(self):
        if not self.day:
            raise UserError(self.env._("Choose the day."))
        return self.day

    def _values(self):
        if self.kind == "cancel":
            return {"waived": self.waived}
        if self.kind == "quantity":
            changed = self.line_ids.filtered(lambda line: line.quantity != line.item_id.quantity)
            return {"quantities": {line.item_id: line.quantity for line in changed}}
        if self.kind != "plan":
            return {}
        own = self.line_ids.filtered(lambda line: line.price != line.plan_item_id.price)
        return {
            "version": self.plan_id._at(self._day()),
            "new_term": self.new_term,
            "quantities": {line.plan_item_id: line.quantity for line in self.line_ids},
            "prices": {line.plan_item_id: line.price for line in own},
        }

    def _notes(self, found):
        """What else comes of it, in words."""
        if self.kind != "cancel":
            return [self.env._("Holds from %(day)s.", day=format_date(self.env, self.day))]
        subscription = self.subscription_id
        last = format_date(self.env, max(self.day - timedelta(days=1), subscription.date_start))
        notes = [self.env._("The last day with service is %(day)s.", day=last)]
        if found["fee"]:
            notes.append(
                self.env._(
                    "Leaving early costs %(fee)s. It costs nothing from %(day)s on.",
                    fee=subscription._money(found["fee"]),
                    day=format_date(self.env, subscription.regular_end),
                )
            )
        return notes


class CallSubscriptionAlterLine(models.TransientModel):
    """How many of an item."""

    _name = "call.subscription.alter.line"
    _description = "Quantity to Change"

    alter_id = fields.Many2one("call.subscription.alter", ondelete="cascade")
    item_id = fields.Many2one("call.subscription.item", string="Its Item")
    plan_item_id = fields.Many2one("call.plan.item", string="Item of the New Plan")
    what = fields.Char(string="Item", compute="_compute_what")
    price = Micro(help="Per unit and whole period, without tax.")
    quantity = fields.Integer(default=1)

    @api.depends("item_id", "plan_item_id")
    def _compute_what(self):
        for line in self:
            line.what = (line.item_id.product_id or line.plan_item_id.product_id).display_name
