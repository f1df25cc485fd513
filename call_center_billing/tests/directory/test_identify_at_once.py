"""First calls of one number at once, over connections of their own that commit."""

import contextlib
import threading

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import tagged

from .common import ANNA, StandInCase, says

CALLERS = 4
#: what the calls leave in the database, in the order in which it can go
LEFT = (
    "DELETE FROM call_directory_lookup WHERE directory_id = %(directory)s",
    "DELETE FROM mail_message WHERE model = 'call.directory.task' AND res_id IN (SELECT id FROM call_directory_task"
    " WHERE source_id = %(source)s)",
    "DELETE FROM call_directory_task WHERE source_id = %(source)s",
    "DELETE FROM call_number WHERE number LIKE '+4670174%%'",
    "DELETE FROM res_partner WHERE name = 'Anna Berg At Once'",
    "DELETE FROM call_directory WHERE id = %(directory)s",
    "DELETE FROM call_source WHERE id = %(source)s",
)


@tagged("post_install", "-at_install")
class TestIdentifyAtOnce(StandInCase):
    def setUp(self):
        super().setUp()
        self.server = self._stand_in(says({**ANNA, "who": "Anna Berg At Once"}))
        with self._connection() as env:
            sweden = env.ref("base.se").id
            self.put_aside = env["call.directory"].search([]).ids
            env["call.directory"].browse(self.put_aside).active = False
            source = env["call.source"].create({"name": "At once", "country_id": sweden})
            directory = env["call.directory"].create(
                {
                    "name": "At once",
                    "kind": "json",
                    "url": self.server.url + "/{digits}",
                    "country_id": sweden,
                    "timeout": 20,
                    "path_name": "who",
                    "path_street": "street",
                    "path_zip": "zip",
                    "path_city": "city",
                }
            )
            env.company.call_home_country_ids = env.ref("base.se")
            self.left = {"source": source.id, "directory": directory.id}
        self.addCleanup(self._clean)

    @contextlib.contextmanager
    def _connection(self):
        """An environment on a connection that is not the test's, and commits."""
        with db_connect(self.cr.dbname).cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def _clean(self):
        with self._connection() as env:
            for query in LEFT:
                env.cr.execute(query, self.left)
            env["call.directory"].browse(self.put_aside).active = True
            env.company.call_home_country_ids = False

    def _call_at_once(self, number):
        """Let several calls ask, each in a thread. Returns the ids that they were given."""
        given, ready = [], threading.Barrier(CALLERS)

        def call():
            with self._connection() as env:
                source = env["call.source"].browse(self.left["source"])
                ready.wait()
                given.append(env["call.directory"]._identify(source, number, 20.0).id)

        threads = [threading.Thread(target=call) for _caller in range(CALLERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return given

    def test_one_number_makes_one_account(self):
        given = self._call_at_once("+46701740605")
        self.assertEqual((len(given), len(set(given))), (CALLERS, 1))
        self.assertTrue(given[0])
        self.assertEqual(len(self.server.asked), 1)
        with self._connection() as env:
            self.assertEqual(env["res.partner"].search([("name", "=", "Anna Berg At Once")]).ids, given[:1])

    def test_one_number_makes_one_task(self):
        self.server.answer = says({})
        self.assertEqual(self._call_at_once("+46701740606"), [False] * CALLERS)
        self.assertEqual(len(self.server.asked), 1)
        with self._connection() as env:
            task = env["call.directory.task"].search([("number", "=", "+46701740606")])
            self.assertEqual((len(task), task.call_count), (1, CALLERS))

    def test_different_numbers_do_not_wait_for_each_other(self):
        both = threading.Barrier(2)
        answer = says({})

        def answer_both_or_none(handler):
            both.wait(20)
            answer(handler)

        self.server.answer = answer_both_or_none
        given = []

        def call(number):
            with self._connection() as env:
                source = env["call.source"].browse(self.left["source"])
                given.append(env["call.directory"]._identify(source, number, 20.0).id)

        threads = [threading.Thread(target=call, args=(f"+4670174060{last}",)) for last in (7, 8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(given, [False, False])
        with self._connection() as env:
            lookups = env["call.directory.lookup"].search([("directory_id", "=", self.left["directory"])])
            self.assertEqual(lookups.mapped("outcome"), ["none", "none"])

    def test_who_waits_for_another_call_keeps_its_own_deadline(self):
        self.server.answer = self.server.hang
        first = threading.Thread(target=self._call_alone, args=("+46701740609", 5.0))
        first.start()
        self.server.begun.wait(20)
        # the other call has the number: this one is told nothing, and in time
        self.assertFalse(self._call_alone("+46701740609", 0.2))
        self.assertTrue(first.is_alive())
        self.server.over.set()
        first.join()

    def _call_alone(self, number, deadline):
        with self._connection() as env:
            source = env["call.source"].browse(self.left["source"])
            return env["call.directory"]._identify(source, number, deadline).id
