"""Charges of saved cards at Stripe: looked for, given up, and when the card ends."""

import calendar
from datetime import date

from odoo import models
from odoo.exceptions import ValidationError

from odoo.addons.payment_stripe.controllers.main import StripeController

#: intents of a customer that are looked through, and in one request; each saved card is a customer of its own
LOOKED_AT, PAGE = 1_000, 100


class PaymentTransaction(models.Model):
    """Stripe keeps an intent's `description`: our reference."""

    _inherit = "payment.transaction"

    def _call_find_charge(self):
        """Override: among the intents of the card's customer."""
        if self.provider_code != "stripe":
            return super()._call_find_charge()
        intent = next((each for each in self._call_stripe_intents() if each.get("description") == self.reference), None)
        if intent:
            data = {"reference": self.reference}
            StripeController._include_payment_intent_in_payment_data(intent, data)
            self._process("stripe", data)
        return bool(intent)

    def _call_stripe_intents(self):
        params = {"customer": self.token_id.provider_ref, "limit": PAGE}
        for _page in range(LOOKED_AT // PAGE):
            answer = self._send_api_request("GET", "payment_intents", params=params)
            found = answer.get("data") or []
            yield from found
            if not answer.get("has_more") or not found:
                return
            params["starting_after"] = found[-1]["id"]

    def _call_abandon(self):
        """Override: an intent that waits for its customer is cancelled, or it could be confirmed later."""
        if self.provider_code == "stripe" and self.provider_reference:
            self._send_api_request("POST", f"payment_intents/{self.provider_reference}/cancel")
        return super()._call_abandon()

    def _extract_token_values(self, payment_data):
        """Override of `payment` to keep when the card ends."""
        values = super()._extract_token_values(payment_data)
        if self.provider_code == "stripe" and values:
            values["call_expires_on"] = last_day(payment_data.get("payment_method"))
        return values


class PaymentToken(models.Model):
    """Stripe knows when a card ends, and hears of it when its bank has prolonged it."""

    _inherit = "payment.token"

    def _call_ask_expiry(self):
        """Override: ask Stripe."""
        if self.provider_code != "stripe" or not self.stripe_payment_method:
            return super()._call_ask_expiry()
        provider = self.provider_id.sudo()
        try:
            method = provider._send_api_request("GET", f"payment_methods/{self.stripe_payment_method}")
        except ValidationError:
            return None  # it is asked again
        return last_day(method) or None


def last_day(method):
    """The day on which a card ends, of a payment method as Stripe has it; False if it tells none.

    >>> last_day({"card": {"exp_month": 2, "exp_year": 2028}})
    datetime.date(2028, 2, 29)
    >>> last_day({"sepa_debit": {}}), last_day(None), last_day({"card": {"exp_month": 13, "exp_year": 2028}})
    (False, False, False)
    """
    card = method.get("card") if isinstance(method, dict) else None
    month, year = (card.get("exp_month"), card.get("exp_year")) if isinstance(card, dict) else (None, None)
    if not (isinstance(month, int) and isinstance(year, int) and 1 <= month <= 12 and 2000 <= year <= 9999):
        return False
    return date(year, month, calendar.monthrange(year, month)[1])
