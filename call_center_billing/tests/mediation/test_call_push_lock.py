"""Two imports of one source at once, over connections of their own."""

import threading
import time
from unittest.mock import patch

from odoo.sql_db import db_connect
from odoo.tests import tagged

from ...models.mediation import call_import_push
from ..common import line
from .test_call_push import PushCase


@tagged("post_install", "-at_install")
class TestCallPushLock(PushCase):
    def setUp(self):
        super().setUp()
        # not a test's cursor, which would share the connection and thereby the lock
        self.elsewhere = db_connect(self.cr.dbname).cursor()
        self.addCleanup(self.elsewhere.close)
        self.elsewhere.execute("SELECT pg_advisory_xact_lock(%s, %s)", (0x43414C4C, self.source.id))

    def test_a_push_waits_for_the_one_before(self):
        begun = time.monotonic()
        free = threading.Timer(0.3, self.elsewhere.rollback)
        free.start()
        response = self._post(line("1.1/1"))
        free.join()
        self.assertEqual(response.status_code, 200, response.text)
        self.assertGreater(time.monotonic() - begun, 0.3)

    def test_a_push_that_waits_too_long_is_told_when_to_come_again(self):
        with patch.object(call_import_push, "PATIENCE", 0.1):
            response = self._post(line("1.1/1"))
        self.assertEqual((response.status_code, response.json()["error"]["code"]), (503, "busy"))
        self.assertEqual(response.headers["Retry-After"], "5")
        self.assertFalse(self._pushed())
