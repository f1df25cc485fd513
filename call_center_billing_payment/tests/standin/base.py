"""A gateway on this machine: speaks a protocol, remembers what it was asked, and fails when it is told to.

A gateway is a class derived from `StandIn` with a `respond`. A test starts it as a context manager, leads requests to
`url`, and scripts troubles before they happen:

    with PaypalStandIn() as paypal:
        paypal.fail("/v2/checkout/orders", status=503)          # the next such request only
        paypal.fail("/capture$", cut=True, after=True)          # the money moves, but the answer never arrives
        ...
        self.assertEqual([asked.path for asked in paypal.asked], […])

Nothing here knows Odoo.
"""

import http.server
import json
import re
import threading
from email.message import Message
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit


class Asked(NamedTuple):
    """A request that came.

    :ivar path: without the query, as it was sent (not unquoted)
    :ivar query: the query's parameters; of a name that is there twice, the last value
    :ivar headers: found whatever the case of their names
    """

    method: str
    path: str
    query: dict[str, str]
    headers: Message
    body: bytes

    @property
    def json(self):
        """The body read as JSON; None if there is no body."""
        return json.loads(self.body) if self.body else None

    @property
    def form(self):
        """The body read as fields of a form."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


class Answer(NamedTuple):
    """What is sent back."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = {}


def says(document, status=200, **headers):
    """An answer of JSON, or of bytes as they are; `Retry_After="1"` is the header `Retry-After`."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, body, {"Content-Type": "application/json", **named})


class Failure(NamedTuple):
    """A trouble that waits for its request; see `StandIn.fail`."""

    pattern: re.Pattern
    method: str | None
    status: int | None
    body: bytes | None
    delay: float
    cut: bool
    after: bool

    def concerns(self, asked):
        return self.method in (None, asked.method) and bool(self.pattern.search(asked.path))


class StandIn:
    """A web server on 127.0.0.1 at a port of its own.

    :ivar url: its address, without a slash at the end
    :ivar asked: all requests that came, in order, those that failed too
    :ivar over: set when it closes, for answers that wait until then
    """

    def __init__(self):
        self.asked, self.over = [], threading.Event()
        self._failures, self._lock = [], threading.Lock()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def respond(self, asked):
        """What the gateway answers, as an `Answer`. One request at a time: state needs no lock.

        What it raises is answered with 500 and the error's words, so that a test shows what went wrong.
        """
        return says({"message": f"nothing is known of {asked.path}"}, status=404)

    def fail(self, path="", *, method=None, status=None, body=None, delay=0.0, cut=False, after=False, times=1):
        """Let the next requests that match fail.

        :param str path: a regular expression found in the path; empty for every request
        :param str method: only of this method
        :param int status: answered instead of the true one, with `body` or none
        :param body: answered instead of the true one: bytes that are no JSON, or a document
        :param float delay: seconds to wait before answering; ends at once when the stand-in closes
        :param bool cut: the connection ends without an answer; with a `body`, in the middle of it
        :param bool after: what was asked for is done first. Without it, a request with `status`, `body` or `cut`
            changes nothing at the gateway
        :param int times: how many requests
        """
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        failure = Failure(re.compile(path), method, status, body, delay, cut, after)
        self._failures += [failure] * times

    def count(self, path, method=None):
        """How many requests came whose path has the regular expression `path` in it."""
        return sum(bool(re.search(path, asked.path)) and method in (None, asked.method) for asked in self.asked)

    def _next_failure(self, asked):
        found = next((failure for failure in self._failures if failure.concerns(asked)), None)
        if found:
            self._failures.remove(found)
        return found

    def _answer(self, asked):
        """(the answer, or None for none; whether the connection is cut)."""
        with self._lock:
            self.asked.append(asked)
            failure = self._next_failure(asked)
            fails = failure and (failure.cut or failure.status is not None or failure.body is not None)
            answer = Answer(200) if fails and not failure.after else self._true_answer(asked)
        if not failure:
            return answer, False
        if failure.delay:
            self.over.wait(failure.delay)
        if not fails:
            return answer, False
        if failure.cut and failure.body is None:
            return None, True
        status = answer.status if failure.status is None else failure.status
        return says(failure.body or b"", status=status), failure.cut

    def _true_answer(self, asked):
        try:
            return self.respond(asked)
        except Exception as error:
            return says({"message": f"{type(error).__name__}: {error}"}, status=500)


def _handler_of(stand_in):
    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self):
            url = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            asked = Asked(self.command, url.path, dict(parse_qsl(url.query)), self.headers, body)
            self.send(*stand_in._answer(asked))

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer

        def send(self, answer, cut):
            self.close_connection = True
            if not answer:
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            # whoever reads a body that is cut learns it by the length that does not come
            self.send_header("Content-Length", str(len(answer.body) + (100 if cut else 0)))
            self.end_headers()
            try:
                self.wfile.write(answer.body)
            except OSError:
                return  # whoever asked has given up

        def log_message(self, *_args):
            """Nothing: what was asked is in `asked`."""

    return Handler
