"""What is done about disputes, and about money that PayPal takes back by itself."""

from odoo import fields, models

from ..gateway.needs_clerk import NeedsClerk
from . import wire
from .call_gateway_event import WON

LOST = ("RESOLVED_BUYER_FAVOUR", "ACCEPTED")


class CallGatewayEvent(models.Model):
    """PayPal tells of the same money up to three times: as a dispute, as its end, and as a reversal or refund."""

    _inherit = "call.gateway.event"

    def _chargeback_values(self):
        """Override: what PayPal says of a dispute. While customer and merchant only talk, no money is taken."""
        if self.provider_code != "paypal":
            return super()._chargeback_values()
        transaction, dispute = self._paypal_subject()
        if not transaction:
            return {}
        transaction._paypal_be_done()
        ref = wire.text(dispute, "dispute_id")
        self.env["call.chargeback"]._paypal_adopt(transaction, ref)
        return {
            "transaction": transaction,
            "gateway_ref": ref,
            "amount": self._paypal_amount(dispute, transaction, "dispute_amount"),
            "currency_id": transaction.currency_id.id,
            "reason": wire.text(dispute, "reason"),
            "evidence_due": wire.moment(wire.text(dispute, "seller_response_due_date")) or False,
            # an end says nothing of money that was taken: `call.chargeback` finds that out
            "inquiry": self.type == "CUSTOMER.DISPUTE.RESOLVED"
            or wire.text(dispute, "dispute_life_cycle_stage") == "INQUIRY",
        }

    def _handle_dispute_won(self):
        """Override: a customer who withdraws because we gave the money back keeps it."""
        if self.provider_code != "paypal":
            return super()._handle_dispute_won()
        values = self._chargeback_values()
        if not values:
            return self._nobodys()
        chargeback = self.env["call.chargeback"]._open(values)
        if chargeback.paypal_movement and wire.outcome(self.payload["resource"]) == "CANCELED_BY_BUYER":
            chargeback._lose()
        else:
            chargeback._win()
        return None

    def _handle_dispute_lost(self):
        """Override: the end of a dispute, or money taken back without one.

        :raise NeedsClerk: PayPal gives no end that we know
        """
        if self.provider_code != "paypal":
            return super()._handle_dispute_lost()
        if self.type == "PAYMENT.CAPTURE.REVERSED":
            return self._paypal_reverse()
        values = self._chargeback_values()
        if not values:
            return self._nobodys()
        code = wire.outcome(self.payload["resource"])
        if code not in LOST:
            known = ", ".join(LOST + WON)
            raise NeedsClerk(
                self.env._("The dispute ended with “%(code)s”; known are %(known)s.", code=code, known=known)
            )
        refunded = values["amount"]
        if wire.part(self.payload, "resource", "dispute_outcome", "amount_refunded"):
            outcome = self.payload["resource"]["dispute_outcome"]
            refunded = self._paypal_amount(outcome, values["transaction"], "amount_refunded")
        since = wire.moment(wire.text(self.payload, "resource", "create_time"))
        self.env["call.chargeback"]._open(values)._paypal_lose(refunded, since)
        return None

    def _paypal_reverse(self):
        """PayPal has taken money back. Mostly a dispute stands behind it, and the money is booked there."""
        transaction, resource = self._paypal_subject()
        if not transaction:
            return self._nobodys()
        transaction._paypal_be_done()
        ref = wire.text(resource, "id")
        if wire.up(resource, "captures") or not self._paypal_is_whole(transaction, resource):
            amount = self._paypal_amount(resource, transaction, "amount")
        else:
            ref, amount = f"reversal of {ref}", transaction.amount
        chargebacks = self.env["call.chargeback"]
        if transaction._call_find_refund(ref) or chargebacks._paypal_took(transaction, amount, ref):
            return self.env._("This money went back already, and is booked.")
        chargeback = chargebacks._paypal_undecided(transaction)
        if not chargeback:
            values = {"transaction": transaction, "gateway_ref": ref, "amount": amount, "reason": self.type}
            chargeback = chargebacks._open(values | {"currency_id": transaction.currency_id.id})
        chargeback._paypal_lose(amount, fields.Datetime.now())
        chargeback.paypal_movement = ref
        return None

    def _paypal_is_whole(self, transaction, resource):
        """Whether a reversal of which PayPal sends the capture itself, not what was taken, is of all its money.

        :raise NeedsClerk: only part of it was taken, and PayPal does not say how much
        """
        if self.payload.get("resource_type") == "refund":
            return False
        if wire.text(resource, "status") == "PARTIALLY_REFUNDED":
            raise NeedsClerk(
                self.env._(
                    "PayPal has taken part of payment %(reference)s back, and does not say how much. Look it up at "
                    "PayPal, and register it.",
                    reference=transaction.reference,
                )
            )
        return True
