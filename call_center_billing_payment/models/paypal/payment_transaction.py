"""One payment by PayPal: its order, what is captured of it, and what we believe of PayPal's answers."""

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.payment import utils as payment_utils

from ..gateway.needs_clerk import NeedsClerk
from . import wire
from .errors import PaypalRefused, PaypalUnclear

#: PayPal's states of captures and refunds, as Odoo's states of transactions
STATES = {
    "COMPLETED": "done",
    "PARTIALLY_REFUNDED": "done",  # taken first; what went back has transactions of its own
    "REFUNDED": "done",
    "PENDING": "pending",
    "DECLINED": "cancel",
    "FAILED": "cancel",
    "CANCELLED": "cancel",
}


class PaymentTransaction(models.Model):
    """An order at PayPal belongs to one transaction; what its capture says, and nothing else, moves the transaction."""

    _inherit = "payment.transaction"

    paypal_order_id = fields.Char("PayPal Order", readonly=True, copy=False, help="The order we made for this payment.")

    _paypal_order_once = models.UniqueIndex(
        "(provider_id, paypal_order_id) WHERE paypal_order_id IS NOT NULL",
        "This order at PayPal belongs to another payment.",
    )

    # === THE ORDER === #

    def _get_specific_processing_values(self, processing_values):
        """Override of `payment_paypal` to keep which order was made for this transaction."""
        if self.provider_code != "paypal":
            return super()._get_specific_processing_values(processing_values)
        try:
            values = super()._get_specific_processing_values(processing_values)
        except KeyError:  # an answer without an order
            values = {}
        self.paypal_order_id = values.get("order_id") or False
        if not self.paypal_order_id and self.state != "error":
            self._set_error(self.env._("PayPal cannot be reached just now, or its answer did not arrive."))
        return values

    def _paypal_prepare_order_payload(self):
        """Override of `payment_paypal` to have our reference in every later event, and amounts as PayPal wants them."""
        payload = super()._paypal_prepare_order_payload()
        unit = payload["purchase_units"][0]
        unit["reference_id"] = unit["custom_id"] = wire.label(self.reference)
        unit["description"] = wire.label(unit["description"])
        unit["amount"]["value"] = self._paypal_words_of(self.amount)
        return payload

    def _paypal_words_of(self, amount):
        return wire.words_of(amount, self.currency_id.name, self.currency_id.decimal_places)

    def _paypal_order_path(self, action=""):
        return f"/v2/checkout/orders/{self.paypal_order_id}{action}"

    # === THE CAPTURE === #

    def _paypal_complete(self):
        """Take the money that the customer has approved: once, however often this is called.

        :raise UserError: the payment is over, or PayPal does not take it; in words for the customer
        """
        self.ensure_one()
        if self.state in ("cancel", "error"):
            raise UserError(self.env._("This payment has ended. Nothing was charged now. Please start again."))
        if self.state == "done" or self.provider_reference:
            return
        try:
            self._paypal_take_order(self._paypal_capture())
        except PaypalUnclear:
            self._paypal_wait(
                self.env._(
                    "PayPal has not answered yet whether your payment went through. We keep asking, and you need not "
                    "do anything. Please do not pay again before you hear from us."
                )
            )

    def _paypal_capture(self):
        """Ask PayPal to take the money, a second time if its answer does not arrive: the request id makes it one.

        :return: the order, with its capture
        """
        key = payment_utils.generate_idempotency_key(self, scope="payment_request_controller")
        for last in (False, True):
            try:
                order = self._send_api_request("POST", self._paypal_order_path("/capture"), idempotency_key=key)
                break
            except PaypalUnclear:
                if last:
                    raise
            except PaypalRefused as refused:
                if refused.issue != "ORDER_ALREADY_CAPTURED":
                    raise
                order = {}
                break
        # an answer may also be short, without the capture
        return order if wire.capture_in(order) else self._send_api_request("GET", self._paypal_order_path())

    def _paypal_wait(self, message):
        """Be pending for this reason, which may have been another before."""
        self._set_pending(state_message=message)
        self.state_message = message

    # === WHAT PAYPAL SAYS === #

    def _paypal_take_order(self, order):
        """Believe the capture in an order that PayPal gave us.

        :raise NeedsClerk: it is not this transaction's order
        """
        made_for = wire.text(order, "purchase_units", 0, "reference_id")
        if wire.text(order, "id") != self.paypal_order_id or made_for != wire.label(self.reference):
            raise NeedsClerk(self.env._("PayPal's order was made for another payment."))
        if capture := wire.capture_in(order):
            self._paypal_take_capture(capture)

    def _paypal_take_capture(self, capture):
        """Believe a capture that PayPal gave us, if it is this transaction's.

        :param dict capture: as PayPal answers it; or sent it, verified
        :raise NeedsClerk: it belongs to another payment
        """
        order, ours = wire.order_of(capture), wire.text(capture, "custom_id")
        before = self.provider_reference
        if (
            (order and self.paypal_order_id and order != self.paypal_order_id)
            or (ours and ours != wire.label(self.reference))
            or (self.state == "done" and before and before not in (wire.text(capture, "id"), self.paypal_order_id))
        ):
            raise NeedsClerk(self.env._("PayPal's capture belongs to another payment."))
        self._process("paypal", self._paypal_data(capture, "CAPTURE"))

    def _paypal_data(self, document, txn_type):
        """A capture or refund as Odoo's framework takes it."""
        value, currency = wire.money(document, "amount")
        return {
            "reference_id": self.reference,
            "id": wire.text(document, "id"),
            "txn_type": txn_type,
            "status": wire.text(document, "status"),
            "reason": wire.text(document, "status_details", "reason"),
            "amount": {"value": value, "currency_code": currency},
        }

    def _extract_amount_data(self, payment_data):
        """Override of `payment_paypal`, which fails when there is no amount."""
        if self.provider_code != "paypal":
            return super()._extract_amount_data(payment_data)
        value, currency = wire.money(payment_data, "amount")
        return {"amount": float(value or 0), "currency_code": currency}

    def _apply_updates(self, payment_data):
        """Override of `payment_paypal` to know all states of captures and refunds, and to say why one waits."""
        state = STATES.get(payment_data.get("status")) if self.provider_code == "paypal" and payment_data else None
        if not state or not payment_data.get("id"):
            return super()._apply_updates(payment_data)
        self.write({"provider_reference": payment_data["id"], "paypal_type": payment_data["txn_type"]})
        if state == "pending":
            self._paypal_wait(self._paypal_reason(payment_data.get("reason")))
        elif state == "done":
            # money that is there counts, even if we had given the payment up
            self._set_done(extra_allowed_states=("cancel",))
        elif self.state != "done":
            self._set_canceled(state_message=self.env._("PayPal could not take the money. Nothing was charged."))
        return None

    def _paypal_reason(self, reason):
        """Why PayPal holds a payment, for the customer."""
        if reason == "ECHECK":
            return self.env._("Your payment by eCheck takes some days to clear at PayPal. You need not do anything.")
        return self.env._("PayPal is reviewing your payment. It counts as soon as PayPal releases it.")
