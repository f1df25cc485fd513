"""A switch posts its own records, with the key of its source."""

import base64
import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch
from urllib.parse import urlencode

import requests

from odoo.tests import HttpCase, freeze_time, tagged

from ...controllers import call_push
from ...controllers.throttle import Throttle
from ..common import BillingCase, line

URL = "/call_center/v1/cdr"
FREESWITCH = {
    "variables": {
        "uuid": "11111111-2222-3333-4444-555555555555",
        "direction": "inbound",
        "start_epoch": "1795317772",
        "answer_epoch": "1795317775",
        "end_epoch": "1795317843",
        "duration": "71",
        "billsec": "68",
        "hangup_cause": "NORMAL_CLEARING",
        "accountcode": "räksmörgås & co",
    },
    "callflow": [{"caller_profile": {"caller_id_number": "46812345678", "destination_number": "46701110001"}}],
}


class PushCase(BillingCase, HttpCase):
    """The source has a key."""

    def setUp(self):
        super().setUp()
        self.key = self.source.action_new_push_key()["context"]["default_key"]
        self.startPatcher(patch.object(call_push, "wrong_keys", Throttle(limit=5, seconds=60)))

    def _post(self, *lines, key=None, url=URL, body=None, opener=None, **headers):
        """Post these lines; `Content_Encoding="gzip"` is a header."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers = {"Authorization": f"Bearer {key or self.key}", "Content-Type": "text/plain", **headers}
        body = "\n".join(lines).encode() if body is None else body
        opener = opener or self.opener
        return opener.post(self.base_url() + url, data=body, headers=headers, timeout=30)

    def _pushed(self, source=None):
        self.env.invalidate_all()
        return self.env["call.import"].search([("source_id", "=", (source or self.source).id)])


@tagged("post_install", "-at_install")
class TestCallPush(PushCase):
    def _assert_refused(self, response, status, code):
        self.assertEqual(response.status_code, status, response.text)
        self.assertEqual(response.headers["Content-Type"], "application/json")
        error = response.json()["error"]
        self.assertEqual(error["code"], code)
        self.assertNotIn("\n", error["message"])
        self.assertNotIn("Traceback", response.text)
        self.assertNotIn(self.key, response.text)

    def test_one_call_is_stored_rated_and_booked(self):
        response = self._post(line("1.1/1"))
        self.assertEqual(response.status_code, 200, response.text)
        batch = self._pushed()
        self.assertEqual(
            response.json(),
            {"import_id": batch.id, "lines": 1, "stored": 1, "duplicates": 0, "refused": 0, "ignored": 0, "rated": 1,
             "unrated": 0, "unmatched": 0, "unanswered": 0, "denied": 0, "talk_seconds": 60},
        )  # fmt: skip
        self.assertNotIn("Set-Cookie", response.headers)
        call = self._calls(batch)
        self.assertEqual((call.partner_id, call.amount), (self.acme, 600_000))
        self.assertEqual((call.statement_id.call_count, call.statement_id.amount), (1, 600_000))
        self.assertEqual((batch.kind, batch.state, batch.attachment_id.id), ("push", "done", False))

    def test_freeswitch_s_three_ways_of_posting_a_record_are_one_call(self):
        self.source.write({"dialect": "freeswitch_json", "international_numbers": True})
        record = json.dumps(FREESWITCH).encode()
        outcomes = [
            self._post(body=body, url=f"{URL}?uuid=a_{FREESWITCH['variables']['uuid']}", Content_Type=kind)
            for kind, body in (
                ("application/x-www-form-urlencoded", urlencode({"cdr": record}).encode()),
                ("application/x-www-form-base64-encoded", b"cdr=" + base64.b64encode(record)),
                ("application/json", record),
            )
        ]
        self.assertEqual([response.status_code for response in outcomes], [200] * 3, outcomes[0].text)
        self.assertEqual([response.json()["stored"] for response in outcomes], [1, 0, 0])
        call = self.env["call.record"].search([("source_id", "=", self.source.id)])
        self.assertEqual((call.partner_id, call.talk_seconds, call.state), (self.acme, 68, "rated"))

    def test_what_is_posted_in_one_hour_is_one_import_that_adds_up(self):
        bad = line("1.3/1").replace("2026-11-22", "tomorrow")
        with freeze_time("2026-11-22 14:05:00"):
            self._post(line("1.1/1"), line("1.1/2", seconds=0))
            answer = self._post(line("1.2/1"), bad, line("1.1/1")).json()
        self.assertEqual((answer["lines"], answer["stored"], answer["refused"], answer["duplicates"]), (3, 1, 1, 1))
        batch = self._pushed()
        totals = batch._totals()
        self.assertEqual((totals["lines"], totals["stored"], totals["duplicates"], totals["refused"]), (5, 3, 1, 1))
        self.assertEqual((totals["talk_seconds"], str(batch.window_start)), (120, "2026-11-22 14:00:00"))
        self.assertEqual((batch.reject_ids.kind, batch.reject_ids.line_number), ("refused", 4))
        with freeze_time("2026-11-22 15:00:00"):
            self._post(line("1.4/1"))
        self.assertEqual(self._pushed().mapped("line_count"), [1, 5])

    def test_the_same_body_again_changes_nothing_but_the_duplicates(self):
        bad = line("1.2/1").replace("2026-11-22", "tomorrow")
        inner = line("1.3/1").replace("PJSIP/a-1", "Local/x@y-1;2").replace('"1.3",1', '"1.2",1')
        with freeze_time("2026-11-22 14:05:00"):
            self._post(line("1.1/1"), bad, inner)
            batch = self._pushed()
            statement = self._calls(batch).statement_id
            before = (batch.stored_count, batch.refused_count, batch.ignored_count, batch.reject_ids)
            self.assertEqual((*before[:3], len(batch.reject_ids)), (1, 1, 1, 2))
            for _again in range(3):
                answer = self._post(line("1.1/1"), bad, inner)
                self.assertEqual((answer.status_code, answer.json()["duplicates"]), (200, 3))
        self.env.invalidate_all()
        self.assertEqual((batch.stored_count, batch.refused_count, batch.ignored_count, batch.reject_ids), before)
        self.assertEqual((batch.duplicate_count, batch.line_count), (9, 12))
        self.assertEqual((statement.call_count, statement.amount), (1, 600_000))

    def test_gzip_basic_authorisation_and_the_uuid_of_a_freeswitch(self):
        basic = base64.b64encode(f"any:{self.key}".encode()).decode()
        body = gzip.compress(line("1.1/1").encode() + b"\n") + gzip.compress(line("1.1/2").encode())
        headers = {"Content_Encoding": "gzip", "Authorization": f"Basic {basic}"}
        response = self._post(body=body, url=f"{URL}?uuid=a_1", **headers)
        self.assertEqual((response.status_code, response.json().get("stored")), (200, 2), response.text)

    def test_without_the_right_key_nothing_is_taken(self):
        missing = self._post(line("1.1/1"), Authorization="")
        wrong = self._post(line("1.1/1"), key="x" * 43)
        odd = self._post(line("1.1/1"), Authorization="Basic ####")
        for response in (missing, wrong, odd):
            self._assert_refused(response, 401, "key")
            self.assertEqual(response.content, wrong.content)
        old = self.key
        self.key = self.source.action_new_push_key()["context"]["default_key"]
        self._assert_refused(self._post(line("1.1/1"), key=old), 401, "key")
        self.source.active = False
        self._assert_refused(self._post(line("1.1/1")), 401, "key")
        self.source.active = True
        self.source.action_remove_push_key()
        self._assert_refused(self._post(line("1.1/1")), 429, "wrong_keys")
        self.assertFalse(self._pushed())

    def test_too_many_wrong_keys_are_slowed_down_but_the_right_one_works(self):
        answers = [self._post(line("1.1/1"), key="wrong") for _try in range(7)]
        self.assertEqual([answer.status_code for answer in answers], [401] * 5 + [429] * 2)
        self.assertLessEqual(int(answers[-1].headers["Retry-After"]), 60)
        self.assertEqual(self._post(line("1.1/1")).status_code, 200)

    def test_failures_are_forgotten_after_a_minute_and_when_there_are_too_many_addresses(self):
        throttle = Throttle(limit=2, seconds=60, addresses=2)
        self.assertEqual([throttle.wait("a", now) for now in (0, 10, 20, 59.5, 60)], [0, 0, 40, 1, 0])
        for address in ("a", "a", "b", "c"):
            throttle.wait(address, 61)
        self.assertEqual((throttle.wait("c", 62), throttle.wait("a", 62)), (0, 0))

    def test_what_cannot_be_taken_is_told_by_its_code(self):
        url = self.base_url() + URL
        self._assert_refused(self.opener.get(url), 405, "method")
        self._assert_refused(self._post(line(), url=f"{URL}?key=1"), 400, "parameter")
        self._assert_refused(self._post(line(), Content_Encoding="br"), 415, "encoding")
        self._assert_refused(self._post(body=b"record=1", Content_Type=call_push.FORMS[0]), 415, "form")
        self._assert_refused(self._post(body=b""), 422, "records")
        self._assert_refused(self._post(body=b"a,b\n"), 422, "records")
        self._assert_refused(self._post(line(), Content_Encoding="gzip"), 422, "gzip")
        cut = gzip.compress(line().encode())[:-9]
        self._assert_refused(self._post(body=cut, Content_Encoding="gzip"), 422, "gzip")
        self.assertFalse(self._pushed())

    def test_what_is_too_large_packed_or_unpacked_is_turned_away(self):
        bomb = gzip.compress(b"x" * (call_push.MAX_UNPACKED + 1))
        self._assert_refused(self._post(body=bomb, Content_Encoding="gzip"), 413, "size")
        self._assert_refused(self._post(body=b"x" * (call_push.MAX_BODY + 1)), 413, "size")

    def test_pushes_from_two_threads_each_find_their_place(self):
        bodies = [[line(f"{part}.{number}/1") for number in range(20)] for part in (1, 2)] * 2
        self.env.flush_all()
        hour = freeze_time("2026-11-22 14:05:00")
        with hour, self.allow_requests(all_requests=True), ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda lines: self._post(*lines, opener=requests), bodies))
        self.assertEqual([answer.status_code for answer in answers], [200] * 4)
        batch = self._pushed()
        self.assertEqual((batch.line_count, batch.stored_count, batch.duplicate_count), (80, 40, 40))
        self.assertEqual(self.acme.call_count, 40)

    def test_a_key_opens_one_source_of_one_company(self):
        company = self.env["res.company"].create({"name": "Other operator"})
        other = self.env["call.source"].create({"name": "Other", "company_id": company.id, "country_id": 1})
        self._post(line("1.1/1"), key=other.action_new_push_key()["context"]["default_key"])
        self.assertFalse(self._pushed())
        call = self._calls(self._pushed(other))
        self.assertEqual((call.company_id, call.state, call.partner_id.id), (company, "unmatched", False))
        self.assertFalse(self.acme.call_count)

    def test_no_log_has_the_key(self):
        basic = base64.b64encode(f":{self.key}".encode()).decode()
        with self.assertLogs(level="DEBUG") as logs, patch.object(call_push, "unpack", side_effect=ZeroDivisionError):
            broken = self._post(body=b"", Content_Encoding="gzip")
            self._post(line("1.1/1"))
            self._post(line("1.1/1"), Authorization=f"Basic {basic}")
        self.assertEqual(broken.status_code, 500)
        self.assertNotIn("Traceback", broken.text)
        self.assertIn("ZeroDivisionError", "".join(logs.output))
        for secret in (self.key, basic):
            self.assertNotIn(secret, "".join(logs.output) + broken.text)
