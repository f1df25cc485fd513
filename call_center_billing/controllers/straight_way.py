"""Plain questions are answered straight on their connection, where a server of several processes runs.

To read a request and to write an answer takes Odoo's web server as long as the short way needs for the answer. So a
worker looks at what has come, without taking it from the connection. If that is a whole plain question, and the short
way has an answer, the worker sends it; else the server finds the connection as it was.
"""

import io
import json
import logging
import socket
import time
from contextlib import suppress
from email.utils import formatdate

from odoo.service.server import WorkerHTTP

from .plain_request import PATH, plain_answer, plain_request
from .short_way import short_answer, who_asks

#: bytes that are looked at; a question has some 300 with its headers
LOOKED_AT = 4096
#: seconds to wait for the first of them: an idle worker is there before what follows on the connection
PATIENCE = 0.02
#: where the web server notes each request
_logger = logging.getLogger("werkzeug")


def install():
    """Let workers look at connections before the web server does."""
    ordinary = WorkerHTTP.process_request

    def process_request(worker, client, address):
        if _answered(worker, client, address):
            worker.request_count += 1
        else:
            ordinary(worker, client, address)

    WorkerHTTP.process_request = process_request


def _answered(worker, client, address):
    """Whether the question on a connection was answered; if not, nothing was taken from the connection."""
    try:
        client.settimeout(PATIENCE)
        raw = client.recv(LOOKED_AT, socket.MSG_PEEK)
    except OSError:  # nothing has come yet
        return False
    if (found := plain_request(raw)) is None:
        return False
    environ, body = found
    environ |= {"REMOTE_ADDR": address[0], "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body)}
    said = short_answer(environ)
    if said is None:
        return False
    answer = plain_answer(json.dumps(said).encode(), formatdate(usegmt=True))
    _note(environ)
    with client, suppress(OSError):  # who asked may be gone
        client.settimeout(worker.sock_timeout)
        client.recv(len(raw))
        client.sendall(answer)
        client.shutdown(socket.SHUT_WR)
    return True


def _note(environ):
    """Write the line that the web server writes when it begins to answer."""
    if _logger.isEnabledFor(logging.INFO):
        now = time.strftime("%d/%b/%Y %H:%M:%S")
        _logger.info('%s - - [%s] "POST %s HTTP/1.1" 200 -', who_asks(environ), now, PATH)
