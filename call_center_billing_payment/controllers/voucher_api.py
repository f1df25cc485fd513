"""`POST /call_center/v1/voucher`: a caller enters a voucher's code by telephone."""

from odoo import http

from odoo.addons.call_center_billing.controllers.api_answers import (
    ACCOUNT,
    AMOUNT,
    BALANCE,
    BUNDLES,
    NUMBER_OR_NULL,
    PROMPT,
    TEXT_OR_NULL,
    object_of,
)
from odoo.addons.call_center_billing.controllers.api_schema import A_NUMBER, LANG, OPERATIONS, TEXT
from odoo.addons.call_center_billing.controllers.call_api import ROUTE, CallApi

from ..models.voucher.call_admission import PROMPTS

QUESTION = {
    "summary": "Redeem the voucher whose code a caller has entered. Wrong ones are counted.",
    "required": ["code"],
    "properties": {
        "a_number": A_NUMBER | {"minLength": 1},
        "account": OPERATIONS["balance"]["properties"]["account"],
        "code": {
            "type": "string",
            "maxLength": 64,
            "pattern": TEXT,
            "description": "Sixteen digits that the caller entered; blanks, points and hyphens are left out.",
        },
        "lang": LANG,
    },
    "oneOf": [{"required": ["a_number"]}, {"required": ["account"]}],
}
ANSWER = object_of(
    outcome={"type": "string", "enum": list(PROMPTS)},
    amount=AMOUNT | {"description": "What was added: now (ok), or when the account used it (again)."},
    currency=TEXT_OR_NULL,
    retry_after=NUMBER_OR_NULL | {"description": "Seconds for which no code is looked at, after wrong ones."},
    prompt=PROMPT,
    account=ACCOUNT,
    balance=BALANCE,
    bundles=BUNDLES,
)
ERRORS = {"404": "Nobody owns the number, or there is no such account."}


class VoucherApi(CallApi):
    """One more question."""

    operations = CallApi.operations | {"voucher": QUESTION}
    answers = CallApi.answers | {"voucher": ANSWER}
    own_errors = CallApi.own_errors | {"voucher": ERRORS}

    @http.route("/call_center/v1/voucher", readonly=False, **ROUTE)
    def voucher(self, **_parameters):
        """Redeem the voucher with this code."""
        return self._answered("voucher", lambda model, source, given: model._voucher(source, **given))
