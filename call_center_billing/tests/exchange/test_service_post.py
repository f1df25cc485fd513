"""A service posts its messages, signed, and nobody else does."""

import json
import time
from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from ...controllers import service_messages
from ...controllers.throttle import Throttle
from ...exchange import signature
from .common import SECRET_IN, ServiceCase


@tagged("post_install", "-at_install")
class TestServicePost(ServiceCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(service_messages, "wrong_signatures", Throttle(limit=10, seconds=60)))
        self.move = self._sent(self._invoice())
        self._jobs().unlink()

    def _book(self):
        """What the job that was queued does."""
        self.assertEqual(self._jobs().mapped("method_name"), ["_work"])
        for message in self._messages(("direction", "=", "in"), ("state", "=", "waiting")):
            message._book_safely()

    def _post(self, said, secret=SECRET_IN, age=0, service=None, **headers):
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        signed = signature.sign(secret, int(time.time()) - age, body)
        headers = {"Content-Type": "application/json", signature.HEADER: signed} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        url = f"{self.base_url()}/call_center/v1/service/{service or self.service.id}"
        headers = {name: value for name, value in headers.items() if value is not None}
        return self.opener.post(url, data=body, headers=headers, timeout=30)

    def _assert_refused(self, response, status, code):
        self.assertEqual((response.status_code, response.json()["error"]["code"]), (status, code), response.text)
        self.assertNotIn("Traceback", response.text)
        self.assertFalse(self._messages(("direction", "=", "in")))

    def test_a_payment_is_kept_and_booked_by_a_job(self):
        response = self._post([self._about(self.move), {"type": "nonsense", "id": "n1"}])
        self.assertEqual(response.status_code, 200, response.text)
        told = response.json()
        self.assertEqual((told["received"], told["aside"]), (1, 1))
        self.assertEqual([one["id"] for one in told["messages"]], ["p1", "n1"])
        self.assertIn("no kind of message", told["messages"][1]["reason"])
        self.assertEqual(self._inbound().state, "waiting")
        self._book()
        self.assertEqual((self._inbound().state, self.move.payment_state), ("done", "paid"))

    def test_csv_too(self):
        row = self._about(self.move)
        response = self._post((";".join(row) + "\r\n" + ";".join(row.values())).encode(), Content_Type="text/csv")
        self.assertEqual(response.json()["received"], 1)

    def test_a_recorded_message_sent_again_changes_nothing_and_later_is_not_taken(self):
        said = self._about(self.move)
        states = [self._post(said).json()["messages"][0]["state"] for _time in (1, 2)]
        self.assertEqual(states, ["received", "duplicate"])
        self.assertEqual(self._post(said, age=301).status_code, 401)
        self._book()
        self.assertEqual(self.env["account.payment"].search_count([("partner_id", "=", self.acme.id)]), 1)

    def test_who_does_not_sign_is_not_heard(self):
        said = self._about(self.move)
        other = self.service.copy({"name": "No secret", "folder": "no"})
        gone = self.service.copy({"name": "Archived", "folder": "gone", "active": False, "secret_in": SECRET_IN})
        for response in (
            self._post(said, secret="another secret 12"),
            self._post(said, secret=""),
            self._post(said, X_Call_Signature=None),
            self._post(said, X_Call_Signature="t=1,v1=0"),
            self._post(said, age=-301),
            self._post(said, service=other.id),
            self._post(said, service=gone.id),
            self._post(said, service=self.service.id + 100_000),
        ):
            self._assert_refused(response, 401, "signature")

    def test_guessers_are_slowed_down_and_who_is_right_is_not(self):
        codes = [self._post([], secret="another secret 12").status_code for _time in range(12)]
        self.assertEqual((codes[0], codes[-1]), (401, 429))
        self.assertEqual(self._post(self._about(self.move)).status_code, 200)

    def test_what_is_no_message_is_told_so(self):
        self._assert_refused(self._post(b"<xml/>"), 422, "json")
        self._assert_refused(self._post([]), 422, "empty")
        self._assert_refused(self._post(b"a;b", Content_Type="text/csv"), 422, "columns")
        self._assert_refused(self._post([{}], Content_Type="application/xml"), 415, "type")
        with patch.object(service_messages, "MAX_BODY", 10):
            self._assert_refused(self._post([{}] * 10), 413, "size")
        url = f"{self.base_url()}/call_center/v1/service/{self.service.id}"
        self._assert_refused(self.opener.get(url, timeout=30), 405, "method")

    def test_hostile_messages_are_kept_as_text_and_nothing_more(self):
        said = self._about(self.move, invoice="'; DROP TABLE account_move; --", text="<script>alert(1)</script>")
        response = self._post([said, {"type": "payment", "id": "\u0000", "amount": {"a": ["\u0000" * 9] * 9}}, 7, None])
        self.assertEqual(response.status_code, 200, response.text)
        self._book()
        self.assertEqual(set(self._messages(("direction", "=", "in")).mapped("state")), {"aside"})
        body = " ".join(self._inbound().activity_ids.mapped("note"))
        self.assertNotIn("<script>", body)
