"""`POST /call_center/v1/service/<id>`: a billing service tells of payments, reminders, write-offs and balances."""

import json
from collections import Counter

from odoo import http
from odoo.http import request

from ..exchange import Unreadable
from ..exchange.signature import HEADER
from .api_request import superuser
from .call_push import Unacceptable
from .throttle import Throttle

#: bytes of a body
MAX_BODY = 16 * 1024 * 1024
#: content types, and whether that is CSV
KINDS = {"application/json": False, "text/csv": True}

#: wrong signatures of an address in a minute that are told that they are wrong
wrong_signatures = Throttle(limit=10, seconds=60)


class ServiceMessages(http.Controller):
    """Looks at the request; `call.billing.service._receive` keeps the messages, and a job books them."""

    @http.route(
        "/call_center/v1/service/<int(max=2147483647):service_id>",
        type="http",
        auth="none",
        csrf=False,
        save_session=False,
        readonly=False,
    )
    def receive(self, service_id, **_parameters):
        """Answer what was kept of each message, as JSON. 200: all of it is safe with us."""
        try:
            told = self._receive(service_id)
        except Unacceptable as refused:
            request.env.cr.rollback()
            error = {"code": refused.code, "message": str(refused)}
            return self._answer(refused.status, {"error": error}, refused.headers)
        return self._answer(200, {**Counter(message["state"] for message in told), "messages": told})

    def _receive(self, service_id):
        body = self._body()
        env = superuser()
        header = request.httprequest.headers.get(HEADER, "")
        service = env["call.billing.service"]._of_post(service_id, header, body)
        if not service:
            if wait := wrong_signatures.wait(request.httprequest.remote_addr):
                raise Unacceptable(429, "wrong_signatures", "Too many wrong signatures.", Retry_After=str(wait))
            raise Unacceptable(401, "signature", f"{HEADER} is missing, old or wrong, or there is no such service.")
        is_csv = KINDS.get(request.httprequest.mimetype)
        if is_csv is None:
            raise Unacceptable(415, "type", f"Content-Type is one of {', '.join(KINDS)}.")
        try:
            told = service._receive(body, is_csv)
        except Unreadable as error:
            text = env["call.service.message"]._unreadable_texts()[error.reason]
            raise Unacceptable(422, error.reason, text) from error
        service._let_a_job_work()
        return told

    def _body(self):
        asked = request.httprequest
        if asked.method != "POST":
            raise Unacceptable(405, "method", "Messages are posted: use POST.", Allow="POST")
        if (asked.content_length or 0) > MAX_BODY:
            raise Unacceptable(413, "size", f"A body may have {MAX_BODY} bytes.", Connection="close")
        body = asked.get_data(cache=True)
        if len(body) > MAX_BODY:
            raise Unacceptable(413, "size", f"A body may have {MAX_BODY} bytes.")
        return body

    def _answer(self, status, said, headers=()):
        headers = {"Content-Type": "application/json", "Cache-Control": "no-store", **dict(headers)}
        return request.make_response(json.dumps(said), list(headers.items()), status=status)
