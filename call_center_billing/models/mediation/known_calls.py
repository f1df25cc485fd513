"""Which calls are in the store?"""

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

from odoo.tools import SQL

from .store_names import EARLIEST

#: how far apart two readings of one call's start can be, by time zones set wrong
APART = timedelta(days=2)


def known_identities(env, source, identities, first, last):
    """Those of a source's `identities` that the store has, of calls that began about then.

    Not of all times: the store has a table a month, and would look into each. Month by month and one by one by the
    month's index of identities, whatever PostgreSQL believes of a month that it has not counted yet: asked for all at
    once it would read the month from end to end, and asked for those about a time all calls of that time, for each.

    :param datetime first: earliest start (UTC, naive) of these calls; :param datetime last: the latest
    :rtype: list[str]
    """
    first, last = first - APART, last + APART
    months = [
        SQL(
            """SELECT found.identity FROM unnest(%s::text[]) asked (identity) CROSS JOIN LATERAL (
                      SELECT identity, started_at FROM %s
                       WHERE source_id = %s AND identity = asked.identity OFFSET 0) found
                WHERE found.started_at BETWEEN %s AND %s""",
            *(list(identities), SQL.identifier(name), source.id, first, last),
        )
        for name in _months(env, first, last)
    ]
    if not months:
        return []
    env.cr.execute(SQL(" UNION ALL ").join(months))
    return [identity for (identity,) in env.cr.fetchall()]


def _months(env, first, last):
    """The tables of the months between two moments."""
    for month, name in env["call.record"]._months():
        end = month + relativedelta(months=1) if month else EARLIEST
        if (month or datetime.min) <= last and first < end:
            yield name
