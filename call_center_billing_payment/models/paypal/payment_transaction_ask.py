"""Orders that hang: nobody told us what became of them, so we ask PayPal."""

import urllib.parse
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from . import wire
from .errors import PaypalRefused

#: PayPal forgets an order that nobody approved after this time, and so do we
FORGOTTEN = timedelta(hours=6)
#: until then an order that PayPal does not know may be too new for it
NEW = timedelta(minutes=20)


class PaymentTransaction(models.Model):
    """Whatever was lost on the way, the money is where PayPal says that it is."""

    _inherit = "payment.transaction"

    def _call_ask_gateway(self):
        """Override: PayPal is asked about the order, the capture or the refund."""
        if self.provider_code != "paypal":
            return super()._call_ask_gateway()
        self._paypal_ask()
        return True

    def action_paypal_ask(self):
        """Ask PayPal now, for a clerk who does not want to wait.

        :raise UserError: PayPal's own words, or that it cannot be reached
        """
        self.check_access("write")
        for transaction in self.sudo():
            transaction._call_take()
            transaction._paypal_ask()

    def _paypal_ask(self):
        """Ask PayPal what became of this payment or refund, and believe it.

        :raise PaypalUnclear: it cannot be reached
        """
        self.ensure_one()
        if self.operation == "refund":
            self._paypal_ask_refund()
        elif self.provider_reference and self.provider_reference != self.paypal_order_id:
            self._paypal_ask_capture(self.provider_reference)
        elif self.paypal_order_id:
            self._paypal_ask_order()

    def _paypal_ask_capture(self, capture_id):
        """Ask PayPal about a capture that is said to be this payment's.

        :raise PaypalUnclear: it cannot be reached
        :raise NeedsClerk: it is another payment's
        """
        path = f"/v2/payments/captures/{urllib.parse.quote(capture_id, safe='')}"
        self._paypal_take_capture(self._send_api_request("GET", path))

    def _paypal_be_done(self):
        """Before money can go back, it must have come.

        :raise UserError: it is not in the books
        """
        if self.state != "done":
            self._paypal_ask()
        self._call_settle()
        if not self._call_is_booked():
            raise UserError(self.env._("Payment %(reference)s is not booked yet.", reference=self.reference))

    def _paypal_ask_order(self):
        """An order of which we know no capture: it may have been captured, may wait for it, or be forgotten."""
        try:
            order = self._send_api_request("GET", self._paypal_order_path())
            if wire.text(order, "status") == "APPROVED" and self.state == "pending":
                # the customer had come back to us, and our request did not reach PayPal
                order = self._paypal_capture()
        except PaypalRefused as refused:
            if refused.status in (404, 422):
                return self._paypal_forget()
            raise
        self._paypal_take_order(order)
        late = fields.Datetime.now() - self.create_date > FORGOTTEN or wire.text(order, "status") == "VOIDED"
        if late and self.state in ("draft", "pending") and not wire.capture_in(order):
            self._paypal_forget()
        return None

    def _paypal_forget(self):
        """Nothing was captured, and nothing will be."""
        if self.create_date < fields.Datetime.now() - NEW or self.state == "pending":
            self._set_canceled(
                state_message=self.env._("The payment was not completed at PayPal. Nothing was charged.")
            )
