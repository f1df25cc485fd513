"""How many DIDs does an account hold, and for how long?"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import models
from odoo.fields import Domain


class CallNumber(models.Model):
    """The days on which a DID is held, by the account's clock."""

    _inherit = "call.number"

    def _held_days(self, date_from, date_to):
        """The days from `date_from` until before `date_to` on which each DID is its holder's.

        A day belongs to whoever holds the number when the day begins; the first day of all to who begins on it, unless
        somebody else held the number that morning. So no day of a number is charged twice.

        :return: {call.number: (first day, day after the last)}, without those that are not held on any day
        """
        held = {}
        for number in self:
            zone = ZoneInfo(number.partner_id._call_timezone(number.company_id))
            first = max(_day(number.valid_from, zone, number._follows_another(zone)), date_from)
            last = min(_day(number.valid_to, zone, True), date_to) if number.valid_to else date_to
            if first < last:
                held[number] = (first, last)
        return held

    def _follows_another(self, zone):
        """Whether the number was held before on the day, by this clock, on which this ownership began."""
        local = self.valid_from.replace(tzinfo=UTC).astimezone(zone)
        morning = datetime.combine(local, time(), zone).astimezone(UTC).replace(tzinfo=None)
        same = [("number", "=", self.number), ("company_id", "=", self.company_id.id), ("kind", "=", "did")]
        before = [("valid_from", "<=", morning), ("valid_to", ">", morning), ("valid_to", "<=", self.valid_from)]
        return bool(self.sudo().search_count([*same, *before], limit=1))

    def _held_domain(self, date_from, date_to):
        """DIDs that are held at some time of these days; a day more on either side, for clocks differ."""
        begin = datetime.combine(date_from - timedelta(days=1), time())
        end = datetime.combine(date_to + timedelta(days=1), time())
        open_end = Domain("valid_to", "=", False) | Domain("valid_to", ">", begin)
        return Domain("kind", "=", "did") & Domain("valid_from", "<", end) & open_end


def _day(moment, zone, ceiling):
    """The day of a moment (UTC, naive) by a clock; if `ceiling`, the first day that begins at the moment or after."""
    local = moment.replace(tzinfo=UTC).astimezone(zone)
    midnight = local.time() == time()
    return local.date() if midnight or not ceiling else local.date() + timedelta(days=1)
