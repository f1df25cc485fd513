"""An account's days whose calls are added up, so that a report reads sums and not a million calls."""

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.tools import SQL

#: days that are kept, and days that the night prepares; older ones are added up again when they are asked for
KEPT, PREPARED = 800, 400
#: states of agreements whose calls are measured
MEASURED = ("active", "ended")


class CallReportDay(models.Model):
    """A day by the account's clock. `seen` says what had come in when it was added up; if more came, it is out of date.

    Imports and changes are counted by day (UTC), both only ever rise, and a reader's snapshot holds them together with
    the calls: sums that miss a call are known by it.
    """

    _name = "call.report.day"
    _description = "Day of an Account's Report"
    _log_access = False
    _order = "day desc, id desc"
    _rec_name = "day"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    day = fields.Date(required=True, readonly=True)
    seen = fields.Char(string="State of the Calls", required=True, readonly=True)

    _once = models.UniqueIndex("(partner_id, company_id, day)", "There are sums of this day already.")

    @api.model
    @api.private
    def _keep(self, account, company, first, before):
        """Bring the sums of these days up to date. Days of which nothing new came in cost nothing.

        :param date before: first day that is not asked for
        """
        self.env.flush_all()
        wanted = self._seen_of_days(account, company, first, before)
        domain = [("partner_id", "=", account.id), ("company_id", "=", company.id)]
        kept = self.sudo().search_fetch([*domain, ("day", ">=", first), ("day", "<", before)], ["day", "seen"])
        stale = kept.filtered(lambda head: head.seen != wanted[head.day])
        missing = wanted.keys() - set((kept - stale).mapped("day"))
        if stale:
            self.env.cr.execute(SQL("DELETE FROM call_report_day WHERE id IN %s", tuple(stale.ids)))
            self.invalidate_model()
        if missing:
            self._add_heads(account, company, {day: wanted[day] for day in missing})
            for run in _runs(sorted(missing)):
                self.env["call.report.sum"]._add_up(account, company, *run)

    def _seen_of_days(self, account, company, first, before):
        """{day: what tells how much had come in of it}, days after today left out."""
        zone = ZoneInfo(account._call_timezone(company))
        today = datetime.now(zone).date()
        came = self._came_in(company, first - timedelta(days=1), before)
        terms = f"{zone.key} {self._terms(account)}"
        found = {}
        for number in range((min(before, today + timedelta(days=1)) - first).days):
            day = first + timedelta(days=number)
            begin, end = (datetime.combine(day + timedelta(days=more), time(), zone).astimezone(UTC) for more in (0, 1))
            parts = {begin.date(), (end - timedelta(microseconds=1)).date()}
            found[day] = "/".join([*(came[part] for part in sorted(parts)), terms])
        return found

    def _came_in(self, company, first, last):
        query = SQL(
            """SELECT day, SUM(stored)::bigint, SUM(changed)::bigint, MAX(import_id)
                 FROM (SELECT total.day, total.stored_count AS stored, 0 AS changed, total.import_id
                         FROM call_import_day total
                         JOIN call_import batch ON batch.id = total.import_id AND batch.state <> 'withdrawn'
                        WHERE total.company_id = %(company)s AND total.day BETWEEN %(first)s AND %(last)s
                        UNION ALL
                       SELECT day, 0, 1, 0 FROM call_report_change WHERE day BETWEEN %(first)s AND %(last)s) told
                GROUP BY day""",
            company=company.id,
            first=first,
            last=last,
        )
        rows = self.env.execute_query(query)
        return defaultdict(str, {day: ".".join(map(str, counts)) for day, *counts in rows})

    def _terms(self, account):
        """What sums depend on besides calls and clock: how service levels are measured."""
        levels = self.env["call.agreement.sla"].sudo().search([("agreement_id.partner_id", "=", account.id)])
        return " ".join(
            f"{level.id}:{level.calls}:{level.seconds}:{level.campaign_id.id}:{level.agreement_id.state in MEASURED}"
            f":{level.agreement_id.date_start}:{level.agreement_id.date_end}"
            for level in levels.sorted("id")
        )

    def _add_heads(self, account, company, seen):
        rows = [(account.id, company.id, day, text) for day, text in sorted(seen.items())]
        # a day that another request has added up meanwhile, unseen, makes this one begin again
        query = "INSERT INTO call_report_day (partner_id, company_id, day, seen) VALUES %s ON CONFLICT DO NOTHING"
        self.env.cr.execute_values(query, rows)
        self.invalidate_model()

    # === EVERY NIGHT === #

    @api.model
    def _cron_keep(self):
        """Add up what came in for accounts that use the portal, and let go of what is old."""
        today = fields.Date.today()
        self.env.cr.execute("DELETE FROM call_report_day WHERE day < %s", (today - timedelta(days=KEPT),))
        self.env.cr.execute("DELETE FROM call_report_change WHERE day < %s", (today - timedelta(days=KEPT),))
        users = self.env["res.users"].sudo().search([("share", "=", True), ("login_date", "!=", False)])
        accounts = users.partner_id.commercial_partner_id
        for done, account in enumerate(accounts, 1):
            for company in users.filtered(lambda user, own=account: user.commercial_partner_id == own).company_id:
                self._keep(account, company, today - timedelta(days=PREPARED), today)
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(accounts) - done):
                return


def _runs(days):
    """First day and day after the last one of days that follow each other.

    >>> from datetime import date
    >>> [(first.day, before.day) for first, before in _runs([date(2026, 11, day) for day in (1, 2, 5)])]
    [(1, 3), (5, 6)]
    """
    one = timedelta(days=1)
    cuts = [0, *(place for place, (day, after) in enumerate(pairwise(days), 1) if after - day > one), len(days)]
    return [(days[begin], days[end - 1] + one) for begin, end in pairwise(cuts)]
