"""A directory on this machine that answers as a test wants it to, or not at all."""

import contextlib
import http.server
import json
import threading

from odoo import SUPERUSER_ID, api
from odoo.tests import TransactionCase

from ..common import BillingCase

ANNA = {"who": "Anna Berg", "street": "Storgatan", "no": 3, "zip": "111 20", "city": "Stockholm"}
CALLER = "+46701740605"


class StandIn:
    """A web server on loopback.

    :ivar asked: the requests that came, as `http.server` has them
    :ivar begun: set when the first one came
    :ivar over: set when the test is over, for answers that wait until then
    """

    def __init__(self, answer):
        self.answer, self.asked = answer, []
        self.begun, self.over = threading.Event(), threading.Event()
        stand_in = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                stand_in.asked.append(self)
                stand_in.begun.set()
                with contextlib.suppress(OSError):  # whoever asked has given up
                    stand_in.answer(self)

            do_POST = do_GET

            def log_message(self, *_args):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self):
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def hang(self, _handler):
        """An answer that never comes."""
        self.over.wait(60)

    def drip(self, handler):
        """An answer that comes byte by byte, and never to an end."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.over.wait(0.02):
            handler.wfile.write(b"x")

    def drip_body(self, handler):
        """An answer whose headers come at once and whose text does not."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while not self.over.wait(0.02):
            handler.wfile.write(b" ")


def says(document, status=200, content_type="application/json", **headers):
    """Answers with JSON, or with bytes as they are."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()

    def answer(handler):
        handler.send_response(status)
        handler.send_header("Content-Type", content_type)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


class StandInCase(TransactionCase):
    """Has directories on this machine."""

    def _stand_in(self, answer):
        """A directory; `answer` is a function of a handler, or the name of a `StandIn` method."""
        server = StandIn(answer if callable(answer) else None)
        if not callable(answer):
            server.answer = getattr(server, answer)
        self.addCleanup(server.close)
        return server


class DirectoryCase(StandInCase, BillingCase):
    """The operator asks directories that are described on screen; its own register is put aside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["call.directory"].search([]).active = False
        cls.company.call_starting_credit = 1000

    def _directory(self, server, **vals):
        """The record of a directory that answers as `ANNA` is written."""
        return self.env["call.directory"].create(
            {
                "name": "Stand-in",
                "kind": "json",
                "url": f"{server.url}/{{digits}}?key={{secret}}",
                "login": "account-77",
                "secret": "s3cret/key",
                "country_id": self.env.ref("base.se").id,
                "path_name": "who",
                "path_street": "street + no",
                "path_zip": "zip",
                "path_city": "city",
                "path_country": "country",
                "path_secret": "hidden",
                **vals,
            }
        )

    def _says(self, document, **vals):
        """A directory that answers so."""
        return self._directory(self._stand_in(says(document)), **vals)

    def _identify(self, number=CALLER, deadline=20.0, source=None):
        """As the admission API asks, over a cursor of its own as a request has one."""
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            asking = (source or self.source).with_env(api.Environment(cr, SUPERUSER_ID, {}))
            found = asking.env["call.directory"]._identify(asking, number, deadline).id
        self.env.invalidate_all()
        return self.env["res.partner"].browse(found)

    def _lookups(self, number=CALLER):
        return self.env["call.directory.lookup"].search([("number", "=", number)], order="id")

    def _tasks(self, number=CALLER):
        return self.env["call.directory.task"].search([("number", "=", number)])
