"""What the account used in the running period, day by day, and what that comes to if it goes on."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.tools import format_date

from odoo.addons.call_center_billing.billing import CALENDAR_MONTH, Period, period
from odoo.addons.call_center_billing.talk_time import format_talk_time

from ...usage_chart import HEIGHT, WIDTH, bars, projected
from .call_usage_day import Used
from .portal_money import PortalMoney


class ResPartner(models.Model):
    """Read with all rights, for the user's own account only, in the company at work."""

    _inherit = "res.partner"

    def _prepare_portal_usage(self):
        """The period as its chart and table show it: texts, and the sizes of bars.

        :return: {"first", "last", "used", "calls", "talk_time", "rows": days with calls, the newest first, "beside":
            calls on no day of the chart, or None, "projected", "per_day", "days_over": of the projection, "bars",
            "width", "height", "highest"}; "projected" is None on the first day
        """
        account = self.sudo().commercial_partner_id
        today = account._portal_today()
        days, whole, found, currency = account._portal_use(today)
        sums = {day: used.amount for day, used in days.items()}
        beside = whole.less(days.values())
        money = PortalMoney(currency)
        ahead = projected(sums, *found, today, beside.amount)
        per_day = ahead.per_day if ahead else 0
        return {
            **self._prepare_portal_used(whole, money),
            "first": format_date(self.env, found.begin),
            "last": format_date(self.env, found.end - timedelta(days=1)),
            "rows": [
                {"day": format_date(self.env, day), **self._prepare_portal_used(days[day], money)}
                for day in sorted(days, reverse=True)
            ],
            "beside": self._prepare_portal_used(beside, money) if beside.calls else None,
            "projected": ahead and money.text(ahead.total),
            "per_day": money.text(per_day),
            "days_over": ahead.days if ahead else 0,
            "bars": bars(sums, *found, today, per_day),
            "width": WIDTH,
            "height": HEIGHT,
            "highest": money.text(max([per_day, *sums.values()])),
        }

    def _portal_use(self, today):
        """What was used of the period that a day lies in: by day and in all, the period, the currency.

        :return: ({day: Used}, Used, Period, res.currency)
        """
        company, usage = self.env.company, self.env["call.usage.day"]
        if self._call_payer() != self:
            # the payer's statements are not this account's to see; its own limit goes by calendar months
            found = period(CALENDAR_MONTH, today)
            days = usage._of_sub_account(self, *found)
            whole = Used(*map(sum, zip(*days.values(), strict=True))) if days else Used()
            return days, whole, found, self._portal_currency()
        running = self._call_running(company, today)
        currency = (running.filtered(lambda each: each.state == "open") or running)[:1].currency_id
        statements = running.filtered(lambda each: each.currency_id == currency)
        if statements:
            found = Period(statements[0].date_from, statements[0].date_to)
        else:
            found = Period(*self._call_cycle(company)._period(today))
        return *usage._of_statements(statements, today), found, currency or self._portal_currency()

    def _portal_currency(self):
        """In which currency calls of the account are priced, if there are none yet."""
        account = self._call_priced_as(self.env.company).sudo()
        return account.property_product_pricelist.currency_id or self.env.company.currency_id

    def _portal_today(self):
        """Which day it is by the account's clock."""
        zone = ZoneInfo(self._call_payer().sudo()._call_timezone(self.env.company))
        return fields.Datetime.now().replace(tzinfo=UTC).astimezone(zone).date()

    def _prepare_portal_used(self, used, money):
        return {
            "calls": used.calls,
            "talk_time": format_talk_time(used.seconds),
            "used": money.text(used.amount),
        }
