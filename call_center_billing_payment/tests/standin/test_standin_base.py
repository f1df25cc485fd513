"""The web server under the gateways' stand-ins: what it remembers, and how it fails."""

import time
from concurrent.futures import ThreadPoolExecutor

import requests

from odoo.tests import BaseCase, tagged

from .base import StandIn, says


class Counter(StandIn):
    """Counts how often it was asked, and says so."""

    def __init__(self):
        super().__init__()
        self.counted = 0

    def respond(self, asked):
        if asked.path == "/broken":
            raise LookupError("no such thing")
        self.counted += 1
        return says({"counted": self.counted})


@tagged("post_install", "-at_install")
class TestStandInBase(BaseCase):
    def setUp(self):
        super().setUp()
        self.gateway = self.enterContext(Counter())

    def ask(self, path="/count", method="POST", **kwargs):
        return requests.request(method, self.gateway.url + path, timeout=20, **kwargs)

    def test_it_answers_and_remembers_what_it_was_asked(self):
        self.assertEqual(self.ask("/count?a=1&b=%26", json={"å": 1}, headers={"X-Id": "7"}).json(), {"counted": 1})
        asked = self.gateway.asked[0]
        self.assertEqual((asked.method, asked.path, asked.query), ("POST", "/count", {"a": "1", "b": "&"}))
        self.assertEqual((asked.json, asked.headers["x-id"]), ({"å": 1}, "7"))
        self.ask(data={"x": "å & ä", "y": ""})
        self.assertEqual(self.gateway.asked[1].form, {"x": "å & ä", "y": ""})
        self.assertEqual((self.gateway.count("^/count$"), self.gateway.count("", "GET")), (2, 0))

    def test_a_status_is_answered_once_and_nothing_is_done(self):
        self.gateway.fail("/count", status=503, body={"message": "later"})
        answer = self.ask()
        self.assertEqual((answer.status_code, answer.json(), self.gateway.counted), (503, {"message": "later"}, 0))
        self.assertEqual(self.ask().json(), {"counted": 1})

    def test_a_failure_waits_for_its_path_and_method_as_often_as_told(self):
        self.gateway.fail("/other$", method="GET", status=500, times=2)
        answers = [self.ask("/other"), self.ask(method="GET"), self.ask("/other", "GET"), self.ask("/other", "GET")]
        answers.append(self.ask("/other", "GET"))
        self.assertEqual([answer.status_code for answer in answers], [200, 200, 500, 500, 200])

    def test_a_connection_is_cut_before_or_after_the_thing_is_done(self):
        for after in (False, True):
            self.gateway.fail(cut=True, after=after)
            with self.assertRaises(requests.ConnectionError):
                self.ask()
            self.assertEqual(self.gateway.counted, int(after))

    def test_a_body_is_broken_or_cut_in_the_middle(self):
        self.gateway.fail(body=b'{"counted": ')
        with self.assertRaises(ValueError):
            self.ask().json()
        self.gateway.fail(body=b'{"counted": ', cut=True, after=True)
        with self.assertRaises(requests.exceptions.RequestException):
            self.ask()
        self.assertEqual(self.gateway.counted, 1)

    def test_an_answer_comes_late_and_others_do_not_wait_for_it(self):
        self.gateway.fail("/slow", delay=0.4)
        with ThreadPoolExecutor() as threads:
            began = time.monotonic()
            slow = threads.submit(self.ask, "/slow")
            while not self.gateway.asked:
                time.sleep(0.01)
            self.assertEqual(self.ask().json(), {"counted": 2})
            self.assertFalse(slow.done())
            self.assertEqual(slow.result().json(), {"counted": 1})
        self.assertGreaterEqual(time.monotonic() - began, 0.4)

    def test_an_answer_that_waits_ends_when_the_gateway_closes(self):
        other = Counter()
        with ThreadPoolExecutor() as threads:
            with other:
                other.fail(delay=60)
                waiting = threads.submit(requests.get, other.url, timeout=20)
                while not other.asked:
                    time.sleep(0.01)
            self.assertEqual(waiting.result().json(), {"counted": 1})

    def test_an_error_in_a_stand_in_is_seen(self):
        answer = self.ask("/broken")
        self.assertEqual((answer.status_code, answer.json()["message"]), (500, "LookupError: no such thing"))
