"""Queries for the tables that switches keep their calls in.

Each takes `%(since)s`, the position to begin at, and `%(limit)s`, and gives rows in the order of their `position`. That
is the moment at which a call ended: rows are written then, so that a long call does not come behind the position. The
bound on the start, which tables have an index on, spares reading the whole table; calls of more than two days do not
come that way.
"""

PRESETS = {
    "asterisk": "asterisk_custom_json",
    "fusionpbx": "table_rows",
    "astpp": "table_rows",
}

ASTERISK_POSTGRESQL = """\
SELECT calldate + duration * interval '1 second' AS position, calldate AS start, cdr.*
  FROM cdr
 WHERE calldate >= %(since)s::timestamp - interval '2 days'
   AND calldate + duration * interval '1 second' >= %(since)s::timestamp
 ORDER BY position LIMIT %(limit)s
"""
ASTERISK_MYSQL = """\
SELECT calldate + INTERVAL duration SECOND AS position, calldate AS start, cdr.*
  FROM cdr
 WHERE calldate >= %(since)s - INTERVAL 2 DAY
   AND calldate + INTERVAL duration SECOND >= %(since)s
 ORDER BY position LIMIT %(limit)s
"""
# FusionPBX has no other database than PostgreSQL
FUSIONPBX_POSTGRESQL = """\
SELECT end_stamp AS position, xml_cdr_uuid::text AS id, caller_id_number AS a_number,
       COALESCE(NULLIF(caller_destination, ''), destination_number) AS b_number, start_stamp AS start,
       billsec AS seconds, duration, hangup_cause AS disposition, accountcode AS account, cc_agent AS agent,
       cc_queue AS queue, CASE WHEN leg = 'b' THEN 1 ELSE 0 END AS inner
  FROM v_xml_cdr
 WHERE start_stamp >= %(since)s::timestamptz - interval '2 days' AND end_stamp >= %(since)s::timestamptz
 ORDER BY position LIMIT %(limit)s
"""
# ASTPP has no other database than MySQL, and writes UTC. A call has a row for each account that it concerns: the first
# is the call, the others are duplicates.
ASTPP_MYSQL = """\
SELECT callstart + INTERVAL billseconds SECOND AS position, uniqueid AS id,
       SUBSTRING_INDEX(SUBSTRING_INDEX(callerid, '<', -1), '>', 1) AS a_number, callednum AS b_number,
       CONCAT(callstart, '+00:00') AS start, billseconds AS seconds, disposition, accountid AS account,
       trunk_id AS trunk
  FROM cdrs
 WHERE callstart >= %(since)s - INTERVAL 2 DAY AND callstart + INTERVAL billseconds SECOND >= %(since)s
 ORDER BY position LIMIT %(limit)s
"""
QUERIES = {
    ("asterisk", "postgresql"): ASTERISK_POSTGRESQL,
    ("asterisk", "mysql"): ASTERISK_MYSQL,
    ("fusionpbx", "postgresql"): FUSIONPBX_POSTGRESQL,
    ("astpp", "mysql"): ASTPP_MYSQL,
}
