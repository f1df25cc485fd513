"""`POST /call_center/v1/verify`: somebody calls from a number and enters a code."""

from odoo import http

from odoo.addons.call_center_billing.controllers.api_answers import ACCOUNT, PROMPT, object_of
from odoo.addons.call_center_billing.controllers.api_schema import A_NUMBER, LANG, TEXT
from odoo.addons.call_center_billing.controllers.call_api import ROUTE
from odoo.addons.call_center_billing_payment.controllers.voucher_api import VoucherApi

from ..models.number.call_admission import PROMPTS

QUESTION = {
    "summary": "Verify the number that calls by the code that the caller has entered. Wrong ones are counted.",
    "required": ["a_number", "code"],
    "properties": {
        "a_number": A_NUMBER,
        "code": {
            "type": "string",
            "maxLength": 32,
            "pattern": TEXT,
            "description": "Six digits, as a page of the customer's account shows them.",
        },
        "lang": LANG,
    },
}
ANSWER = object_of(
    outcome={"type": "string", "enum": list(PROMPTS)},
    prompt=PROMPT,
    account=ACCOUNT,
)


class NumberApi(VoucherApi):
    """One more question. Built on the last one, for Odoo makes one class of all of them."""

    operations = VoucherApi.operations | {"verify": QUESTION}
    answers = VoucherApi.answers | {"verify": ANSWER}
    own_errors = VoucherApi.own_errors | {"verify": {}}

    @http.route("/call_center/v1/verify", readonly=False, **ROUTE)
    def verify(self, **_parameters):
        """Verify the number that calls."""
        return self._answered("verify", lambda model, source, given: model._verify_number(source, **given))
