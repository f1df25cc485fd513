"""Stripe's notifications, and customers who come back from Stripe."""

import time

from odoo import http
from odoo.http import request

from odoo.addons.payment_stripe import utils as stripe_utils
from odoo.addons.payment_stripe.controllers.main import StripeController

from ..stripe_signature import is_signed
from .refusal import refuse


class SafeStripeController(StripeController):
    """Nothing is done, or even looked up, for a notification that Stripe has not signed."""

    @http.route()
    def stripe_webhook(self):
        """Override of `payment_stripe`, which logs and looks up what anybody sends before it asks for a signature."""
        providers_sudo = request.env["payment.provider"].sudo().search([("code", "=", "stripe")])
        if not any(self._is_signed_for(provider_sudo) for provider_sudo in providers_sudo):
            refuse("stripe", "no signature by the webhook signing secret of any Stripe provider")
        return super().stripe_webhook()

    def _verify_signature(self, tx_sudo):
        """Override of `payment_stripe`, which accepts every notification while the provider has no secret.

        :raise Forbidden: not signed with the secret of the transaction's own provider
        """
        if not self._is_signed_for(tx_sudo.provider_id):
            refuse("stripe", "signed, but not with the secret of the transaction's provider")

    @staticmethod
    def _is_signed_for(provider_sudo):
        """Whether the request is signed with the provider's secret."""
        secret = stripe_utils.get_webhook_secret(provider_sudo) or ""
        header = request.httprequest.headers.get("Stripe-Signature", "")
        return is_signed(request.httprequest.get_data(), header, secret, now=time.time())

    @staticmethod
    def _include_payment_intent_in_payment_data(payment_intent, payment_data):
        """Override of `payment_stripe` to take an intent only for the transaction that it was made for.

        Whoever comes back from Stripe names both in the address, so one payment could confirm several transactions
        of the same amount.
        """
        _check_made_for(payment_intent, payment_data)
        StripeController._include_payment_intent_in_payment_data(payment_intent, payment_data)

    @staticmethod
    def _include_setup_intent_in_payment_data(setup_intent, payment_data):
        """Override of `payment_stripe` to take an intent only for the transaction that it was made for."""
        _check_made_for(setup_intent, payment_data)
        StripeController._include_setup_intent_in_payment_data(setup_intent, payment_data)


def _check_made_for(intent, payment_data):
    if intent.get("description") != payment_data.get("reference"):
        refuse("stripe", "the intent was made for another transaction")
