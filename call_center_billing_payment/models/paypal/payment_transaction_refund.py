"""Money goes back through PayPal: whole or in part, once."""

from odoo import models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.payment import utils as payment_utils

from . import wire
from .errors import PaypalRefused
from .payment_transaction import STATES


class PaymentTransaction(models.Model):
    """A refund has a request id of its own, so that asking PayPal again never gives back twice."""

    _inherit = "payment.transaction"

    def _refund(self, amount_to_refund=None):
        """Override of `payment` to give back no more than was paid, also when two ask at the same time.

        :raise UserError: more than is left
        """
        if self.provider_code != "paypal":
            return super()._refund(amount_to_refund=amount_to_refund)
        self._call_take()
        back = self._paypal_gone()
        asked = amount_to_refund or self.amount
        if self.currency_id.compare_amounts(asked + back, self.amount) > 0:
            raise UserError(
                self.env._(
                    "Of %(paid)s, %(back)s went back already or is on its way: no more than %(left)s can go back.",
                    paid=self.currency_id.format(self.amount),
                    back=self.currency_id.format(back),
                    left=self.currency_id.format(self.amount - back),
                )
            )
        return super()._refund(amount_to_refund=amount_to_refund)

    def _paypal_gone(self):
        """What of this payment went back, or is on its way: by refunds, and by disputes that took it."""
        refunds = self.child_transaction_ids.filtered(
            lambda child: child.operation == "refund" and child.state not in ("error", "cancel")
        )
        disputes = self.env["call.chargeback"].sudo().search([("transaction_id", "=", self.id)])
        taken = disputes.filtered(lambda dispute: dispute.withdrawal_id and not dispute.return_id)
        return sum(taken.mapped("amount")) - sum(refunds.mapped("amount"))

    def _paypal_waiting_refund(self, refund):
        """The refund of ours that PayPal tells of, when its answer to us was lost."""
        return self.child_transaction_ids.filtered(
            lambda child: (
                child.operation == "refund"
                and not child.provider_reference
                and wire.label(child.reference) == wire.text(refund, "custom_id")
            )
        )[:1]

    def _send_refund_request(self):
        """Override of `payment` to give money back through PayPal."""
        if self.provider_code != "paypal":
            return super()._send_refund_request()
        self._paypal_send_refund()
        return None

    def _paypal_send_refund(self):
        """Ask PayPal to give this refund.

        :raise PaypalRefused: PayPal does not do it
        :raise PaypalUnclear: no answer; `payment.transaction` then keeps the refund pending, and asks again
        """
        capture = self.source_transaction_id.provider_reference
        if not capture or capture == self.source_transaction_id.paypal_order_id:
            raise ValidationError(self.env._("We do not know PayPal's capture of this payment: refund it at PayPal."))
        amount = {"currency_code": self.currency_id.name, "value": self._paypal_words_of(-self.amount)}
        refund = self._send_api_request(
            "POST",
            f"/v2/payments/captures/{capture}/refund",
            json={"amount": amount, "custom_id": wire.label(self.reference)},
            idempotency_key=payment_utils.generate_idempotency_key(self, scope="refund"),
        )
        self._paypal_take_refund(refund)

    def _paypal_take_refund(self, refund):
        """Believe a refund that PayPal gave us, or sent, verified: of this transaction, which is one.

        :raise ValidationError: it is another refund
        """
        if self.provider_reference not in (False, wire.text(refund, "id")):
            raise ValidationError(self.env._("This is another refund at PayPal."))
        if STATES.get(wire.text(refund, "status")) == "cancel":
            self._call_refund_undone(self.env._("PayPal could not give the money back: it is the customer's still."))
        else:
            self._process("paypal", self._paypal_data(refund, "REFUND"))

    def _paypal_ask_refund(self):
        """Ask PayPal what became of a refund that waits."""
        try:
            if self.provider_reference:
                path = f"/v2/payments/refunds/{self.provider_reference}"
                self._paypal_take_refund(self._send_api_request("GET", path))
            else:
                self._paypal_send_refund()  # the same request id, so the same refund
        except PaypalRefused as refused:
            self._set_error(str(refused))
