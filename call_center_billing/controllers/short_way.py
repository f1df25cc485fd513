"""`authorize`, answered without the rest of what Odoo does for a request, which takes longer than the question itself.

A switch that asks thousands of times an hour has no session, no user and no page. What the answer needs is kept by the
worker, or read in one statement over a connection of its own, which also tells whether another worker has changed
something that this one keeps. Whatever is not plain goes the ordinary way, which begins anew and says what is wrong:
a PIN, an unknown caller, a key or a body that is not right, something that is not kept yet or no longer.
"""

import io
import json
import threading
import time

from psycopg2 import InterfaceError, OperationalError
from werkzeug.datastructures import Authorization

from odoo import SUPERUSER_ID, api, http, tools
from odoo.modules import module
from odoo.modules.registry import Registry

from ..models.admission.answers import unavailable_json
from ..models.admission.no_cursor import NoCursor
from ..models.admission.question import question_from
from .api_schema import MAX_BODY, fault
from .plain_request import HEADERS, PATH

#: by which the ordinary way finds out whose session or which database is meant
ORDINARY = ("QUERY_STRING", "HTTP_COOKIE", "HTTP_X_ODOO_DATABASE", "HTTP_TRANSFER_ENCODING")
#: of each thread, by whether a replica may answer: `call.admission` over a cursor that it uses again
_admissions = threading.local()


def install():
    """Let the web application try this way first."""
    ordinary = http.Application.__call__

    def call(application, environ, start_response):
        if environ.get("PATH_INFO") == PATH and (said := short_answer(environ)) is not None:
            body = json.dumps(said).encode()
            start_response("200 OK", [*HEADERS, ("Content-Length", str(len(body)))])
            return [body]
        return ordinary(application, environ, start_response)

    http.Application.__call__ = call


def short_answer(environ):
    """The answer to a question as JSON is made of it; None if it is to come by the ordinary way.

    :param dict environ: of a WSGI request; its body can be read once more afterwards
    """
    registry = _registry()
    if registry is None or not _is_plain(environ):
        return None
    _begin_log(registry)
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    environ["wsgi.input"] = io.BytesIO(body)
    try:
        return _asked(registry, environ, json.loads(body))
    except Exception:  # pylint: disable=broad-exception-caught  # the ordinary way meets it again, and says so
        vars(_admissions).clear()
        return None


def _registry():
    """The models of the one database that this server has; None if it has several, or they are not ready.

    None in a test of Odoo's, too: its data is in a transaction that no other connection sees.
    """
    names = tools.config["db_name"]
    if len(names) != 1 or tools.config["dbfilter"] or module.current_test:
        return None
    registry = Registry.registries.get(names[0])
    return registry if registry is not None and registry.ready and "call.admission" in registry else None


def _is_plain(environ):
    length = environ.get("CONTENT_LENGTH") or ""
    return (
        environ["REQUEST_METHOD"] == "POST"
        and length.isdecimal()
        and 0 < int(length) <= MAX_BODY
        and environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() == "application/json"
        and not any(environ.get(name) for name in ORDINARY)
    )


def _begin_log(registry):
    """What the line of the log about this request tells, as Odoo's own application begins it."""
    thread = threading.current_thread()
    thread.query_count, thread.query_time, thread.perf_t0 = 0, 0, time.time()
    thread.cursor_mode = None
    thread.dbname = registry.db_name


def _asked(registry, environ, given):
    if fault("authorize", given) or given.get("pin"):
        return None
    admission = _admission(registry, "asks" if given.get("hold") is False else "holds")
    key = Authorization.from_header(environ.get("HTTP_AUTHORIZATION"))
    source = key and admission.env["call.source"]._api_source(key.token or key.password or "")
    if not source or (source.networks and not source.admits(who_asks(environ))):
        return None
    question = question_from(source, given)
    try:
        return admission._authorize_known(source, question)
    except (InterfaceError, OperationalError):  # too late: what the source says of that
        return unavailable_json(source, question)


def _admission(registry, purpose):
    """`call.admission` as the superuser. An environment takes longer to make than many a question to answer."""
    admission = getattr(_admissions, purpose, None)
    if admission is None or admission.pool is not registry:
        cursor = NoCursor(registry, readonly=purpose == "asks")
        admission = api.Environment(cursor, SUPERUSER_ID, {})["call.admission"]
        setattr(_admissions, purpose, admission)
    else:
        admission.env.cr.begin()
    return admission


def who_asks(environ):
    """The address of whoever asks, behind a proxy as well."""
    if tools.config["proxy_mode"] and environ.get("HTTP_X_FORWARDED_HOST"):
        environ = dict(environ)
        http.ProxyFix(lambda _environ, _start_response: [])(environ, None)
    return environ.get("REMOTE_ADDR")
