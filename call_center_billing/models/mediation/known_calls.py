"""Which calls are in the store?"""

from datetime import timedelta

from .store_names import STORE

#: how far apart two readings of one call's start can be, by time zones set wrong
APART = timedelta(days=2)


def known_identities(cr, source, identities, first, last):
    """Those of a source's `identities` that the store has, of calls that began about then.

    Not of all times: the store has a table a month, and would look into each.

    :param datetime first: earliest start (UTC, naive) of these calls; :param datetime last: the latest
    :rtype: list[str]
    """
    query = f"SELECT identity FROM {STORE} WHERE source_id = %s AND identity = ANY(%s) AND started_at BETWEEN %s AND %s"
    cr.execute(query, (source.id, identities, first - APART, last + APART))
    return [identity for (identity,) in cr.fetchall()]
