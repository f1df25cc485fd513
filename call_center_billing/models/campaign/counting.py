"""How much of what a campaign's rules charge there was between two days."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from odoo.tools import SQL

from .kinds import TIMED

#: a call, and not the time that somebody worked: agents' work has no queue
CALLS = SQL("(COALESCE(call.service, 'voice') = 'voice' OR (call.service = 'agent' AND COALESCE(call.queue, '') > ''))")
WORK_TIME = SQL("(call.service = 'agent' AND COALESCE(call.queue, '') = '')")
#: what of a call is charged to the client by the price list
CALL_PRICE = SQL(
    "CASE WHEN call.state = 'rated' AND call.statement_id IS NOT NULL THEN call.amount + COALESCE(call.adjusted, 0)"
    " ELSE 0 END"
)
#: what is counted of the calls, by kind; agents' time that the price list charges is not charged again
OF_CALLS = {
    "handled": SQL("COUNT(*) FILTER (WHERE %s AND call.outcome = 'answered')", CALLS),
    "agent_hour": SQL("COALESCE(SUM(call.talk_seconds) FILTER (WHERE %s AND %s = 0), 0)", WORK_TIME, CALL_PRICE),
}


def bounds(account, company, date_from, date_to):
    """First moment of a client's days, and first one after them (UTC, naive)."""
    zone = ZoneInfo(account._call_timezone(company))
    return [datetime.combine(day, time(), zone).astimezone(UTC).replace(tzinfo=None) for day in (date_from, date_to)]


def counted(campaign, kind, date_from, date_to):
    """Pieces, or seconds of what is time: those of the calls and those that were entered.

    :param str kind: of a rule, but not 'fixed'
    :param date date_to: first day that is no longer counted
    """
    env = campaign.env
    env["call.campaign.activity"].flush_model()
    entered = SQL(
        """SELECT COALESCE(SUM(quantity), 0) FROM call_campaign_activity
            WHERE campaign_id = %s AND kind = %s AND day >= %s AND day < %s""",
        campaign.id,
        kind,
        date_from,
        date_to,
    )
    ((quantity,),) = env.execute_query(entered)
    quantity = int(quantity) * (60 if kind in TIMED else 1)
    return quantity + (_of_calls(campaign, kind, date_from, date_to) if kind in OF_CALLS else 0)


def _of_calls(campaign, kind, date_from, date_to):
    account = campaign.partner_id.commercial_partner_id
    first, before = bounds(account, campaign.company_id, date_from, date_to)
    campaign.env["call.record"].flush_model()
    ((quantity,),) = campaign.env.execute_query(
        SQL(
            """SELECT %s FROM call_record call
                WHERE call.partner_id = %s AND call.company_id = %s AND call.campaign_id = %s
                  AND call.started_at >= %s AND call.started_at < %s""",
            OF_CALLS[kind],
            account.id,
            campaign.company_id.id,
            campaign.id,
            first,
            before,
        )
    )
    return int(quantity)
