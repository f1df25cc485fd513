"""A request ends in time, whatever the other side does."""

import gzip
import logging
import socket
import threading

from odoo.tests import tagged

from ...directory import Request
from ...models.directory import transport
from .common import DirectoryCase, says


@tagged("post_install", "-at_install")
class TestTransport(DirectoryCase):
    def _get(self, answer, seconds=20.0, path="/"):
        self.server = self._stand_in(answer)
        return transport.send(Request(self.server.url + path, (("X-A", "b"),), ("k3y",)), seconds)

    def _reason(self, answer, seconds=20.0):
        with self.assertRaises(transport.Unanswered) as caught:
            self._get(answer, seconds)
        return caught.exception.reason

    def test_an_answer_comes_as_it_is(self):
        answer = self._get(says({"a": "ö"}, 201, "application/json; charset=utf-8", Retry_After="7"))
        self.assertEqual((answer.status, answer.retry_after, answer.whole), (201, "7", True))
        self.assertEqual((answer.content_type, answer.body), ("application/json; charset=utf-8", b'{"a": "\\u00f6"}'))
        self.assertEqual(self.server.asked[0].headers["X-A"], "b")
        self.assertNotIn("Authorization", self.server.asked[0].headers)

    def test_who_never_answers_is_not_waited_for(self):
        for kind in ("hang", "drip", "drip_body"):
            with self.subTest(kind):
                # the server goes on until the test is over: without a deadline of all this would never end
                self.assertEqual(self._reason(kind, 0.3), "timeout")

    def test_nothing_goes_on_when_nobody_waits_any_longer(self):
        for kind, scheme in (("hang", "http"), ("drip", "http"), ("drip_body", "http"), ("hang", "https")):
            with self.subTest(kind=kind, scheme=scheme):
                server = self._stand_in(kind)
                with self.assertRaises(transport.Unanswered):
                    transport.send(Request(server.url.replace("http:", f"{scheme}:")), 0.3)
                for thread in threading.enumerate():
                    if thread.name == transport.THREAD:
                        thread.join(20)
                        self.assertFalse(thread.is_alive())

    def test_who_accepts_no_connection_is_not_waited_for(self):
        with socket.socket() as full:
            full.bind(("127.0.0.1", 0))
            full.listen(0)
            url = f"http://127.0.0.1:{full.getsockname()[1]}/"
            with self.assertRaises(transport.Unanswered) as caught:
                transport.send(Request(url), 0.3)
        self.assertEqual(caught.exception.reason, "timeout")

    def test_nobody_there(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{free.getsockname()[1]}/"
        with self.assertRaises(transport.Unanswered) as caught:
            transport.send(Request(url), 20.0)
        self.assertEqual(caught.exception.reason, "connection")

    def test_what_is_no_http_is_no_answer(self):
        for raw in (b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", b"\x00" * 70_000):
            with self.subTest(raw[:20]):
                self.assertEqual(self._reason(lambda handler, raw=raw: handler.wfile.write(raw)), "connection")

    def test_a_redirect_is_not_followed(self):
        self.assertEqual(self._get(says({}, 302, Location="/elsewhere")).status, 302)
        self.assertEqual(len(self.server.asked), 1)

    def test_no_more_is_read_than_was_bargained_for(self):
        answer = self._get(says(b" " * (transport.LARGEST + 1)))
        self.assertEqual((len(answer.body), answer.whole), (transport.LARGEST, False))

    def test_packed_answers_stay_packed(self):
        packed = gzip.compress(b" " * 1_000_000)
        answer = self._get(says(packed, Content_Encoding="gzip"))
        self.assertEqual(answer.body, packed)
        self.assertEqual(self.server.asked[0].headers["Accept-Encoding"], "identity")

    def test_an_address_that_is_none(self):
        for url in ("http://", "http://[x/", "nonsense", "http://127.0.0.1:99999/"):
            with self.subTest(url), self.assertRaises(transport.Unanswered) as caught:
                transport.send(Request(url), 20.0)
            self.assertIn(caught.exception.reason, ("settings", "connection"))
        with self.assertRaises(transport.Unanswered) as caught:
            transport.send(Request(self._stand_in(says({})).url, (("X", "a\r\nb"),)), 20.0)
        self.assertEqual(caught.exception.reason, "settings")

    def test_where_clouds_keep_secrets_nobody_is_asked(self):
        for address in ("169.254.169.254", "fe80::1%eth0", "::ffff:169.254.169.254"):
            self.assertTrue(transport.is_off_limits(address), address)
        for address in ("127.0.0.1", "10.0.0.1", "192.0.2.1", "2001:db8::1"):
            self.assertFalse(transport.is_off_limits(address), address)

    def test_logs_say_nothing_of_it(self):
        loud = logging.getLogger("urllib3")
        self.addCleanup(loud.setLevel, loud.level)
        loud.setLevel(logging.DEBUG)
        with self.assertNoLogs("urllib3", logging.DEBUG):
            self._get(says({}), path="/?key=k3y")
