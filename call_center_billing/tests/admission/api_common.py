"""A switch that asks over HTTP."""

from unittest.mock import patch

from odoo.tests import HttpCase

from ...controllers import call_push
from ...controllers.throttle import Throttle
from .common import BalanceCase

A_NUMBER, B_NUMBER = "+46812345678", "+46701110001"


class ApiCase(BalanceCase, HttpCase):
    """The source has a key; Acme may use ten crowns, at 0.60 a minute."""

    def setUp(self):
        super().setUp()
        self.key = self.source.action_new_push_key()["context"]["default_key"]
        self.startPatcher(patch.object(call_push, "wrong_keys", Throttle(limit=5, seconds=60)))
        self.calls = 0

    def _ask(self, operation, key=None, **parameters):
        """The response to a question."""
        headers = {"Authorization": f"Bearer {self.key if key is None else key}"}
        url = f"{self.base_url()}/call_center/v1/{operation}"
        response = self.opener.post(url, json=parameters, headers=headers, timeout=30)
        self.env.invalidate_all()
        return response

    def _authorize(self, call_id=None, **parameters):
        """The answer to a call from Acme to a Swedish mobile."""
        if call_id is None:
            self.calls += 1
            call_id = f"{1795317772 + self.calls}.{self.calls}"
        asked = {"call_id": call_id, "a_number": A_NUMBER, "b_number": B_NUMBER} | parameters
        response = self._ask("authorize", **asked)
        self.assertEqual(response.status_code, 200, response.text)
        return response.json()

    def _told(self, operation, **parameters):
        response = self._ask(operation, **parameters)
        self.assertEqual(response.status_code, 200, response.text)
        return response.json()

    def _hold(self, call_id):
        return self.env["call.hold"].search([("source_id", "=", self.source.id), ("call_id", "=", call_id)])

    def _records(self):
        return self.env["call.record"].search([("source_id", "=", self.source.id)])

    def _grow_older(self, call_id, seconds):
        """The call was asked for so many seconds earlier."""
        hold = self._hold(call_id)
        self.env.cr.execute(
            "UPDATE call_hold SET begun_at = begun_at - %(age)s * interval '1 second',"
            " expires_at = expires_at - %(age)s * interval '1 second' WHERE id = %(id)s",
            {"age": seconds, "id": hold.id},
        )
        self.env.invalidate_all()

    def assertRefused(self, response, status, code):
        """An error in JSON that gives nothing away."""
        self.assertEqual((response.status_code, response.headers["Content-Type"]), (status, "application/json"))
        self.assertEqual(response.json()["error"]["code"], code, response.text)
        self.assertNotIn("Traceback", response.text)
        self.assertNotIn(self.key, response.text)
