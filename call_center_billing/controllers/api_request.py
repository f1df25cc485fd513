"""Who asks, from where, and what? The same for all questions of the API."""

import json

from odoo import SUPERUSER_ID
from odoo.http import request

from . import call_push
from .api_schema import MAX_BODY, fault
from .call_push import Unacceptable

#: a body up to this size is read though it is refused: an answer to one that is still on its way would be lost
READ_ANYWAY = 1024 * 1024

#: both forms of a key; some switches send none before they are asked for a password
CHALLENGE = 'Bearer realm="calls", Basic realm="calls"'


def superuser():
    """The environment that questions are answered in: a switch is no user."""
    return request.env(user=SUPERUSER_ID, su=True)


def source_of_request(env):
    """The source whose key came with the request, from an address that it may come from.

    :rtype: ApiSource
    :raise Unacceptable: there is none
    """
    given = request.httprequest.authorization
    key = (given.token or given.password or "") if given else ""
    source = env["call.source"]._api_source(key)
    if source is None:
        if wait := call_push.wrong_keys.wait(request.httprequest.remote_addr):
            raise Unacceptable(429, "wrong_keys", "Too many wrong keys: wait a minute.", Retry_After=str(wait))
        raise Unacceptable(401, "key", "The key is missing or wrong.", WWW_Authenticate=CHALLENGE)
    if not source.admits(request.httprequest.remote_addr):
        raise Unacceptable(403, "address", "This key may not be used from here.")
    return source


def question_of_request(operation, operations=None):
    """The parameters of a question, checked.

    :param str operation: a key of `operations`
    :param dict operations: as `api_schema.OPERATIONS`, which it is by default
    :rtype: dict
    :raise Unacceptable: the request is not what it must be
    """
    http = request.httprequest
    if http.method != "POST":
        raise Unacceptable(405, "method", "Questions are posted: use POST.", Allow="POST")
    if (http.content_length or 0) > READ_ANYWAY:
        raise Unacceptable(413, "size", f"A body may have {MAX_BODY} bytes.", Connection="close")
    body = http.get_data(cache=True)
    if len(body) > MAX_BODY:
        raise Unacceptable(413, "size", f"A body may have {MAX_BODY} bytes.")
    if http.mimetype != "application/json":
        raise Unacceptable(415, "type", "Questions are JSON: send Content-Type: application/json.")
    if http.args:
        raise Unacceptable(400, "parameter", "Parameters are in the body, not in the address.")
    try:
        given = json.loads(body, parse_float=_number)
    except (ValueError, RecursionError) as error:
        raise Unacceptable(400, "json", "The body is not JSON.") from error
    if found := fault(operation, given, operations):
        raise Unacceptable(400, *found)
    return given


def _number(text):
    """A number with a point: to JSON 60.0 is as whole as 60."""
    value = float(text)
    return int(value) if value.is_integer() else value


def asks_only(_controller, _rule, _args):
    """Whether a request to `authorize` changes nothing, so that a replica can answer it."""
    http = request.httprequest
    if not 0 < (http.content_length or 0) <= MAX_BODY:
        return True  # refused
    body = http.get_data(cache=True)
    if b"false" not in body:
        return False
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return True
    return isinstance(given, dict) and given.get("hold") is False
