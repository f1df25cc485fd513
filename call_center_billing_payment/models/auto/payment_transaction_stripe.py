"""Charges of saved cards at Stripe: given up, and when the card ends."""

import calendar
from datetime import date

from odoo import models
from odoo.exceptions import ValidationError


class PaymentTransaction(models.Model):
    """What Odoo does not do for charges without their customer."""

    _inherit = "payment.transaction"

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
