"""An open period that is to follow its account's new cycle at once."""

from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class CallStatement(models.Model):
    """Periods that have begun keep their end, unless somebody wants otherwise."""

    _inherit = "call.statement"

    def action_follow_cycle(self):
        """End the open periods where the accounts' cycles have an end now, the next one from today."""
        for statement in self:
            statement._follow_cycle()

    def _follow_cycle(self):
        """
        :raise UserError: a part of the period is billed, it is over, or calls lie behind its new end
        """
        if self.state != "open" or self._others("=", self.date_from):
            raise UserError(self.env._("A part of %(statement)s is billed: its period stays.", statement=self.name))
        today = self._local_day(fields.Datetime.now())
        if self.date_to <= today:
            raise UserError(self.env._("The period of %(statement)s is over. Bill it.", statement=self.name))
        _begin, end = self.partner_id._call_cycle(self.company_id)._period(max(today, self.date_from))
        following = self._others(">=", self.date_to)[:1]
        end = min(end, following.date_from) if following else end
        calls = self.env["call.record"].sudo()
        last = calls.search([("statement_id", "=", self.id)], order="started_at desc, id desc", limit=1)
        if last and self._local_day(last.started_at) >= end:
            raise UserError(
                self.env._(
                    "%(statement)s has calls of %(day)s, and would end before.",
                    statement=self.name,
                    day=format_date(self.env, self._local_day(last.started_at)),
                )
            )
        if end != self.date_to:
            former, self.date_to = self.date_to, end
            body = self.env._(
                "The period ends before %(end)s, as the billing cycle has it now; before, it did before %(former)s.",
                end=format_date(self.env, end),
                former=format_date(self.env, former),
            )
            self.message_post(body=body)

    def _others(self, operator, day):
        """Other statements of the account and currency whose periods begin on a day, or then and later."""
        domain = [(name, "=", self[name].id) for name in ("company_id", "partner_id", "currency_id")]
        return self.search([*domain, ("date_from", operator, day), ("id", "!=", self.id)], order="date_from")

    def _local_day(self, moment):
        """The day of a moment (UTC, naive) by the account's clock."""
        zone = ZoneInfo(self.partner_id._call_timezone(self.company_id))
        return moment.replace(tzinfo=UTC).astimezone(zone).date()
