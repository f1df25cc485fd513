"""Items of a subscription: what this account pays, as agreed when it started."""

from odoo import api, fields, models

from ...billing import Cycle
from ...fields import Micro
from ...plan import Step
from .kinds import KINDS


class CallSubscriptionItem(models.Model):
    """One charge that an account has agreed to. Its price may differ from the plan's: offers are tailored."""

    _name = "call.subscription.item"
    _description = "Subscription Item"
    _order = "subscription_id, sequence, id"

    subscription_id = fields.Many2one("call.subscription", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="subscription_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(related="subscription_id.partner_id", store=True, index=True)
    currency_id = fields.Many2one(related="subscription_id.currency_id")
    plan_item_id = fields.Many2one(
        "call.plan.item", ondelete="restrict", readonly=True, help="Where it came from; empty: agreed with the account."
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(KINDS, required=True, default="recurring")
    product_id = fields.Many2one(
        "product.product", string="Article", required=True, ondelete="restrict", domain=[("type", "=", "service")]
    )
    price = Micro(help="Per unit and whole period, without tax.")
    cycle_id = fields.Many2one("call.cycle", string="Own Cycle", ondelete="restrict", help="Empty: the plan's.")
    advance = fields.Boolean(string="In Advance", default=True)
    prorate = fields.Boolean(string="By Days", default=True)
    date_from = fields.Date(string="From", help="First day; empty: that of the subscription.")
    date_end = fields.Date(
        string="Ends Before", help="First day that no longer belongs to it; empty: the subscription's."
    )
    quantity_ids = fields.One2many("call.subscription.quantity", "item_id", string="Quantities")
    quantity = fields.Integer(
        string="Quantity Now", compute="_compute_quantity", inverse="_inverse_quantity", aggregator=None
    )
    charge_ids = fields.One2many("call.charge", "subscription_item_id", string="Charges")

    _price = models.Constraint("CHECK (COALESCE(price, 0) >= 0)", "A fee cannot be less than nothing.")
    _days = models.Constraint(
        "CHECK (date_end IS NULL OR date_from IS NULL OR date_end >= date_from)", "An item cannot end before it begins."
    )

    @api.depends("quantity_ids.quantity", "quantity_ids.valid_from")
    def _compute_quantity(self):
        for item in self:
            today = item.subscription_id._local_today()
            steps = [step for step in item._steps() if step.begin <= today] or item._steps()[:1]
            item.quantity = steps[-1].quantity if steps else 1

    def _inverse_quantity(self):
        for item in self:
            item._set_quantity(
                item.quantity,
                max(item._begin() or item.subscription_id._local_today(), item.subscription_id._local_today()),
            )

    def _set_quantity(self, quantity, day):
        """So many from a day on."""
        self.ensure_one()
        row = self.quantity_ids.filtered(lambda found: found.valid_from == day)
        if row:
            row.quantity = quantity
        else:
            row.create({"item_id": self.id, "valid_from": day, "quantity": quantity})

    def _values_of(self, item):
        """What an item has of the plan item it comes from."""
        names = ("sequence", "kind", "price", "advance", "prorate")
        links = ("product_id", "cycle_id")
        return (
            {"plan_item_id": item.id} | {name: item[name] for name in names} | {name: item[name].id for name in links}
        )

    def _begin(self):
        """Its first day."""
        return self.date_from or self.subscription_id.date_start

    def _end(self):
        """Its first day no longer; None: open end."""
        ends = [day for day in (self.date_end, self.subscription_id.date_end) if day]
        return min(ends) if ends else None

    def _rule(self):
        """The cycle of its periods, by the calendar or from the day of the subscription's start.

        :rtype: billing.Cycle
        """
        cycle = (self.cycle_id or self.subscription_id.plan_id.cycle_id)._rule()
        if self.subscription_id.plan_id.alignment == "anniversary":
            return Cycle(cycle.unit, cycle.interval, self.subscription_id.date_start)
        return cycle

    def _steps(self):
        """How many there are from which day on; one from the beginning where nothing else is said.

        :rtype: [plan.Step, …]
        """
        rows = self.quantity_ids.sorted("valid_from")
        return [Step(row.valid_from, row.quantity) for row in rows] or [Step(self._begin(), 1)] * bool(self._begin())
