"""What became of a payment of which we heard nothing: Stripe is asked."""

from odoo import models

from odoo.addons.payment_stripe.controllers.main import StripeController

#: the customer is still at it, or has gone: nothing to note
UNFINISHED = ("requires_payment_method", "requires_confirmation", "requires_action")
#: seconds: the clocks of Stripe and of the database may differ
CLOCKS = 3600


class PaymentTransaction(models.Model):
    """Asking never charges."""

    _inherit = "payment.transaction"

    def _call_ask_gateway(self):
        """Override: ask for the payment's intent, and go on as if Stripe had told it by itself."""
        if self.provider_code != "stripe" or self.operation in ("validation", "refund"):
            return super()._call_ask_gateway()
        intent = self._call_stripe_intent()
        if not intent or intent.get("description") != self.reference:
            return False
        if self.operation != "online_direct" or intent["status"] not in UNFINISHED:
            self._call_stripe_take(intent)
        return True

    def _call_stripe_intent(self):
        """The transaction's intent as it is now at Stripe, with its payment method; None if there is none."""
        expand = {"expand[]": "payment_method"}
        if self.provider_reference:
            return self._send_api_request("GET", f"payment_intents/{self.provider_reference}", params=expand)
        if not self.token_id:
            return None
        customer, since = self.token_id.provider_ref, int(self.create_date.timestamp()) - CLOCKS
        query = {"customer": customer, "created[gte]": since, "limit": 100, "expand[]": "data.payment_method"}
        found = self._send_api_request("GET", "payment_intents", params=query)["data"]
        own = [intent for intent in found if intent.get("description") == self.reference]
        return next((intent for intent in own if intent["status"] == "succeeded"), own[0] if own else None)

    def _call_stripe_take(self, intent):
        """Process an intent that Stripe gave us."""
        data = {"reference": self.reference}
        StripeController._include_payment_intent_in_payment_data(intent, data)
        self._process("stripe", data)
