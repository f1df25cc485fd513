"""What was used on each day of a running period."""

from operator import add
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.call_center_billing.fields import Big, LooseMany2one, Micro
from odoo.addons.call_center_billing.models.campaign.counting import bounds

#: calls of a period that are added up while the customer waits; the days of larger ones are kept
LARGE = 20_000
#: calls by day, and what they come to
SUMS = """
SELECT (call.started_at AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date AS day, COUNT(*) AS call_count,
       COALESCE(SUM(call.talk_seconds), 0)::bigint AS talk_seconds, COALESCE(SUM(call.amount), 0)::bigint AS amount
  FROM call_record call
 WHERE %(whose)s AND call.statement_line_id IS NOT NULL
 GROUP BY 1
"""
#: large statements of running periods whose calls are not those that were kept
BEHIND = """
SELECT statement.id
  FROM call_statement statement
 CROSS JOIN LATERAL (SELECT SUM(line.call_count) AS calls, SUM(line.amount) AS amount
                       FROM call_statement_line line
                      WHERE line.statement_id = statement.id AND line.charge_id IS NULL) whole
 CROSS JOIN LATERAL (SELECT SUM(day.call_count) AS calls, SUM(day.amount) AS amount
                       FROM call_usage_day day WHERE day.statement_id = statement.id) kept
 WHERE statement.call_count > %s AND statement.date_from <= %s AND statement.date_to > %s
   AND (kept.calls IS DISTINCT FROM whole.calls OR kept.amount IS DISTINCT FROM whole.amount)
 ORDER BY statement.id
"""


class Used(NamedTuple):
    """How many calls, how long (seconds), and their price in micro-units, without tax."""

    calls: int = 0
    seconds: int = 0
    amount: int = 0

    def plus(self, other):
        """The sum of both."""
        return Used(*map(add, self, other))

    def less(self, others):
        """What is left without these."""
        return Used(*(mine - sum(theirs) for mine, *theirs in zip(self, *others, strict=True)))


class CallUsageDay(models.Model):
    """Kept for statements with many calls only: few calls are added up when somebody asks.

    Statements keep what all their calls come to, in the transaction that stores them. So it is always known how much
    of that the days below leave out, and never shown as more than it is.
    """

    _name = "call.usage.day"
    _description = "Use of a Day"
    _log_access = False
    _order = "statement_id, day"

    # no foreign key: imports that write the statement are not to wait for whoever writes here
    statement_id = LooseMany2one("call.statement", required=True, readonly=True)
    day = fields.Date(required=True, readonly=True, help="By the account's clock.")
    call_count = fields.Integer(string="Calls", readonly=True)
    talk_seconds = Big(string="Talk Time", readonly=True)
    amount = Micro(readonly=True, help="Price of the calls, without tax.")

    _one_a_day = models.UniqueIndex("(statement_id, day)", "There are sums of this day already.")

    @api.model
    def _of_statements(self, statements, today):
        """What the statements' calls come to: of each day of their period, and in all.

        :param call.statement statements: of one account, currency and period, maybe none
        :param date today: by the account's clock
        :return: ({day: Used}, Used of all); the days may leave out calls that began before the period, and of large
            statements those that came in since the last hour
        """
        statements = statements.sudo()
        whole = self._whole(statements)
        if not whole.calls:
            return {}, whole
        first, end = statements[0].date_from, statements[0].date_to
        if whole.calls <= LARGE:
            return self._sums(self._calls_of(statements, first, end), *self._clock(statements)), whole
        days = self._kept(statements, first, today)
        return days | self._sums(self._calls_of(statements, today, end), *self._clock(statements)), whole

    @api.model
    def _whole(self, statements):
        """What the statements keep of their calls."""
        domain = [("statement_id", "in", statements.ids), ("charge_id", "=", False)]
        sums = ["call_count:sum", "talk_seconds:sum", "amount:sum"]
        ((calls, seconds, amount),) = self.env["call.statement.line"].sudo()._read_group(domain, aggregates=sums)
        return Used(calls or 0, seconds or 0, amount or 0)

    def _kept(self, statements, first, today):
        """What is kept of the days from the first one until today."""
        found = {}
        domain = [("statement_id", "in", statements.ids), ("day", ">=", first), ("day", "<", today)]
        for row in self.sudo().search(domain):
            used = Used(row.call_count, row.talk_seconds, row.amount)
            found[row.day] = found.get(row.day, Used()).plus(used)
        return found

    @staticmethod
    def _clock(statements):
        """By whose clock days begin, in which company."""
        return statements.partner_id, statements.company_id

    def _calls_of(self, statements, first, end):
        """Those of some days: by the account's index, in the tables of these months only."""
        account, company = self._clock(statements)
        begin, before = bounds(account, company, first, end)
        return SQL(
            "call.partner_id = %s AND call.statement_id IN %s AND call.started_at >= %s AND call.started_at < %s",
            account.id,
            tuple(statements.ids),
            begin,
            before,
        )

    @api.model
    def _of_sub_account(self, account, first, end):
        """{day: Used} of the calls that another account pays for, in the company at work."""
        payer, company = account.sudo()._call_payer(), self.env.company
        begin, before = bounds(payer, company, first, end)
        whose = SQL(
            "call.sub_account_id = %s AND call.company_id = %s AND call.started_at >= %s AND call.started_at < %s",
            account.id,
            company.id,
            begin,
            before,
        )
        return self._sums(whose, payer, company)

    def _sums(self, whose, account, company):
        self.env["call.record"].flush_model()
        sums = SQL(SUMS, zone=account._call_timezone(company), whose=whose)
        return {day: Used(*used) for day, *used in self.env.execute_query(sums)}

    # === KEEPING === #

    @api.model
    def _cron_usage_days(self):
        """Add up again what has changed of running periods with many calls."""
        today = fields.Date.today()
        self.env.flush_all()
        # somewhere on earth it is tomorrow, or yesterday
        self.env.cr.execute(BEHIND, (LARGE, fields.Date.add(today, days=1), fields.Date.subtract(today, days=1)))
        for (key,) in self.env.cr.fetchall():
            self._keep(self.env["call.statement"].sudo().browse(key))
            if not self.env["ir.cron"]._commit_progress(1):
                return

    def _keep(self, statement):
        """Replace what is kept of a statement."""
        days = self._sums(SQL("call.statement_id = %s", statement.id), *self._clock(statement))
        kept = self.sudo()
        kept.search([("statement_id", "=", statement.id)]).unlink()
        kept.create(
            [
                {
                    "statement_id": statement.id,
                    "day": day,
                    "call_count": used.calls,
                    "talk_seconds": used.seconds,
                    "amount": used.amount,
                }
                for day, used in sorted(days.items())
            ]
        )
