"""No answer is no answer: money may have moved, and nobody pays again until that is known."""

import requests

from odoo import fields, models
from odoo.exceptions import ValidationError

#: operations by which we ourselves move money, without the customer at the gateway's page
MOVING = ("online_token", "offline", "refund")


class PaymentTransaction(models.Model):
    """A charge that was sent and not answered stays pending, until the gateway tells or is asked."""

    _inherit = "payment.transaction"

    call_unsure = fields.Boolean(
        string="Outcome Unknown", readonly=True, copy=False, help="The payment provider was asked to move money and did not answer."
    )

    def _send_api_request(self, method, endpoint, **kwargs):
        """Override of `payment` to remember that nothing is known when a request that moves money gets no answer."""
        try:
            answer = super()._send_api_request(method, endpoint, **kwargs)
        except ValidationError as error:
            self.call_unsure = method == "POST" and self.operation in MOVING and not _is_refusal(error.__context__)
            raise
        if self.call_unsure:
            self.call_unsure = False
        return answer

    def _set_error(self, state_message, extra_allowed_states=()):
        """Override of `payment`: what is not known to have failed is pending."""
        if self.env.context.get("call_probe_amount") or len(self) != 1 or not self.call_unsure:
            return super()._set_error(state_message, extra_allowed_states=extra_allowed_states)
        return self._set_pending(
            state_message=self.env._(
                "The payment provider has not answered, so it is not known yet whether this went through. It is being "
                "asked again; please do not pay a second time."
            )
        )


def _is_refusal(cause):
    """Whether an exception of `requests` means for certain that nothing was done."""
    if isinstance(cause, requests.exceptions.HTTPError):
        status = cause.response.status_code if cause.response is not None else 500
        return 400 <= status < 500 and status not in (408, 409, 425, 429)
    if isinstance(cause, requests.exceptions.ConnectTimeout):
        return True
    if isinstance(cause, requests.exceptions.ConnectionError):
        reason = getattr(cause.args[0] if cause.args else None, "reason", None)
        return type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")
    return False
