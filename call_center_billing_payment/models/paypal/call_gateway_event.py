"""What PayPal's notifications are about, and what is done about payments and refunds."""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..gateway.needs_clerk import NeedsClerk
from . import wire

#: kinds of the common inbox, by PayPal's types; what a dispute ended with decides about `CUSTOMER.DISPUTE.RESOLVED`
KINDS = {
    "CHECKOUT.ORDER.APPROVED": "payment",
    "CHECKOUT.ORDER.COMPLETED": "payment",
    "CHECKOUT.PAYMENT-APPROVAL.REVERSED": "payment",
    "PAYMENT.CAPTURE.COMPLETED": "payment",
    "PAYMENT.CAPTURE.PENDING": "payment",
    "PAYMENT.CAPTURE.DENIED": "payment",
    "PAYMENT.CAPTURE.DECLINED": "payment",
    "PAYMENT.CAPTURE.REFUNDED": "refund",
    "PAYMENT.CAPTURE.REVERSED": "dispute_lost",
    "CUSTOMER.DISPUTE.CREATED": "dispute_opened",
    "CUSTOMER.DISPUTE.UPDATED": "dispute_opened",
    "CUSTOMER.DISPUTE.RESOLVED": "dispute_lost",
}
#: how disputes end in our favour
WON = ("RESOLVED_SELLER_FAVOUR", "RESOLVED_WITH_PAYOUT", "CANCELED_BY_BUYER", "DENIED")
#: the state in which a payment must be when an event of this type is done
FINAL = {
    "PAYMENT.CAPTURE.COMPLETED": ("done",),
    "PAYMENT.CAPTURE.DENIED": ("cancel",),
    "PAYMENT.CAPTURE.DECLINED": ("cancel",),
}


class CallGatewayEvent(models.Model):
    """An event only says where to look: what counts is what PayPal answers when it is asked now."""

    _inherit = "call.gateway.event"

    def _paypal_receive(self, provider_sudo, event):
        """Keep a notification that PayPal confirmed as its own.

        :param dict event: as it came
        :return: the event; none if it is known
        """
        name = wire.text(event, "event_type")
        kind = KINDS[name]
        if name == "CUSTOMER.DISPUTE.RESOLVED" and wire.outcome(event.get("resource")) in WON:
            kind = "dispute_won"
        return self._receive(
            provider_sudo,
            wire.text(event, "id"),
            kind,
            name,
            wire.moment(wire.text(event, "create_time")),
            wire.essence(event),
            transaction=self._paypal_find(event),
        )

    def _paypal_find(self, event):
        """The payment that a notification is about, by its order, its capture, or our own reference.

        :param dict event: as it came, or as it was kept
        :return: the transaction as superuser, in the customer's language; an empty recordset if there is none
        """
        resource = wire.part(event, "resource")
        disputed = wire.disputed(resource)
        own = wire.text(resource, "id")
        orders = {own, wire.text(resource, "order_id"), wire.order_of(resource)}
        captures = {own, wire.up(resource, "captures"), *(capture for capture, _custom in disputed)}
        labels = {
            wire.text(resource, "custom_id"),
            wire.text(resource, "reference_id"),
            wire.text(resource, "purchase_units", 0, "reference_id"),
            *(custom for _capture, custom in disputed),
        }
        transactions = self.env["payment.transaction"].sudo()
        paypal = Domain("provider_code", "=", "paypal") & Domain("operation", "!=", "refund")
        for name, values in (("paypal_order_id", orders), ("provider_reference", captures), ("reference", labels)):
            found = transactions.search(paypal & Domain(name, "in", sorted(values - {""})), limit=1)
            if found:
                return found.with_context(lang=found.partner_lang)
        return transactions

    def _paypal_subject(self):
        """(the payment as of now, with nobody else at it; PayPal's document)."""
        transaction = self.transaction_id or self._paypal_find(self.payload)
        if transaction:
            self.transaction_id = transaction
            transaction = transaction.with_context(lang=transaction.partner_lang)
            transaction._call_take()
        return transaction, self.payload.get("resource") or {}

    def _handle_payment(self):
        """Override: ask PayPal what became of the payment, and believe that; so the order of events does not matter."""
        if self.provider_code != "paypal":
            return super()._handle_payment()
        transaction, resource = self._paypal_subject()
        if not transaction:
            return self._nobodys()
        if self.type == "CHECKOUT.ORDER.APPROVED":
            return self.env._("The customer has agreed. The money is taken when the customer comes back to our page.")
        if self.type.startswith("PAYMENT.CAPTURE"):
            transaction._paypal_ask_capture(wire.text(resource, "id"))
        elif transaction.state != "done":
            transaction._paypal_ask()
        if transaction.state not in FINAL.get(self.type, (transaction.state,)):
            raise UserError(
                self.env._(
                    "PayPal says %(type)s, but payment %(reference)s is in another state. Compare it with PayPal.",
                    type=self.type,
                    reference=transaction.reference,
                )
            )
        return None

    def _handle_refund(self):
        """Override: a refund of ours that is confirmed now, or one that was made at PayPal itself."""
        if self.provider_code != "paypal":
            return super()._handle_refund()
        transaction, resource = self._paypal_subject()
        if not transaction:
            return self._nobodys()
        amount = self._paypal_amount(resource, transaction, "amount")
        transaction._paypal_be_done()
        ref = wire.text(resource, "id")
        ours = transaction._call_find_refund(ref) or transaction._paypal_waiting_refund(resource)
        if ours:
            ours._paypal_take_refund(resource)
        elif self.env["call.chargeback"]._paypal_took(transaction, amount, ref):
            return self.env._("The money went back for a dispute, and is booked there.")
        else:
            transaction._call_refunded_elsewhere(amount, ref)
        return None

    def _paypal_amount(self, resource, transaction, name):
        """The amount that a document names, in the payment's currency.

        :raise NeedsClerk: it is in another currency, or there is none
        """
        value, currency = wire.money(resource, name)
        if not value or currency != transaction.currency_id.name:
            raise NeedsClerk(
                self.env._(
                    "PayPal names no amount in the currency of payment %(reference)s. Compare it with PayPal.",
                    reference=transaction.reference,
                )
            )
        return float(value)
