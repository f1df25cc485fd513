"""`POST /call_center/v1/cdr`: a switch posts its own call records."""

import gzip
import io
import json
import zlib

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.mediation.call_import import SourceBusy
from ..models.mediation.call_source_key import PUSH_PATH
from .throttle import Throttle

#: bytes of a body as it comes, and unpacked: some 25,000 and 100,000 records. What is larger is a file to import
MAX_BODY = 8 * 1024 * 1024
MAX_UNPACKED = 32 * 1024 * 1024
#: what forms are sent as. Odoo takes such bodies apart itself, and nothing is left to read but their fields
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
#: the field of a form in which FreeSWITCH's mod_json_cdr sends a record (encode=true, which is its default)
FORM_FIELD = "cdr"
#: FreeSWITCH's mod_json_cdr adds the call's id to the address; it is in the record as well
PARAMETERS = {"uuid"}

#: wrong keys of an address in a minute that are told that they are wrong. A right key is always let in: behind a
#: proxy all switches may come from one address, and no number of guesses finds a key of 256 bits
wrong_keys = Throttle(limit=5, seconds=60)


class Unacceptable(Exception):
    """The request is turned away.

    :param int status: of the answer; :param str code: for programs; :param str message: for people
    """

    def __init__(self, status, code, message, **headers):
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class CallPush(http.Controller):
    """Looks at the request; what becomes of the records is `call.import._push`."""

    @http.route(PUSH_PATH, type="http", auth="none", csrf=False, save_session=False, readonly=False)
    def push(self, **_parameters):
        """Answer what became of the records, or why they were not taken, as JSON."""
        try:
            totals = request.env["call.import"]._push(*self._source_and_body())
        except Unacceptable as refused:
            return self._failed(refused)
        except SourceBusy as busy:
            return self._failed(Unacceptable(503, "busy", str(busy), Retry_After="5"))
        except UserError as error:
            return self._failed(Unacceptable(422, "records", str(error)))
        return self._answer(200, totals)

    def _source_and_body(self):
        # read first, whoever sends it: an answer to a body that is still on its way would be lost
        body = request.httprequest.get_data()
        if request.httprequest.method != "POST":
            raise Unacceptable(405, "method", "Records are posted: use POST.", Allow="POST")
        source = self._source()
        if unknown := request.httprequest.args.keys() - PARAMETERS:
            raise Unacceptable(400, "parameter", f"There is no parameter {min(unknown)[:40]!r}.")
        return source, self._records(body)

    def _source(self):
        given = request.httprequest.authorization
        key = (given.token or given.password or "") if given else ""
        source = request.env["call.source"]._of_push_key(key)
        if source:
            if not source._admits(request.httprequest.remote_addr):
                raise Unacceptable(403, "address", "This key may not be used from here.")
            return source
        if wait := wrong_keys.wait(request.httprequest.remote_addr):
            raise Unacceptable(429, "wrong_keys", "Too many wrong keys: wait a minute.", Retry_After=str(wait))
        challenge = 'Basic realm="call records"'
        raise Unacceptable(401, "key", "The key is missing or wrong.", WWW_Authenticate=challenge)

    def _records(self, body):
        encoding = request.httprequest.headers.get("Content-Encoding", "identity").strip().lower()
        if request.httprequest.mimetype in FORMS:
            record = request.httprequest.form.get(FORM_FIELD)
            if record is None:
                raise Unacceptable(415, "form", "Post the records themselves, as text/plain, or in a form's field cdr.")
            body, encoding = record.encode(), "identity"
        if encoding not in ("identity", "gzip"):
            raise Unacceptable(415, "encoding", "Content-Encoding may be gzip, or absent.")
        if len(body) > MAX_BODY:
            raise Unacceptable(413, "size", f"A body may have {MAX_BODY} bytes. Import what is larger as a file.")
        return body if encoding == "identity" else unpack(body)

    def _failed(self, refused):
        request.env.cr.rollback()
        error = {"code": refused.code, "message": str(refused)}
        return self._answer(refused.status, {"error": error}, refused.headers)

    def _answer(self, status, said, headers=()):
        # not make_json_response: it counts characters where Content-Length means bytes
        headers = {"Content-Type": "application/json", "Cache-Control": "no-store", **dict(headers)}
        return request.make_response(json.dumps(said), list(headers.items()), status=status)


def unpack(body):
    """Unpack gzip, never more than `MAX_UNPACKED` bytes of it.

    :raise Unacceptable: it is too large, or not gzip
    """
    try:
        unpacked = gzip.GzipFile(fileobj=io.BytesIO(body)).read(MAX_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unacceptable(422, "gzip", "The body is not whole gzip data, which its Content-Encoding says.") from error
    if len(unpacked) > MAX_UNPACKED:
        raise Unacceptable(413, "size", f"A body may unpack to {MAX_UNPACKED} bytes. Import what is larger as a file.")
    return unpacked
