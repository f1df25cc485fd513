"""Too late, or no database: what the source says of that, and nothing else."""

import psycopg2

from odoo.sql_db import db_connect
from odoo.tests import tagged

from ...models.admission.facts_function import ACCOUNT_LOCK
from ...models.admission.question import question_from
from ...models.admission.warm_connection import WarmConnections, warm_connections
from .api_common import ApiCase


@tagged("post_install", "-at_install")
class TestUnavailable(ApiCase):
    def _too_late(self):
        """Another question about the account goes on for longer than the deadline."""
        # not a test's cursor, which would share the connection and thereby the lock
        elsewhere = db_connect(self.cr.dbname).cursor()
        self.addCleanup(elsewhere.close)
        elsewhere.execute("SELECT pg_advisory_xact_lock(%s, %s)", (ACCOUNT_LOCK, self.acme.id))
        self.env.cr.execute("SET LOCAL statement_timeout = 300")  # a test's transaction is begun by nobody else

    def test_fail_closed_and_fail_open(self):
        self._too_late()
        answer = self._authorize("1.1")
        self.assertEqual((answer["decision"], answer["reason"], answer["hold"]), ("deny", "unavailable", None))
        self.source.admission_down = "allow"
        answer = self._authorize("1.2", seconds=90)
        self.assertEqual((answer["decision"], answer["reason"], answer["max_seconds"]), ("allow", "unavailable", 90))

    def test_a_connection_that_the_server_has_ended_is_made_anew(self):
        connections = warm_connections(self.env.cr.dbname)
        with connections.cursor(2000) as cr:
            cr.execute("SELECT pg_backend_pid()")
            first = cr.fetchone()[0]
        with connections.cursor(2000) as cr:
            cr.execute("SELECT pg_backend_pid()")
            self.assertEqual(cr.fetchone()[0], first, "it is kept")
        connections.forget()
        with connections.cursor(2000) as cr:
            cr.execute("SELECT pg_backend_pid()")
            self.assertNotEqual(cr.fetchone()[0], first)

    def test_a_connection_after_an_error_is_not_used_again(self):
        connections = WarmConnections(self.env.cr.dbname, False)
        self.addCleanup(connections.forget)
        with self.assertRaises(psycopg2.Error), connections.cursor(2000) as cr:
            cr.execute("SELECT 1/0")
        self.assertTrue(connections._idle.empty())
        with connections.cursor(2000) as cr:
            cr.execute("BEGIN")
        with connections.cursor(2000) as cr:
            cr.execute("SELECT now() = statement_timestamp()")
            self.assertTrue(cr.fetchone()[0], "no transaction is left open")

    def test_statements_of_a_connection_end_when_the_question_says(self):
        connections = WarmConnections(self.env.cr.dbname, False)
        self.addCleanup(connections.forget)
        for deadline in (1500, 1500, 700):
            with connections.cursor(deadline) as cr:
                cr.execute("SELECT current_setting('statement_timeout')::interval = %s * interval '1 ms'", (deadline,))
                self.assertTrue(cr.fetchone()[0], deadline)
        with self.assertRaises(psycopg2.errors.QueryCanceled), connections.cursor(100) as cr:
            cr.execute("SELECT pg_sleep(10)")

    def test_a_question_has_one_form(self):
        source = self.env["call.source"]._api_source(self.key)
        given = {"call_id": "1.1", "a_number": "08-123 456 78", "b_number": "0701110001"}
        other = given | {"a_number": "+46812345678", "b_number": "+46701110001"}
        self.assertEqual(question_from(source, given).digest(), question_from(source, other).digest())
