"""Which calls are in the store?"""

from datetime import timedelta

from .store_names import STORE

#: how far apart two readings of one call's start can be, by time zones set wrong
APART = timedelta(days=2)


def known_identities(cr, source, identities, first, last):
    """Those of a source's `identities` that the store has, of calls that began about then.

    Not of all times: the store has a table a month, and would look into each. One by one: after a large file, until
    PostgreSQL has counted anew, it would take many identities for all there are, and read the whole month.

    :param datetime first: earliest start (UTC, naive) of these calls; :param datetime last: the latest
    :rtype: list[str]
    """
    query = f"""SELECT found.identity FROM unnest(%s::text[]) asked (identity) CROSS JOIN LATERAL (
                       SELECT identity FROM {STORE} WHERE source_id = %s AND identity = asked.identity
                          AND started_at BETWEEN %s AND %s LIMIT 1) found"""
    cr.execute(query, (list(identities), source.id, first - APART, last + APART))
    return [identity for (identity,) in cr.fetchall()]
