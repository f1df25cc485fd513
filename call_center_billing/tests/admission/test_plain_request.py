"""What workers read of a connection themselves is what Odoo's web server would have read."""

import json
import socket

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.service.server import BaseWSGIServerNoBind
from odoo.tests import BaseCase, tagged

from ...controllers.plain_request import PATH, plain_answer, plain_request

BODY = json.dumps({"call_id": "1.1", "a_number": "+46812345678", "b_number": "+46701110001"}).encode()
SIZE = str(len(BODY))
NAMES = st.sampled_from(
    ["Content-Length", "Content-Type", "Authorization", "Cookie", "Host", "X-Forwarded-Host", "Transfer-Encoding",
     "content-length", "Expect", "Upgrade", "X_Y", "X-Odoo-Database", "Connection", "", " Host", "Ho st"]
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from([SIZE, "0", "-1", "+91", "application/json", "Bearer key", "chunked", "100-continue", ""]),
    st.text(alphabet=st.characters(codec="latin-1"), max_size=8),
)
ENDS = st.sampled_from(["\r\n", "\r\n", "\r\n", "\n", "\r", "\r\n ", "\r\n\t"])


def request(headers, body=BODY, line=f"POST {PATH} HTTP/1.1"):
    """A request of these headers, as bytes."""
    return "".join(f"{text}\r\n" for text in (line, *headers, "")).encode("latin-1") + body


def usual(*more, length=SIZE):
    """A request as a switch sends it, with more headers."""
    own = ("Host: ccb", "Authorization: Bearer key", "Content-Type: application/json", f"Content-Length: {length}")
    return request((*own, *more))


def read_by_server(raw):
    """The environment and body of a request, as a worker's web server hands it to the application; None for none."""
    found = []

    def application(environ, start_response):
        found.append((environ, environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))))
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]

    server = BaseWSGIServerNoBind(application)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(raw)
        theirs.shutdown(socket.SHUT_WR)
        server.socket = ours
        server.process_request(ours, ("127.0.0.1", 1))
    return found[0] if found else None


@tagged("post_install", "-at_install")
class TestPlainRequest(BaseCase):
    def _assert_alike(self, raw):
        """Whatever is read here is what the server reads."""
        if (found := plain_request(raw)) is None:
            return False
        environ, body = found
        known, known_body = read_by_server(raw)
        self.assertEqual(body, known_body)
        headers = {name: value for name, value in known.items() if name.startswith(("HTTP_", "CONTENT_"))}
        told = {name: environ[name] for name in environ if name not in ("REQUEST_METHOD", "PATH_INFO")}
        self.assertEqual(told, {name: value for name, value in headers.items() if value or name in told})
        self.assertEqual((known["REQUEST_METHOD"], known["PATH_INFO"], known["QUERY_STRING"]), ("POST", PATH, ""))
        return True

    def test_a_usual_request(self):
        self.assertTrue(self._assert_alike(usual()))
        more = ("X-Forwarded-For: 192.0.2.7, 10.0.0.1", "Cookie:a=b", "Accept:\t*/* ")
        self.assertTrue(self._assert_alike(usual(*more)))
        self.assertTrue(self._assert_alike(request(("content-length: 0",), b"", f"POST {PATH} HTTP/1.0")))

    def test_whatever_else_it_is(self):
        others = {
            "in parts": usual()[:-1],
            "without its body": usual()[: -len(BODY)],
            "two at once": usual() * 2,
            "a body that goes on": usual() + b" ",
            "another path": request(["Content-Length: 0"], b"", f"POST {PATH}/x HTTP/1.1"),
            "parameters": request(["Content-Length: 0"], b"", f"POST {PATH}?hold=false HTTP/1.1"),
            "another method": request(["Content-Length: 0"], b"", f"GET {PATH} HTTP/1.1"),
            "a whole address": request(["Content-Length: 0"], b"", f"POST http://ccb{PATH} HTTP/1.1"),
            "another version": request(["Content-Length: 0"], b"", f"POST {PATH} HTTP/2.0"),
            "no length": request(["Content-Type: application/json"], b""),
            "two lengths": usual(f"Content-Length: {SIZE}"),
            "two keys": usual("Authorization: Bearer other"),
            "a length with a sign": usual(length=f"+{SIZE}"),
            "in pieces": usual("Transfer-Encoding: chunked"),
            "who waits to be asked": usual("Expect: 100-continue"),
            "another protocol": usual("Upgrade: websocket"),
            "a name with an underscore": usual("X_Forwarded_Host: ccb"),
            "a folded header": usual("Cookie: a=b", " c=d"),
            "a blank before the colon": usual("Cookie : a=b"),
            "a header that is none": usual("Cookie"),
            "beyond ASCII": usual("Cookie: \xe5"),
            "a NUL": usual("Cookie: \x00"),
            "lines that end otherwise": usual().replace(b"\r\n", b"\n"),
            "far too many headers": usual(*(f"X-{number}: 1" for number in range(60))),
            "nothing": b"",
        }
        for what, raw in others.items():
            with self.subTest(what):
                self.assertIsNone(plain_request(raw))

    @settings(max_examples=400, deadline=None)
    @given(st.lists(st.tuples(NAMES, VALUES, ENDS), max_size=5), st.integers(0, 5), st.binary(max_size=3))
    def test_what_is_read_is_what_the_server_reads(self, headers, place, tail):
        texts = [f"{name}: {value}{end}" for name, value, end in headers]
        texts.insert(place, f"Content-Length: {SIZE}\r\n")
        raw = f"POST {PATH} HTTP/1.1\r\n{''.join(texts)}\r\n".encode("latin-1") + BODY + tail
        self._assert_alike(raw)

    def test_an_answer(self):
        raw = plain_answer(b'{"decision": "allow"}', "Mon, 23 Nov 2026 12:00:00 GMT")
        head, _blank, body = raw.partition(b"\r\n\r\n")
        self.assertEqual(body, b'{"decision": "allow"}')
        lines = head.decode().split("\r\n")
        self.assertEqual(lines[0], "HTTP/1.1 200 OK")
        for line in ("Content-Length: 21", "Connection: close", "Content-Type: application/json"):
            self.assertIn(line, lines)
