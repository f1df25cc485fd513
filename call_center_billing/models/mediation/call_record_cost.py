"""What calls cost us, and what is earned on them."""

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...fields import LooseMany2one, Micro
from ...money import format_micro
from .costing import COST_COLUMNS, WITHOUT_PRICE, CallCosts, Leg

#: calls whose costs are worked out and written together
GROUP = 5_000
TYPES = {"trunk_code": "varchar", "cost_reason": "varchar", "cost": "bigint", "margin": "bigint"}
LEG = ("trunk_code", "a_number", "b_number", "started_at", "talk_seconds", "duration", "outcome")
#: margins follow from what is charged in the end
PRICE = ("state", "amount + COALESCE(adjusted, 0)", "currency_id")


class CallRecord(models.Model):
    """Trunk, cost and margin of a call. Without `cost_currency_id` the cost is not known; it is not 0."""

    _inherit = "call.record"

    trunk_code = fields.Char(string="Trunk on the Switch", readonly=True, help="By what the call left, as it came.")
    trunk_id = LooseMany2one("call.trunk", readonly=True)
    cost_rate_id = LooseMany2one("call.rate", string="Cost Rate", readonly=True)
    cost = Micro(readonly=True, help="What the carrier charges for the call, without tax, in the cost card's currency.")
    cost_currency_id = LooseMany2one("res.currency", readonly=True)
    cost_reason = fields.Selection(
        [
            ("no_trunk", "No trunk has the name that the switch wrote"),
            ("no_card", "The trunk has no cost card"),
            ("no_version", "No version of the cost card was in force at the time of the call"),
            ("no_rate", "The cost card has no rate for the called number"),
            ("no_wholesale", "The reseller's price list has no price for the call"),
        ],
        string="Cost Unknown",
        readonly=True,
        help="Why nobody knows what the call cost.",
    )
    margin = Micro(
        readonly=True,
        help="Price less cost, in the currency of the price. A call that nobody pays for, such as an unanswered one, "
        "has its cost below zero as margin, in the company's currency.",
    )
    cost_explanation = fields.Text(
        string="Why This Cost",
        compute="_compute_cost_explanation",
        groups="call_center_billing.call_center_billing_group_manager",
    )

    def action_cost_again(self):
        """Work out trunk, cost and margin of these calls by the trunks and cost cards there are now."""
        if not (self.env.su or self.env.user.has_group("call_center_billing.call_center_billing_group_clerk")):
            raise AccessError(self.env._("Only billing clerks may work out costs again."))
        if not self:
            raise UserError(self.env._("There are no calls among these."))
        self.check_access("read")
        return self._cost_again_notice(self.sudo()._cost_again([("id", "in", self.ids)]), len(self))

    def _cost_again(self, domain):
        """Write trunk, cost and margin of all calls in `domain`, group by group; prices stay as they are.

        :return: how many calls have a cost now that differs from what they had
        """
        self.env.flush_all()
        changed = 0
        # no carrier has a part in those; and what a reseller sold costs the reseller, not us
        domain = [*domain, ("service", "not in", ("data", "message", "agent")), ("reseller_id", "=", False)]
        sources = self.env["call.record"]._read_group(domain, ["source_id"])
        for (source,) in sources:
            costs = CallCosts(self.env, source)
            ids = self.env["call.record"]._search([*domain, ("source_id", "=", source.id)], order="id")
            self.env.cr.execute(ids.select())
            found = [call_id for (call_id,) in self.env.cr.fetchall()]
            for start in range(0, len(found), GROUP):
                changed += self._cost_group(costs, found[start : start + GROUP])
        self.env["call.record"].invalidate_model(COST_COLUMNS)
        return changed

    def _cost_group(self, costs, ids):
        """Cost the calls with these ids; write those that are not as they were."""
        columns = ", ".join((*LEG, *PRICE, *COST_COLUMNS))
        self.env.cr.execute(f"SELECT id, {columns} FROM call_record WHERE id = ANY(%s) ORDER BY id", (ids,))
        rows = self.env.cr.fetchall()
        legs = [Leg(*(value or "" for value in row[1:4]), row[4], row[5] or 0, row[6] or 0, row[7]) for row in rows]
        costs.prepare(legs)
        changes = []
        for row, leg in zip(rows, legs, strict=True):
            old = dict(zip(COST_COLUMNS, row[11:], strict=True))
            vals = costs.vals(leg, *row[8:11], previous_id=old["trunk_id"])
            if vals != old:
                changes.append((row[0], *(vals[column] for column in COST_COLUMNS)))
        if changes:
            new = ", ".join(f"{column} = new.{column}::{TYPES.get(column, 'int')}" for column in COST_COLUMNS)
            query = f"""UPDATE call_record SET {new} FROM (VALUES %s) new (id, {", ".join(COST_COLUMNS)})
                         WHERE call_record.id = new.id"""
            self.env.cr.execute_values(query, changes, page_size=1_000)
        return len(changes)

    def _cost_again_notice(self, changed, count):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Costs of %(calls)s calls worked out; %(changed)s differ from before.", calls=count, changed=changed
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _compute_cost_explanation(self):
        for call in self:
            call.cost_explanation = call._explain_cost() if call.cost_currency_id else False

    def _explain_cost(self):
        """The steps from the call to its cost and margin, one a line."""
        self.ensure_one()
        lines = [self.env._("Nothing is charged for a call that ended so.")]
        if self.cost_rate_id:
            version = self.cost_rate_id.sudo().version_id.with_env(self.sudo().env)
            seconds = version._charged_seconds(self.outcome, self.talk_seconds, self.duration)
            lines = [version._explain(self._rated_number(), self.started_at, seconds or 0, self.a_number)[1]]
        if self.state not in WITHOUT_PRICE:
            price = self._net_amount() if self.state == "rated" else 0
            lines.append(
                self.env._(
                    "Margin: price %(price)s less cost %(cost)s gives %(margin)s %(currency)s.",
                    price=format_micro(price),
                    cost=format_micro(price - self.margin),
                    margin=format_micro(self.margin),
                    currency=(self.currency_id or self.company_id.currency_id).name,
                )
            )
        return "\n".join(lines)
