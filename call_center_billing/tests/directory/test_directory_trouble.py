"""Directories that refuse, break or hang: every call has an answer, and what it says is kept."""

import json
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import ANNA, CALLER, DirectoryCase, says

SECRET = "s3cret/key"


@tagged("post_install", "-at_install")
class TestDirectoryTrouble(DirectoryCase):
    def _trouble(self, answer, **vals):
        """What one look-up of a directory that answers so comes to."""
        directory = self._directory(self._stand_in(answer), **vals)
        self.assertFalse(self._identify())
        return directory, self._lookups()[-1]

    def test_every_kind_of_answer_has_an_outcome(self):
        cases = [
            (says({}, 404), "none", False, 404),
            (says({}, 401), "error", "credentials", 401),
            (says({}, 429), "error", "quota", 429),
            (says({}, 500), "error", "server", 500),
            (says({}, 301, Location="https://elsewhere.example"), "error", "redirect", 301),
            (says(b"<html>sorry</html>", content_type="text/html"), "error", "not_json", 200),
            (says(b"\xff\xfe{", content_type="application/json; charset=utf-8"), "error", "encoding", 200),
            (says(b"[" + b"1," * 200_000 + b"1]"), "error", "too_large", 200),
            (says(7), "error", "shape", 200),
            (says(b"\x00" * 100), "error", "not_json", 200),
            ("hang", "timeout", False, 0),
            (lambda handler: handler.wfile.write(b"bye"), "error", "connection", 0),
        ]
        for answer, outcome, reason, status in cases:
            with self.subTest(outcome=outcome, reason=reason):
                directory, lookup = self._trouble(answer, timeout=0.3 if answer == "hang" else 20)
                self.assertEqual((lookup.outcome, lookup.reason, lookup.status), (outcome, reason, status))
                self.assertEqual(self._tasks().reason, "none" if outcome == "none" else "unreachable")
                directory.active = False

    def test_the_deadline_holds_though_no_directory_answers(self):
        for kind in ("hang", "drip", "drip_body"):
            self._directory(self._stand_in(kind), timeout=30)
        # the servers go on until the test is over: it only gets on because the deadline holds
        self.assertFalse(self._identify(deadline=0.8))
        self.assertEqual(self._lookups().mapped("outcome"), ["timeout"])
        self.assertLess(sum(self._lookups().mapped("duration_ms")), 10_000)
        self.assertEqual(self._tasks().reason, "unreachable")

    def test_a_slow_directory_leaves_time_for_the_next(self):
        self._directory(self._stand_in("hang"), timeout=0.2, sequence=1)
        self._says(ANNA, sequence=2)
        self.assertEqual(self._identify().name, "Anna Berg")
        self.assertEqual(self._lookups().mapped("outcome"), ["timeout", "found"])

    def test_no_time_at_all_is_an_answer_too(self):
        self._says(ANNA)
        self.assertFalse(self._identify(deadline=0))
        self.assertEqual(self._tasks().reason, "unreachable")

    def test_the_own_register_needs_no_time(self):
        self._directory(self._stand_in("hang"), sequence=1)
        register = self.env["call.directory"].create({"name": "R", "sequence": 2})
        entry = {"name": "Anna", "street": "A 1", "zip": "1", "city": "B", "country_id": self.env.ref("base.se").id}
        self.env["call.directory.entry"].create(entry | {"directory_id": register.id, "number": CALLER})
        self.assertEqual(self._identify(deadline=0).name, "Anna")

    def test_a_refused_key_ends_asking_and_is_told_once(self):
        directory, _lookup = self._trouble(says({}, 401), user_id=self.env.ref("base.user_admin").id)
        self.assertEqual(directory.paused_reason, "credentials")
        self.assertGreater(directory.paused_until, fields.Datetime.now() + timedelta(minutes=50))
        self._identify()
        self.assertEqual(len(self._lookups()), 1)
        self.assertEqual(self._tasks().reason, "unreachable")
        directory.action_ask_again()
        self._identify()
        self.assertEqual((len(self._lookups()), len(directory.activity_ids)), (2, 1))
        self.assertEqual(directory.activity_ids.user_id, self.env.ref("base.user_admin"))

    def test_a_new_key_is_tried_at_once(self):
        directory, _lookup = self._trouble(says({}, 401))
        directory.secret = "another"
        self.assertFalse(directory.paused_until)

    def test_who_is_asked_too_often_says_for_how_long(self):
        directory, _lookup = self._trouble(says({}, 429, Retry_After="600"))
        self.assertEqual(directory.paused_reason, "quota")
        self.assertGreater(directory.paused_until, fields.Datetime.now() + timedelta(minutes=9))
        self.assertFalse(directory.activity_ids)
        # when the time is over, it is asked again
        directory.paused_until = fields.Datetime.now() - timedelta(seconds=1)
        self._identify()
        self.assertEqual(len(self._lookups()), 2)

    def test_who_hangs_again_and_again_is_not_waited_for(self):
        directory = self._directory(self._stand_in("hang"), timeout=0.1)
        for _call in range(2):
            self._identify()
        self.assertFalse(directory.paused_until)
        self._identify()
        self.assertEqual(directory.paused_reason, "timeout")

    def test_invented_numbers_do_not_cost_without_end(self):
        directory = self._says({}, day_limit=2, user_id=self.env.ref("base.user_admin").id)
        for last in (1, 2, 3):
            self._identify(f"+4670174060{last}")
        asked = self.env["call.directory.lookup"].search_count([("directory_id", "=", directory.id)])
        self.assertEqual((asked, directory.paused_reason, len(directory.activity_ids)), (2, "limit", 1))
        self.assertEqual(directory.paused_until.date(), fields.Date.today() + timedelta(days=1))
        self.assertEqual(self._tasks("+46701740603").reason, "unreachable")

    def test_errors_are_not_believed(self):
        directory, _lookup = self._trouble(says({}, 500))
        self._identify()
        self.assertEqual(len(self._lookups()), 2)
        self.assertFalse(directory.paused_until)

    def test_evidence_is_what_was_asked_and_answered(self):
        _directory, lookup = self._trouble(says({"who": "Anna", "zip": "1"}))
        self.assertRegex(lookup.request, r"^http://127\.0\.0\.1:\d+/46701740605\?key=•••$")
        self.assertEqual(json.loads(lookup.answer), {"who": "Anna", "zip": "1"})
        self.assertEqual((lookup.number, lookup.source_id, lookup.status), (CALLER, self.source, 200))
        self.assertLessEqual(lookup.asked_at, fields.Datetime.now())

    def test_no_secret_gets_into_evidence(self):
        echo = {"who": "Anna", "you": "s3cret/key s3cret%2Fkey YWNjb3VudC03NzpzM2NyZXQva2V5 account-77"}
        directory, lookup = self._trouble(says(echo), headers="Authorization: Basic {basic}")
        text = str(lookup.read()) + str(directory.message_ids.mapped("body")) + str(self._tasks().read())
        for secret in ("s3cret", "YWNjb3", "account-77"):
            self.assertNotIn(secret, text)

    def test_answers_that_a_database_cannot_hold(self):
        _directory, lookup = self._trouble(says(b'{"who": "A\\u0000B\\ud800", "x": "\x00"}'))
        self.assertEqual(lookup.outcome, "error")
        _directory.active = False
        _directory, lookup = self._trouble(says(b'{"who": "A\\u0000B\\ud800C"}'))
        self.assertEqual(lookup.name, "A B C")

    def test_what_look_ups_cost(self):
        self._trouble(says({}), price=250_000)[0].active = False
        self._trouble(says({}), price=250_000, charged="hit")[0].active = False
        self._trouble(says({}, 401), price=250_000)[0].active = False
        self._says({**ANNA, "zip": ""}, price=500_000, charged="hit")
        self._identify()
        self.assertEqual(self._lookups().mapped("cost"), [250_000, 0, 0, 500_000])
        month = self.env["call.directory.cost"]._read_group(
            [("directory_id", "in", self._lookups().directory_id.ids)], ["asked_at:month"], ["cost:sum"]
        )
        self.assertEqual([cost for _month, cost in month], [0.75])
