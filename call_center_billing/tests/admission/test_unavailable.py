"""Too late, or no database: what the source says of that, and nothing else."""

import psycopg2

from odoo.tests import tagged

from ...models.admission.call_admission import CallAdmission
from ...models.admission.question import question_from
from ...models.admission.warm_connection import WarmConnections, warm_connections
from .api_common import ApiCase


@tagged("post_install", "-at_install")
class TestUnavailable(ApiCase):
    def _too_late(self):
        """The database ends the question, as it does when the deadline is over."""

        def late(*_asked):
            with self.env.cr.savepoint(), self.assertLogs("odoo.sql_db", "ERROR"):
                self.env.cr.execute("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)")

        self.patch(CallAdmission, "_read_facts", lambda *_asked, **_options: late())

    def test_fail_closed_and_fail_open(self):
        self._too_late()
        answer = self._authorize("1.1")
        self.assertEqual((answer["decision"], answer["reason"], answer["hold"]), ("deny", "unavailable", None))
        self.source.admission_down = "allow"
        answer = self._authorize("1.2", seconds=90)
        self.assertEqual((answer["decision"], answer["reason"], answer["max_seconds"]), ("allow", "unavailable", 90))

    def test_other_questions_are_told_to_come_again(self):
        self._authorize("1.1")
        self._too_late()
        response = self._ask("extend", call_id="1.1", talk_seconds=1)
        self.assertRefused(response, 503, "unavailable")
        self.assertEqual(response.headers["Retry-After"], "5")

    def test_a_connection_that_the_server_has_ended_is_made_anew(self):
        connections = warm_connections(self.env.cr.dbname)
        with connections.cursor() as cr:
            cr.execute("SELECT pg_backend_pid()")
            first = cr.fetchone()[0]
        with connections.cursor() as cr:
            cr.execute("SELECT pg_backend_pid()")
            self.assertEqual(cr.fetchone()[0], first, "it is kept")
        connections.forget()
        with connections.cursor() as cr:
            cr.execute("SELECT pg_backend_pid()")
            self.assertNotEqual(cr.fetchone()[0], first)

    def test_a_connection_after_an_error_is_not_used_again(self):
        connections = WarmConnections(self.env.cr.dbname, False)
        self.addCleanup(connections.forget)
        with self.assertRaises(psycopg2.Error), connections.cursor() as cr:
            cr.execute("SELECT 1/0")
        self.assertTrue(connections._idle.empty())
        with connections.cursor() as cr:
            cr.execute("BEGIN")
        with connections.cursor() as cr:
            cr.execute("SELECT now() = statement_timestamp()")
            self.assertTrue(cr.fetchone()[0], "no transaction is left open")

    def test_a_question_has_one_form(self):
        source = self.env["call.source"]._api_source(self.key)
        given = {"call_id": "1.1", "a_number": "08-123 456 78", "b_number": "0701110001"}
        other = given | {"a_number": "+46812345678", "b_number": "+46701110001"}
        self.assertEqual(question_from(source, given).digest(), question_from(source, other).digest())
