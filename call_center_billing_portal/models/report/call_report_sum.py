"""Sums of an account's calls on a day, by what reports ask for."""

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.call_center_billing.fields import Big, Micro
from odoo.addons.call_center_billing.models.campaign.counting import CALL_PRICE, CALLS, bounds
from odoo.addons.call_center_billing.models.document.account_move_performance import COUNTS
from odoo.addons.call_center_billing.models.tariff.call_rate_unit import SERVICES

#: what sums are by -> the columns that tell their rows apart, besides the day
FACETS = {
    "campaign": ("campaign_id", "currency_id"),
    "agent": ("campaign_id", "agent"),
    "hour": ("campaign_id", "hour"),
    "destination": ("destination_id", "service", "currency_id"),
    "number": ("number_id", "service", "currency_id"),
    "service": ("service", "currency_id"),
}
KEYS = ("campaign_id", "agent", "hour", "destination_id", "number_id", "service", "currency_id")
#: a queue's call that nobody answered was abandoned, as service levels have it
QUEUED = SQL("%s AND COALESCE(call.queue, '') > ''", CALLS)
#: columns with sums -> how they come of calls; the first five are those of the performance report
SUMS = {
    **COUNTS,
    "queued": SQL("COUNT(*) FILTER (WHERE %s)", QUEUED),
    "abandoned": SQL("COUNT(*) FILTER (WHERE %s AND call.outcome <> 'answered')", QUEUED),
    "uses": SQL("COUNT(*) FILTER (WHERE call.state = 'rated')"),
    "seconds": SQL("COALESCE(SUM(call.talk_seconds) FILTER (WHERE call.state = 'rated'), 0)::bigint"),
    "quantity": SQL("COALESCE(SUM(call.quantity) FILTER (WHERE call.state = 'rated'), 0)::bigint"),
    "amount": SQL("COALESCE(SUM(%s), 0)::bigint", CALL_PRICE),
}


class CallReportSum(models.Model):
    """Refused calls are not counted. Time is in seconds, money in micro-units without tax."""

    _name = "call.report.sum"
    _description = "Sums of an Account's Calls"
    _log_access = False
    _order = "id"
    _rec_name = "day_id"

    day_id = fields.Many2one("call.report.day", required=True, readonly=True, ondelete="cascade")
    facet = fields.Selection(
        [
            ("campaign", "Campaign"),
            ("agent", "Agent"),
            ("hour", "Hour"),
            ("destination", "Destination"),
            ("number", "Number"),
            ("service", "Service"),
            ("level", "Service Level"),
        ],
        string="Sums By",
        required=True,
        readonly=True,
    )
    campaign_id = fields.Many2one("call.campaign", readonly=True, ondelete="cascade")
    agent = fields.Char(readonly=True)
    hour = fields.Integer(readonly=True, aggregator=None, help="Of the account's clock, in which the calls began.")
    destination_id = fields.Many2one("call.destination", readonly=True, ondelete="cascade")
    number_id = fields.Many2one("call.number", string="Owned Number", readonly=True, ondelete="cascade")
    service = fields.Selection(SERVICES, readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    level_id = fields.Many2one("call.agreement.sla", string="Service Level", readonly=True, ondelete="cascade")
    calls = fields.Integer(readonly=True)
    answered = fields.Integer(readonly=True)
    talk = Big(string="Talk Time", readonly=True, help="Of answered calls.")
    waiting = Big(string="Time to Answer", readonly=True)
    agent_time = Big(readonly=True)
    queued = fields.Integer(readonly=True, help="Calls that waited in a queue.")
    abandoned = fields.Integer(readonly=True)
    in_time = fields.Integer(readonly=True, help="Answered within the time of the service level.")
    uses = fields.Integer(readonly=True, help="Calls and whatever else has a price.")
    seconds = Big(readonly=True, help="Of everything that was used.")
    quantity = Big(readonly=True, help="Octets or texts.")
    amount = Micro(string="Price", readonly=True)

    _of_day = models.Index("(day_id, facet)")

    @api.model
    @api.private
    def _add_up(self, account, company, first, before):
        """Add up the calls of days that have no sums yet, in one pass over them.

        :param date before: first day that is not added up
        """
        begin, end = bounds(account, company, first, before)
        values = {"account": account.id, "company": company.id, "begin": begin, "end": end}
        zone = account._call_timezone(company)
        self.env.cr.execute(self._insert_calls(values, zone))
        self.env.cr.execute(self._insert_levels(values))
        for model in (self, self.env["call.report.level"]):
            model.invalidate_model()

    def _insert_calls(self, values, zone):
        keys = SQL(", ").join(map(SQL.identifier, KEYS))
        columns = [SQL.identifier("agent_time" if name == "agent" else name) for name in SUMS]
        sets = (SQL("(day, %s)", SQL(", ").join(map(SQL.identifier, names))) for names in FACETS.values())
        return SQL(
            """INSERT INTO call_report_sum (day_id, facet, %(keys)s, %(columns)s)
               SELECT head.id, facet, %(keys)s, %(columns)s FROM (
                      SELECT %(facet)s AS facet, %(keys)s, %(sums)s, day
                        FROM (%(calls)s) call GROUP BY GROUPING SETS (%(sets)s)) grouped (facet, %(keys)s,
                             %(columns)s, day)
                 JOIN call_report_day head
                   ON head.day = grouped.day AND head.partner_id = %(account)s AND head.company_id = %(company)s""",
            keys=keys,
            columns=SQL(", ").join(columns),
            facet=_facet(keys),
            sums=SQL(", ").join(SUMS.values()),
            calls=self._select_calls(values, zone),
            sets=SQL(", ").join(sets),
            account=values["account"],
            company=values["company"],
        )

    def _select_calls(self, values, zone):
        """The columns that `SUMS` are made of, with day and hour by the account's clock."""
        return SQL(
            """SELECT call.campaign_id, COALESCE(call.agent, '') AS agent, EXTRACT(HOUR FROM clock.moment)::int AS hour,
                      call.destination_id, call.number_id, COALESCE(call.service, 'voice') AS service,
                      call.currency_id, clock.moment::date AS day, call.outcome, call.talk_seconds, call.duration,
                      call.queue, call.quantity, call.state, call.statement_id, call.amount, call.adjusted
                 FROM call_record call
                CROSS JOIN LATERAL (SELECT call.started_at AT TIME ZONE 'UTC' AT TIME ZONE %s AS moment) clock
                WHERE call.partner_id = %s AND call.company_id = %s AND call.started_at >= %s
                  AND call.started_at < %s AND call.outcome <> 'denied'""",
            zone,
            *(values[name] for name in ("account", "company", "begin", "end")),
        )

    def _insert_levels(self, values):
        """What service levels are measured by, counted as `call.agreement.measure` counts it, for days."""
        own = SQL(
            "agreement.partner_id = %s AND agreement.company_id = %s"
            " AND call.started_at >= %s AND call.started_at < %s",
            *(values[name] for name in ("account", "company", "begin", "end")),
        )
        return SQL(
            """INSERT INTO call_report_sum (day_id, facet, level_id, calls, answered, in_time, talk, waiting)
               SELECT head.id, 'level', counted.sla_id, counted.calls, counted.answered, counted.in_time,
                      counted.talk, counted.waited
                 FROM (%s) counted
                 JOIN call_report_day head
                   ON head.day = counted.month AND head.partner_id = %s AND head.company_id = %s""",
            self.env["call.agreement.measure"]._counts("day", own),
            values["account"],
            values["company"],
        )

    @api.model
    @api.private
    def _read_sums(self, account, company, first, before, facet, *by):
        """Sums of kept days, see `call.report.day._keep`.

        :param str facet: a key of `FACETS`
        :param str by: columns; "day", "month", "weekday" (1 is Monday) too
        :return: [(value of each column, {name of a sum: it})]
        """
        columns = SQL(", ").join(PLACES.get(name) or SQL.identifier("sums", name) for name in by)
        names = [*SUMS]
        query = SQL(
            """SELECT %(by)s, %(sums)s
                 FROM call_report_day head JOIN call_report_sum sums ON sums.day_id = head.id
                WHERE head.partner_id = %(account)s AND head.company_id = %(company)s AND head.day >= %(first)s
                  AND head.day < %(before)s AND sums.facet = %(facet)s
                GROUP BY %(groups)s""",
            by=columns,
            groups=SQL(", ").join(SQL(str(number)) for number in range(1, len(by) + 1)),
            sums=SQL(", ").join(
                SQL("COALESCE(SUM(sums.%s), 0)::bigint", SQL.identifier("agent_time" if name == "agent" else name))
                for name in names
            ),
            account=account.id,
            company=company.id,
            first=first,
            before=before,
            facet=facet,
        )
        rows = self.env.execute_query(query)
        return [(row[: len(by)], dict(zip(names, row[len(by) :], strict=True))) for row in rows]


#: columns of the day
PLACES = {
    "day": SQL("head.day"),
    "month": SQL("date_trunc('month', head.day)::date"),
    "weekday": SQL("EXTRACT(ISODOW FROM head.day)::int"),
}


def _facet(keys):
    """Which of the grouping sets a row is of: PostgreSQL tells those columns of `KEYS` that it is not by, as bits."""
    cases = []
    for name, names in FACETS.items():
        bits = sum(1 << place for place, key in enumerate(reversed(KEYS)) if key not in names)
        cases.append(SQL("WHEN %s THEN %s", bits, name))
    return SQL("CASE GROUPING(%s) %s END", keys, SQL(" ").join(cases))
