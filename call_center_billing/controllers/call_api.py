"""The questions of a switch about calls: `/call_center/v1/authorize`, `extend`, `end`, `pin`, `balance`; prompts.

Thin: who asks and whether the question is well-formed is looked at here; the answers are `call.admission`'s.
"""

import json

from psycopg2 import InterfaceError, OperationalError

from odoo import http
from odoo.http import request

from ..models.admission.answers import unavailable_json
from ..models.admission.question import question_from
from ..models.admission.refusals import Refusal
from ..models.mediation.call_import import SourceBusy
from .api_answers import ANSWERS
from .api_request import asks_only, question_of_request, source_of_request, superuser
from .api_schema import OPERATIONS
from .call_push import Unacceptable
from .openapi import OWN_ERRORS, document

ROUTE = {"type": "http", "auth": "none", "csrf": False, "save_session": False}


class CallApi(http.Controller):
    """JSON in, JSON out; every error has a code.

    Add-ons that extend this controller by a question add it to `operations`, `answers` and `own_errors`.
    """

    operations, answers, own_errors = OPERATIONS, ANSWERS, OWN_ERRORS

    @http.route("/call_center/v1/authorize", readonly=asks_only, **ROUTE)
    def authorize(self, **_parameters):
        """May this call take place, and for how long?"""
        return self._answered("authorize", self._authorize)

    @http.route("/call_center/v1/pin", readonly=False, **ROUTE)
    def pin(self, **_parameters):
        """Whose PIN is this?"""
        return self._answered("pin", lambda model, source, given: model._pin(source, **given))

    @http.route("/call_center/v1/extend", readonly=False, **ROUTE)
    def extend(self, **_parameters):
        """For how much longer may the call last?"""
        return self._answered("extend", lambda model, source, given: model._extend(source, **given))

    @http.route("/call_center/v1/end", readonly=False, **ROUTE)
    def end(self, **_parameters):
        """The call has ended."""
        return self._answered("end", lambda model, source, given: model._end(source, **given))

    @http.route("/call_center/v1/balance", readonly=True, **ROUTE)
    def balance(self, **_parameters):
        """What is available now?"""
        return self._answered("balance", lambda model, source, given: model._balance_of(source, **given))

    @http.route("/call_center/v1/prompt/<int:audio_id>.<string(maxlength=8):kind>", readonly=True, **ROUTE)
    def prompt(self, audio_id, kind, **_parameters):
        """A recording, as answers name it."""
        try:
            env = superuser()
            source_of_request(env)
            audio = env["call.prompt.audio"].browse(audio_id).exists()
            if not audio or audio._extension() != kind:
                raise Unacceptable(404, "prompt", "There is no such recording.")
            content, mimetype = audio._file()
        except Unacceptable as refused:
            return failed(refused)
        return request.make_response(content, [("Content-Type", mimetype), ("Cache-Control", "max-age=3600")])

    @http.route("/call_center/v1/openapi.json", readonly=True, **ROUTE)
    def openapi(self, **_parameters):
        """This API, described for programs."""
        described = document(self.operations, self.answers, self.own_errors)
        return answered(200, described, [("Access-Control-Allow-Origin", "*")])

    def _answered(self, operation, answer):
        try:
            env = superuser()
            source = source_of_request(env)
            given = question_of_request(operation, self.operations)
            return answered(200, answer(env["call.admission"], source, given))
        except Unacceptable as refused:
            return failed(refused)
        except Refusal as refused:
            return failed(Unacceptable(refused.status, refused.code, str(refused)))
        except SourceBusy as busy:
            return failed(Unacceptable(503, "busy", str(busy), Retry_After="5"))
        except (InterfaceError, OperationalError):
            return failed(Unacceptable(503, "unavailable", "There is no answer in time.", Retry_After="5"))

    @staticmethod
    def _authorize(model, source, given):
        question = question_from(source, given)
        if question.pin and not question.hold:
            raise Unacceptable(409, "pin", "Parameter pin needs a hold: wrong PINs are counted.")
        try:
            return model._authorize(source, question)
        except (InterfaceError, OperationalError):  # too late: what the source says of that
            request.env.cr.rollback()
            return unavailable_json(source, question)


def failed(refused):
    """The answer to a question that is refused; nothing is changed."""
    request.env.cr.rollback()
    return answered(refused.status, {"error": {"code": refused.code, "message": str(refused)}}, refused.headers.items())


def answered(status, said, headers=()):
    """An answer in JSON."""
    headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store"), *headers]
    return request.make_response(json.dumps(said), headers, status=status)
