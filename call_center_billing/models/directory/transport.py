"""One request to a directory or a billing service, which ends in time whatever the other side does.

A timeout of a socket starts again with every byte, and a name is looked up without one. So the request runs in a
thread, whose socket is cut when the time is over; who asked gets on in any case.
"""

import contextlib
import ipaddress
import logging
import queue
import socket
import threading

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from ...directory import Answer

#: bytes of an answer that are read
LARGEST = 256 * 1024
AGENT = "call-center-billing"
THREAD = "call-center-billing directory"
_own = threading.local()


class Unanswered(Exception):
    """No answer came. `reason`: timeout, connection, or settings (this cannot be sent)."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def send(request, seconds):
    """Send a request.

    :param request: a `directory.Request`
    :param float seconds: until an answer has to be here, whole
    :rtype: directory.Answer
    :raise Unanswered: there is none
    """
    line, outcome = _Line(), queue.SimpleQueue()
    threading.Thread(target=_run, args=(request, seconds, line, outcome), daemon=True, name=THREAD).start()
    try:
        answer = outcome.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        line.cut()
        raise Unanswered("timeout") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _run(request, seconds, line, outcome):
    """Runs in the thread: puts an answer into `outcome`, or why there is none."""
    _own.quiet = True
    try:
        with requests.Session() as session:
            session.mount("http://", _Adapter(line, seconds))
            session.mount("https://", _Adapter(line, seconds))
            outcome.put(_fetch(session, request))
    except requests.Timeout:
        outcome.put(Unanswered("timeout"))
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidHeader, ValueError):
        outcome.put(Unanswered("settings"))
    except Exception:  # a broken answer breaks in many ways, and none may leave the asker without an outcome
        outcome.put(Unanswered("connection"))
    finally:
        line.close()


def _fetch(session, request):
    # an answer that is not packed cannot unpack to more than was bargained for; redirects are not followed
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"} | dict(request.headers)
    told = {"data": request.body, "headers": headers, "auth": _as_it_is}
    response = session.request(request.method, request.url, **told, stream=True, allow_redirects=False)
    with contextlib.closing(response):
        body = _body(response.raw)
        return Answer(
            status=response.status_code,
            body=body[:LARGEST],
            content_type=response.headers.get("Content-Type", ""),
            retry_after=response.headers.get("Retry-After", ""),
            whole=len(body) <= LARGEST,
        )


def _body(raw):
    """The answer's text, or as much as is enough to know that it is too large."""
    body = b""
    while len(body) <= LARGEST and (part := raw.read(LARGEST + 1 - len(body), decode_content=False)):
        body += part
    return body


def _as_it_is(prepared):
    """No other credentials than the request's own: without this, requests takes some from ~/.netrc."""
    return prepared


class _Line:
    """The connection of a request, to be cut from outside of its thread."""

    def __init__(self):
        self._lock = threading.Lock()
        self._sockets = []
        self._is_cut = False

    def take(self, connection):
        """Another handle of the connection's socket: TLS takes the first one over."""
        with self._lock:
            handle = connection.dup()
            self._sockets.append(handle)
            if self._is_cut:
                _shut(handle)

    def cut(self):
        with self._lock:
            self._is_cut = True
            for handle in self._sockets:
                _shut(handle)

    def close(self):
        with self._lock:
            while self._sockets:
                self._sockets.pop().close()


def _shut(handle):
    with contextlib.suppress(OSError):  # it is gone already
        handle.shutdown(socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    """Gives its connections to a `_Line`."""

    def __init__(self, line, seconds):
        self._pools = _pools(line)
        self._seconds = seconds
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args, **kwargs):
        """Override of `requests`."""
        made = super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools
        return made

    def proxy_manager_for(self, *args, **kwargs):
        """Override of `requests`."""
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager

    def send(self, request, **kwargs):
        """Override of `requests`: to connect, and for any byte, as long as for all of it."""
        return super().send(request, **(kwargs | {"timeout": (self._seconds, self._seconds)}))


def _pools(line):
    def pool(pool_class, connection_class):
        class Connection(connection_class):
            def _new_conn(self):
                connection = super()._new_conn()
                if is_off_limits(connection.getpeername()[0]):
                    connection.close()
                    raise OSError("off limits")
                line.take(connection)
                return connection

        return type(pool_class.__name__, (pool_class,), {"ConnectionCls": Connection})

    return {"http": pool(HTTPConnectionPool, HTTPConnection), "https": pool(HTTPSConnectionPool, HTTPSConnection)}


def is_off_limits(address):
    """Whether it is one of the addresses at which a cloud tells a machine its own secrets."""
    found = ipaddress.ip_address(address.partition("%")[0])
    return (getattr(found, "ipv4_mapped", None) or found).is_link_local


def _is_ours_to_tell(_record):
    """urllib3 writes addresses into its log, keys and all; what became of a look-up is told by its record."""
    return not getattr(_own, "quiet", False)


for _name in ("urllib3.connectionpool", "urllib3.connection", "urllib3.util.retry"):
    logging.getLogger(_name).addFilter(_is_ours_to_tell)
