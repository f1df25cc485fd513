"""Calls that are fetched from a switch's database: a real one, beside the test's own."""

from unittest.mock import patch

import psycopg2

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...models.mediation import call_source_feed_sql
from .common import JobCase
from .tcp_forward import Forward

CDR = """
CREATE TABLE cdr (calldate timestamp NOT NULL, clid text, src text, dst text, dcontext text, channel text,
    dstchannel text, lastapp text, lastdata text, duration int, billsec int, disposition text, amaflags int,
    accountcode text, uniqueid text, userfield text, linkedid text, sequence int)
"""
FUSIONPBX = """
CREATE TABLE v_xml_cdr (xml_cdr_uuid uuid, caller_id_number text, caller_destination text, destination_number text,
    start_stamp timestamptz, end_stamp timestamptz, billsec numeric, duration numeric, hangup_cause text,
    accountcode text, cc_agent text, cc_queue text, leg text)
"""
OWN = "SELECT %(since)s AS position LIMIT %(limit)s"


@tagged("post_install", "-at_install")
class TestCallFeedSql(JobCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        own = cls.cr._cnx.info
        cls.access = {"host": own.host, "port": own.port, "user": own.user, "password": own.password}
        cls.database = f"{cls.cr.dbname}_switch"
        cls._elsewhere("postgres", f'DROP DATABASE IF EXISTS "{cls.database}"', f'CREATE DATABASE "{cls.database}"')
        cls.addClassCleanup(cls._elsewhere, "postgres", f'DROP DATABASE "{cls.database}" (FORCE)')
        cls.forward = Forward(own.host, own.port)
        cls.addClassCleanup(cls.forward.close)

    @classmethod
    def _elsewhere(cls, database, *statements):
        connection = psycopg2.connect(dbname=database, **cls.access)
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.close()

    def setUp(self):
        super().setUp()
        self._switch("DROP TABLE IF EXISTS cdr, v_xml_cdr", CDR, FUSIONPBX)
        self.source.dialect = "asterisk_custom_json"
        self.feed = self._feed()

    def _switch(self, *statements):
        self._elsewhere(self.database, *statements)

    def _feed(self, **vals):
        return self.env["call.source.feed"].create(
            {
                "name": "Table",
                "source_id": self.source.id,
                "kind": "sql",
                "preset": "asterisk",
                "host": "127.0.0.1",
                "port": self.forward.port,
                "database": self.database,
                "login": self.access["user"],
                "password": self.access["password"] or "any",
                "position": "2026-11-01 00:00:00",
                "overlap": 3600,
                **vals,
            }
        )

    def _ring(self, uniqueid, start="2026-11-22 03:22:52", seconds=60, channel="PJSIP/a-1"):
        self._switch(
            f"INSERT INTO cdr VALUES ('{start}', 'X', '46812345678', '46701110001', 'out', '{channel}', 'PJSIP/b-2', "
            f"'Dial', '', {seconds + 2}, {seconds}, 'ANSWERED', 3, '', '{uniqueid}', '', '{uniqueid}', 1)"
        )

    def _fetched(self):
        self.feed._run()
        self.assertFalse(self.feed.last_error)
        self._run_jobs()
        self.feed.invalidate_recordset()
        return [(batch.stored_count, batch.duplicate_count) for batch in self.feed.import_ids.sorted("id")]

    def test_new_rows_are_fetched_once(self):
        self._ring("1.1")
        self._ring("1.2", seconds=30)
        self.assertIn("It works. The next row is {", self.feed.action_test()["params"]["message"])
        self.assertEqual(self._fetched(), [(2, 0)])
        self.assertEqual(self._calls(self.feed.import_ids).mapped("amount"), [300_000, 600_000])
        self.assertEqual(self.feed.position, "2026-11-22 03:23:54")
        self.assertEqual(self._fetched(), [(2, 0)])
        self._ring("1.3", start="2026-11-22 03:30:00")
        self.assertEqual(self._fetched(), [(2, 0), (1, 0)])
        self.assertIn("New rows: 0.", self.feed.action_fetch()["params"]["message"])

    def test_a_long_call_and_a_row_that_was_committed_late_are_not_lost(self):
        self._ring("1.1", start="2026-11-22 12:00:00")
        self._fetched()
        self._ring("1.2", start="2026-11-22 02:00:00", seconds=36_000)
        self._ring("1.3", start="2026-11-22 11:30:00")
        self.assertEqual(self._fetched(), [(1, 0), (2, 0)])

    def test_rows_that_are_fetched_again_are_duplicates(self):
        self._ring("1.1")
        self._fetched()
        self.feed.position = "2026-11-01 00:00:00"
        self.assertEqual(self._fetched(), [(1, 0), (0, 1)])
        self.assertEqual(self.acme.call_count, 1)

    def test_a_large_table_is_fetched_a_part_at_a_time(self):
        for number in range(7):
            self._ring(f"1.{number}", start=f"2026-11-0{number + 1} 10:00:00")
        with patch.object(call_source_feed_sql, "AT_MOST", 3):
            for _run in range(4):
                self.feed._run()
        self.assertEqual((self.feed.last_error, self.feed.sweep), (False, False))
        self.assertTrue(self.feed.next_run > self.feed.last_run)
        self._run_jobs()
        self.assertEqual(sum(self.feed.import_ids.mapped("stored_count")), 7)
        self.assertEqual(sum(self.feed.import_ids.mapped("duplicate_count")), 0)

    def test_more_rows_at_one_moment_than_one_run_can_take_are_told(self):
        for number in range(3):
            self._ring(f"1.{number}")
        with patch.object(call_source_feed_sql, "AT_MOST", 2):
            self.assertIn("More than 2 rows", self.feed.action_fetch()["params"]["message"])

    def test_the_inner_leg_of_an_asterisk_is_ignored(self):
        self._switch(
            "INSERT INTO cdr VALUES ('2026-11-22 03:22:52', '', '46812345678', '46701110001', '', 'Local/1@x-1;2', '', "
            "'Dial', '', 62, 60, 'ANSWERED', 3, '', '1.7', '', '1.6', 2)"
        )
        self._fetched()
        self.assertEqual((self.feed.import_ids.ignored_count, self.feed.import_ids.stored_count), (1, 0))

    def test_the_table_of_a_fusionpbx(self):
        self.source.write({"dialect": "table_rows", "timezone": "Europe/Stockholm"})
        self.feed.write({"preset": "fusionpbx"})
        for leg, key in (("a", 1), ("b", 2)):
            self._switch(
                f"INSERT INTO v_xml_cdr VALUES ('00000000-0000-0000-0000-00000000000{key}', '46812345678', '', "
                "'46701110001', '2026-11-22 04:22:52+01', '2026-11-22 04:24:03+01', 68, 71, 'NORMAL_CLEARING', 'acme', "
                f"'1001', 'sales', '{leg}')"
            )
        self._fetched()
        self.assertEqual((self.feed.import_ids.stored_count, self.feed.import_ids.ignored_count), (1, 1))
        call = self._calls(self.feed.import_ids)
        self.assertEqual((str(call.started_at), call.talk_seconds, call.amount), ("2026-11-22 03:22:52", 68, 680_000))
        self.assertEqual(self.feed.position, "2026-11-22 03:24:03+00:00")
        self.assertEqual(self._fetched(), [(1, 0)])

    def test_an_own_query_by_number(self):
        self._switch("DROP TABLE IF EXISTS mine; CREATE TABLE mine AS SELECT 5 AS nr, 2.0 AS secs")
        self.source.dialect = "table_rows"
        self.feed.write(
            {
                "preset": "own",
                "position": "0",
                "overlap": 10,
                "query": "SELECT nr AS position, nr AS id, '46812345678' AS a_number, '46701110001' AS b_number, "
                "'2026-11-22 03:22:52' AS start, secs AS seconds, 'ANSWERED' AS disposition FROM mine "
                "WHERE nr >= %(since)s ORDER BY nr LIMIT %(limit)s",
            }
        )
        self.assertEqual((self._fetched(), self.feed.position), ([(1, 0)], "5"))

    def test_the_other_database_cannot_be_written_to(self):
        self.feed.write(
            {"preset": "own", "query": "CREATE TABLE position_x AS SELECT %(since)s::text AS position, %(limit)s AS n"}
        )
        self.assertIn("read-only transaction", self.feed.action_fetch()["params"]["message"])

    def test_what_goes_wrong_is_told(self):
        for vals, words in (
            ({"database": "nowhere_db"}, "does not exist"),
            ({"query": "SELECT 1 AS position, %(since)s, %(limit)s FROM nothing_there"}, "does not exist"),
            ({"query": "SELECT 'x' AS position, %(since)s::text AS a, %(limit)s AS b"}, "no usable column"),
            ({"query": "SELECT 1 AS a, 'position', %(since)s::text AS b, %(limit)s AS c"}, "no usable column"),
            ({"query": "SELECT 1 AS position, %(since)s, %(limit)s, %(other)s"}, "other parameters"),
            ({"host": "/var/run/postgresql"}, "no name or address"),
            ({"host": "a,/tmp"}, "no name or address"),
            ({"password": False}, "Fill in"),
        ):
            feed = self._feed(preset="own", query=OWN)
            feed.write(vals)
            with self.subTest(vals):
                self.assertIn(words, feed.action_test()["params"]["message"])
                self.assertIn(words, feed.action_fetch()["params"]["message"])

    def test_what_is_set_up_wrongly_is_refused(self):
        for vals, words in (
            ({"preset": False}, "Choose a table"),
            ({"preset": "own", "query": "SELECT 1"}, "Choose a table"),
            ({"preset": "astpp"}, "not known on that kind of server"),
            ({"preset": "astpp", "database_kind": "mysql"}, "“Rows of a database”"),
            ({"position": "yesterday"}, "is a moment like"),
            ({"position": False}, "is a moment like"),
        ):
            with self.subTest(vals), self.assertRaisesRegex(ValidationError, words):
                self._feed(**vals)
        self.source.dialect = "asterisk_csv"
        with self.assertRaisesRegex(ValidationError, "cdr_custom, JSON” or “Rows of a database”"):
            self._feed(preset="own", query=OWN)
