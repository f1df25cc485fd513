"""What is measured, not agreed: numbers held, agent hours, usage below a commitment."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from odoo import models
from odoo.tools import SQL

from ...plan import Due, Step, missing, prorated

DAY = timedelta(days=1)
HOUR = 3600


class CallSubscriptionItem(models.Model):
    """Quantities that come from elsewhere than the subscription."""

    _inherit = "call.subscription.item"

    def _did_steps(self, day):
        """Numbers held over time, as steps of a quantity."""
        begin = self._begin()
        changes = Counter()
        for first, last in self._did_spans(day):
            changes[max(first, begin)] += 1
            if last:
                changes[last] -= 1
        held, steps = 0, []
        for moment in sorted(changes):
            held += changes[moment]
            steps.append(Step(moment, held))
        return steps

    def _did_setups(self, day):
        """Numbers that the account was given since the item began, day by day."""
        spans = self._did_spans(day)
        found = Counter(first for first, _last in spans if self._begin() <= first <= day)
        for first, count in sorted(found.items()):
            yield [Due(first, first, count, Fraction(count * self.price), first)]

    def _did_spans(self, day):
        end = min(filter(None, (self._end(), day + DAY)))
        return self.partner_id._call_did_spans(self.company_id, self._begin(), end)

    def _unsettled(self, day):
        """Periods that are over by a day and not settled, in their order."""
        found = self.subscription_id._periods(self, day)
        return [piece for piece in found if piece.end <= day and piece.end > (self.settled_until or piece.begin)]

    def _measured_dues(self, day, wait):
        """Periods that are over, and will not be looked at again: late calls change nothing any more."""
        for piece in self._unsettled(day - timedelta(days=wait)):
            self.settled_until = piece.end
            last = piece.end - DAY
            if self.kind == "agent_hour":
                seconds = self._agent_seconds(piece)
                yield [Due(piece.begin, piece.end, Fraction(seconds, HOUR), Fraction(seconds * self.price, HOUR), last)]
            elif self.kind == "volume":
                yield [Due(piece.begin, piece.end, 1, -self._rebate(piece), last)]
            else:
                promised = prorated(self.price, piece) if self.prorate else self.price
                yield [Due(piece.begin, piece.end, 1, missing(promised, self._used(piece)), last)]

    def _rebate(self, piece):
        """What is taken off for what was used in a period."""
        volume = self.sudo().plan_item_id.volume_id
        return volume._credit(self.partner_id, self.company_id, self.currency_id, tuple(self._moments(piece)))

    def _agent_seconds(self, piece):
        """Agents' time for the account in a period."""
        query = SQL(
            """SELECT COALESCE(sum(talk_seconds), 0)::bigint FROM call_record_store
                WHERE partner_id = %s AND service = 'agent' AND started_at >= %s AND started_at < %s""",
            self.partner_id.id,
            *self._moments(piece),
        )
        return self.env.execute_query(query)[0][0]

    def _used(self, piece):
        """What counts towards a commitment: calls of the period in the plan's currency, less what volume takes off, and
        agent hours."""
        query = SQL(
            """SELECT COALESCE(sum(amount + COALESCE(adjusted, 0)), 0)::bigint FROM call_record_store
                WHERE partner_id = %s AND currency_id = %s AND state = 'rated' AND statement_id IS NOT NULL
                  AND started_at >= %s AND started_at < %s""",
            self.partner_id.id,
            self.currency_id.id,
            *self._moments(piece),
        )
        calls = self.env.execute_query(query)[0][0]
        domain = [("subscription_id", "=", self.subscription_id.id), ("kind", "in", ("agent_hour", "volume"))]
        domain += [("date_from", ">=", piece.begin), ("date_from", "<", piece.end), ("cancelled", "=", False)]
        return calls + sum(self.env["call.charge"].sudo().search(domain).mapped("amount"))

    def _moments(self, piece):
        """First moment and end of a period, UTC and naive."""
        zone = ZoneInfo(self.partner_id._call_timezone(self.company_id))
        for day in (piece.begin, piece.end):
            yield datetime.combine(day, time(), zone).astimezone(UTC).replace(tzinfo=None)
