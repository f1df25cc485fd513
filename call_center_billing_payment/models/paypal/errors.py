"""Two ways in which PayPal can fail us, and they are not the same: it said no, or we do not know what it did."""

from odoo.exceptions import ValidationError


class PaypalRefused(ValidationError):
    """PayPal has answered that it did not do it.

    :ivar status: the answer's HTTP status
    :ivar issue: PayPal's word for why, like `ORDER_ALREADY_CAPTURED`; empty if it gave none
    :ivar keys: it is our client ID or secret that PayPal refuses
    """

    keys = False

    def __init__(self, message, status, issue):
        super().__init__(message)
        self.status, self.issue = status, issue


class PaypalUnclear(ValidationError):
    """No answer that can be read: what we asked for may have happened or not. Ask again, with the same request id."""
