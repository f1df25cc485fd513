"""What is done about Stripe's notifications."""

from odoo import models

from odoo.addons.payment_stripe.controllers.main import StripeController

from ..gateway.needs_clerk import NeedsClerk
from .words import DATABASE, INQUIRIES, REFERENCE, major, moment

#: states of an intent that say that the customer's money is there
PAID = ("succeeded", "requires_capture")


class CallGatewayEvent(models.Model):
    """They may come twice, late and in any order; each leads to the same end."""

    _inherit = "call.gateway.event"

    def _handle_payment(self):
        """Override for Stripe."""
        if self.provider_code != "stripe":
            return super()._handle_payment()
        thing, tx = self.payload["object"], self._stripe_transaction()
        if not tx:
            return self._stripe_not_ours(thing)
        if tx.state == "done" and tx.provider_reference != thing["id"] and thing["status"] == "succeeded":
            raise NeedsClerk(
                self.env._(
                    "%(reference)s is paid, and Stripe has another payment for it, %(intent)s: the customer has paid "
                    "twice. Refund one in Stripe's dashboard.",
                    reference=tx.reference,
                    intent=thing["id"],
                )
            )
        if tx.state == "done" or (tx.state in ("cancel", "error") and thing["status"] not in PAID):
            return self.env._("More is known already: the transaction is %(state)s.", state=tx.state)
        if tx.state == "cancel":
            tx.state = "draft"  # cancelled here, and paid all the same: the money is there
        tx._process("stripe", self._stripe_payment_data(tx, thing))
        return None

    def _stripe_payment_data(self, tx, thing):
        """What Odoo's Stripe wants to know; asked for where the notification does not say enough."""
        data = {"reference": tx.reference, "event_type": self.type, "object_id": thing["id"]}
        validation = tx.operation == "validation"
        if tx.tokenize or validation:
            family = "setup_intents" if validation else "payment_intents"
            thing = tx._send_api_request("GET", f"{family}/{thing['id']}", params={"expand[]": "payment_method"})
        if validation:
            StripeController._include_setup_intent_in_payment_data(thing, data)
        else:
            StripeController._include_payment_intent_in_payment_data(thing, data)
        return data

    def _stripe_transaction(self):
        """The transaction that it is about, of the same provider; it may have come since."""
        found = self.transaction_id or self.env["payment.transaction"]._call_stripe_find(self.payload["object"])
        tx = found.filtered(lambda tx: tx.provider_id == self.provider_id)
        self.transaction_id = self.transaction_id or tx
        return tx

    def _stripe_not_ours(self, thing):
        """Money of others on the same Stripe account is left alone; money of ours that was lost is not."""
        metadata = thing.get("metadata") or {}
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        if thing.get("status") in PAID and metadata.get(DATABASE) == uuid:
            raise NeedsClerk(
                self.env._(
                    "Stripe has received a payment, %(intent)s, that was asked for here as %(reference)s and then "
                    "lost, as when the server stopped. Register it by hand, or refund it in Stripe's dashboard.",
                    intent=thing["id"],
                    reference=metadata.get(REFERENCE, "?"),
                )
            )
        return self._nobodys()

    def _handle_refund(self):
        """Override for Stripe: whatever was told, what Stripe says now about the refunds is what holds."""
        if self.provider_code != "stripe":
            return super()._handle_refund()
        tx = self._stripe_transaction()
        if not tx:
            return self._nobodys()
        tx._call_stripe_take_refunds(self.payload["object"])
        return None

    def _handle_refund_failed(self):
        """Override for Stripe: the same, for what holds is asked for."""
        return self._handle_refund() if self.provider_code == "stripe" else super()._handle_refund_failed()

    def _chargeback_values(self):
        """Override for Stripe."""
        if self.provider_code != "stripe":
            return super()._chargeback_values()
        tx, thing = self._stripe_transaction(), self.payload["object"]
        if not tx:
            return None
        if tx.state != "done":
            tx._call_ask()  # it may have been paid without our knowing
        due = (thing.get("evidence_details") or {}).get("due_by")
        currency = self.env["res.currency"].search([("name", "=", (thing.get("currency") or "").upper())])
        return {
            "transaction": tx,
            "gateway_ref": thing["id"],
            "amount": major(thing["amount"], tx.currency_id),
            "currency_id": currency.id,
            "fee": major(sum(item.get("fee") or 0 for item in thing.get("balance_transactions") or ()), tx.currency_id),
            "reason": (thing.get("reason") or "").replace("_", " ") or False,
            "evidence_due": moment(due) if due else False,
            "inquiry": thing.get("status") in INQUIRIES,
        }

    def _handle_payout(self):
        """Override for Stripe: fetch what a payout is made of, or tell that it failed."""
        if self.provider_code != "stripe":
            return super()._handle_payout()
        return self.provider_id._call_stripe_take_payout(self.payload["object"])
