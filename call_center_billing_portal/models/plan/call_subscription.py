"""What a plan would have cost: its fees for days that have been, and what counts towards a minimum."""

from datetime import date
from typing import NamedTuple

from odoo import models

from odoo.addons.call_center_billing.models.plan.kinds import ONCE
from odoo.addons.call_center_billing.plan import rounded

#: context: {first day of a period: micro-units more that would have been used in it}
SUPPOSED_USE = "call_supposed_use"
#: not compared: paid once, or settled by what only a bill knows
LEFT_OUT = (*ONCE, "did_setup", "volume")


class Fee(NamedTuple):
    """A fee of a plan: first day, first day after, and whole coins in micro-units."""

    begin: date
    end: date
    amount: int


class CallSubscription(models.Model):
    """A subscription that was never: made to be looked at, and undone by whoever made it."""

    _inherit = "call.subscription"

    def _suppose(self, account, version, begin, end, company):
        """As if an account had had a plan on these days, with the quantities that it has now.

        To be called within `_foresee` only.

        :param call.subscription self: that the plan would replace; maybe none
        :rtype: call.subscription
        """
        there = self.search(
            [("partner_id", "=", account.id), ("plan_id", "=", version.plan_id.id), ("state", "!=", "draft")]
        )
        if there:  # the account had it for a while: that is out of the way for now
            self.env.flush_all()
            self.env.cr.execute("UPDATE call_subscription SET state = 'draft' WHERE id = ANY(%s)", (there.ids,))
            there.invalidate_recordset(["state"])
        found = self.create(
            {"partner_id": account.id, "version_id": version.id, "company_id": company.id, "date_start": begin}
        )
        found._copy_items()
        counted = {item.kind: item.quantity for item in self.item_ids.sorted("id") if item._is_counted()}
        exact = {(item.kind, item.product_id): item.quantity for item in self.item_ids.sorted("id")}
        # a part of a longer period costs its days here, so that months can be told apart
        found.item_ids.prorate = True
        for item in found.item_ids.filtered(lambda one: one._is_counted()):
            item._set_quantity(exact.get((item.kind, item.product_id), counted.get(item.kind, 1)), begin)
        found.write({"state": "active", "date_end": end})
        return found

    def _supposed_fees(self, end, uses):
        """What the items would have cost.

        :param date end: first day after
        :param dict uses: {first day of a month: micro-units of calls more than were charged}
        :rtype: [Fee, …]
        """
        self.ensure_one()
        agents = self.item_ids.filtered(lambda item: item.kind == "agent_hour")._fees_until(end)
        more = dict(uses)
        for fee in agents:
            month = fee.begin.replace(day=1)
            more[month] = more.get(month, 0) + fee.amount
        others = self.item_ids.filtered(lambda item: item.kind not in (*LEFT_OUT, "agent_hour"))
        return agents + others.with_context(**{SUPPOSED_USE: more})._fees_until(end)


class CallSubscriptionItem(models.Model):
    """The engine's own dues, not charged to anybody."""

    _inherit = "call.subscription.item"

    def _fees_until(self, end):
        """:rtype: [Fee, …]"""
        found = []
        for item in self:
            places = item.currency_id.decimal_places
            for dues in item._dues(end, 0):
                found += [Fee(due.begin, due.end, rounded(due.exact, places)) for due in dues if due.begin < end]
        return found

    def _used(self, piece):
        """Override: what would have been used besides."""
        more = self.env.context.get(SUPPOSED_USE, {})
        return super()._used(piece) + sum(amount for day, amount in more.items() if piece.begin <= day < piece.end)

    def _ended(self, today):
        """Whether it is over on a day."""
        end = self._end()
        return bool(end) and end <= today
