"""On which days is a DID held?"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import models
from odoo.fields import Domain


class CallNumber(models.Model):
    """The days on which a DID is held, by the account's clock."""

    _inherit = "call.number"

    def _held_spans(self):
        """The days of each of these ownerships.

        A day belongs to whoever holds the number when the day begins; the first day of all to who begins on it, unless
        somebody else held the number that morning. So no day of a number is charged twice.

        :return: [(number's text, first day, first day no longer or None), …], in that order
        """
        spans = []
        for number in self:
            zone = ZoneInfo(number.partner_id._call_timezone(number.company_id))
            first = _day(number.valid_from, zone, number._follows_another(zone))
            last = _day(number.valid_to, zone, True) if number.valid_to else None
            if last is None or first < last:
                spans.append((number.number, first, last))
        return sorted(spans, key=lambda span: span[:2])

    def _follows_another(self, zone):
        """Whether the number was held before on the day, by this clock, on which this ownership began."""
        local = self.valid_from.replace(tzinfo=UTC).astimezone(zone)
        morning = datetime.combine(local, time(), zone).astimezone(UTC).replace(tzinfo=None)
        same = [("number", "=", self.number), ("company_id", "=", self.company_id.id), ("kind", "=", "did")]
        before = [("valid_from", "<=", morning), ("valid_to", ">", morning), ("valid_to", "<=", self.valid_from)]
        return bool(self.sudo().search_count([*same, *before], limit=1))


def _day(moment, zone, ceiling):
    """The day of a moment (UTC, naive) by a clock; if `ceiling`, the first day that begins at the moment or after."""
    local = moment.replace(tzinfo=UTC).astimezone(zone)
    midnight = local.time() == time()
    return local.date() if midnight or not ceiling else local.date() + timedelta(days=1)


class ResPartner(models.Model):
    """What rental and set-up of DIDs are charged for."""

    _inherit = "res.partner"

    def _call_did_spans(self, company, date_from, date_to):
        """Override: the DIDs of the account and of the accounts that it pays for.

        Ownerships of one number that follow each other are one, as when its price list was changed.
        """
        held = self.sudo() | self.sudo().call_sub_account_ids
        begin = datetime.combine(date_from - timedelta(days=1), time())
        end = datetime.combine(date_to + timedelta(days=1), time())
        mine = [("company_id", "=", company.id), ("partner_id", "in", held.ids), ("kind", "=", "did")]
        late = Domain("valid_to", "=", False) | Domain("valid_to", ">", begin)
        numbers = self.env["call.number"].sudo().search(Domain(mine) & Domain("valid_from", "<", end) & late)
        spans = super()._call_did_spans(company, date_from, date_to)
        for _text, first, last in _joined(numbers._held_spans()):
            if first < date_to and (last is None or last > date_from):
                spans.append((first, last))
        return sorted(spans, key=lambda span: span[0])


def _joined(spans):
    """Spans of one number that touch, as one."""
    joined = []
    for text, first, last in spans:
        if joined and joined[-1][0] == text and joined[-1][2] == first:
            joined[-1] = (text, joined[-1][1], last)
        else:
            joined.append((text, first, last))
    return joined
