"""The charges of subscriptions, each made once."""

from collections import defaultdict
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.tools import SQL

from ...plan import pieces

DAY = timedelta(days=1)


class CallSubscription(models.Model):
    """What is due is worked out from items, periods and quantities; what is charged already is left out."""

    _inherit = "call.subscription"

    def _charge_until(self, day, wait=0):
        """Make all charges that are due by a day, and put them on their statements; again does nothing.

        :param date day: by the account's clock
        :param int wait: days after the end of a period before what is measured in it is charged: late calls
        :rtype: call.charge
        """
        running = self.sudo().filtered(lambda subscription: subscription.state != "draft")
        charges = self.env["call.charge"].sudo()
        running._lock_charges()
        charged = running.item_ids._charged()
        for subscription in running.with_prefetch(running._prefetch_ids):
            found = subscription.with_context(lang=subscription.partner_id.lang)
            for item in found.item_ids.sorted(lambda one: one.kind == "commitment"):
                charges |= item._make_charges(day, wait, charged[item.id])
            subscription.charge_next = min(
                (due for item in found.item_ids if (due := item._next_due(day))), default=False
            )
        charges._place()
        return charges.with_env(self.env)

    def _lock_charges(self):
        """Who charges the same at the same time waits, then finds it done and begins again."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "UPDATE call_subscription SET charge_next = charge_next WHERE id IN"
                " (SELECT id FROM call_subscription WHERE id = ANY(%s) ORDER BY id FOR UPDATE) RETURNING id",
                self.ids,
            )
        )

    def _periods(self, item, before):
        """The periods of an item that begin before a day.

        :rtype: [plan.Piece, …]
        """
        begin = item._begin()
        if not begin:
            return []
        return list(pieces(item._whole_period, begin, item._end(), before))

    def _local_today(self):
        """Today by the account's clock."""
        zone = ZoneInfo(self.sudo().partner_id._call_timezone(self.company_id or self.env.company))
        return fields.Datetime.now().replace(tzinfo=UTC).astimezone(zone).date()


class CallSubscriptionItem(models.Model):
    """What is charged of each item by now."""

    _inherit = "call.subscription.item"

    def _charged(self):
        """What there is of charges: {item id: {first day: (quantity, last part, charge that began it)}}."""
        found = defaultdict(dict)
        domain = [("subscription_item_id", "in", self.ids)]
        for charge in self.env["call.charge"].sudo().search(domain, order="part, id"):
            days = found[charge.subscription_item_id.id]
            quantity, _part, first = days.get(charge.date_from, (0, 0, charge))
            counts = not charge.reverses_id or charge.quantity < 0
            days[charge.date_from] = (quantity + (round(charge.quantity) if counts else 0), charge.part, first)
        return found
