"""Calls move from one table to one table a month, and long identities are shortened as the dialects do now."""

from odoo import SUPERUSER_ID, api

#: as `cdr.fields.compact`; a test holds the two equal
COMPACT = """CASE WHEN length(identity) <= 40 THEN identity
             ELSE left(split_part(identity, '/', 1), 23) || '~' || left(md5(identity), 16) END"""


def migrate(cr, version):
    """Bring the calls over, and make the totals by day of the imports there are."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    cr.execute("SELECT min(started_at), max(started_at) FROM call_record_former")
    first, last = cr.fetchone()
    if first:
        env["call.record"]._ensure_months(first, last)
    cr.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'call_record_former'::regclass AND attnum > 0"
        " AND NOT attisdropped"
    )
    names = [name for (name,) in cr.fetchall() if name != "identity"]
    columns = ", ".join(names)  # of a table of our own
    cr.execute(
        f"INSERT INTO call_record (identity, service, {columns})"
        f" SELECT {COMPACT}, 'voice', {columns} FROM call_record_former"
    )
    cr.execute("DROP TABLE call_record_former")
    make_totals(cr)


def make_totals(cr):
    """Span and totals by day of the imports there are; lines that are no calls tell no day."""
    cr.execute("""UPDATE call_import SET first_call = calls.first, last_call = calls.last
                    FROM (SELECT import_id, min(started_at) AS first, max(started_at) AS last
                            FROM call_record GROUP BY import_id) calls
                   WHERE calls.import_id = call_import.id""")
    cr.execute("""INSERT INTO call_import_day (import_id, source_id, company_id, day, line_count, stored_count,
                         duplicate_count, refused_count, ignored_count, talk_seconds, duplicate_seconds)
                  SELECT import.id, import.source_id, import.company_id, calls.day, calls.count, calls.count, 0, 0, 0,
                         calls.talk, 0
                    FROM (SELECT import_id, started_at::date AS day, count(*) AS count, sum(talk_seconds) AS talk
                            FROM call_record GROUP BY 1, 2) calls
                    JOIN call_import import ON import.id = calls.import_id
                   UNION ALL
                  SELECT id, source_id, company_id, NULL, duplicate_count + refused_count + ignored_count, 0,
                         duplicate_count, refused_count, ignored_count, 0, 0
                    FROM call_import WHERE duplicate_count + refused_count + ignored_count > 0""")
