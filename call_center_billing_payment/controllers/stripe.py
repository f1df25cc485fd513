"""Stripe's notifications, and customers who come back from Stripe."""

import time

from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.http import request

from odoo.addons.payment_stripe import utils as stripe_utils
from odoo.addons.payment_stripe.controllers.main import StripeController

from ..models.stripe.signature import is_signed
from ..models.stripe.words import kind_of, moment, slim
from .refusal import refuse


class SafeStripeController(StripeController):
    """Nothing is done, or even looked up, for a notification that Stripe has not signed."""

    @http.route()
    def stripe_webhook(self):
        """Override of `payment_stripe`, which logs and looks up what anybody sends before it asks for a signature.

        A notification that is genuine is kept, and then acted on; what goes wrong with it is tried again here.
        """
        providers_sudo = request.env["payment.provider"].sudo().search([("code", "=", "stripe")])
        signed_sudo = providers_sudo.filtered(self._is_signed_for)
        if not signed_sudo:
            refuse("stripe", "no signature by the webhook signing secret of any Stripe provider")
        event_type, thing, event = self._read_event()
        tx_sudo = request.env["payment.transaction"].sudo()._call_stripe_find(thing)
        if tx_sudo and tx_sudo.provider_id not in signed_sudo:
            refuse("stripe", "signed, but not with the secret of the transaction's provider")
        request.env["call.gateway.event"]._receive(
            tx_sudo.provider_id or signed_sudo[:1],
            event["id"],
            kind_of(event_type, thing),
            event_type,
            moment(event.get("created") or time.time()),
            {"object": slim(thing)},
            transaction=tx_sudo,
        )._handle()
        return request.make_json_response("")

    @staticmethod
    def _read_event():
        """Type, object and whole of the notification.

        :raise BadRequest: it is signed, but no event of Stripe's
        """
        try:
            event = request.get_json_data()
            event_type, thing = event["type"], event["data"]["object"]
            if not (isinstance(event["id"], str) and isinstance(event_type, str) and isinstance(thing["id"], str)):
                raise TypeError
        except (ValueError, TypeError, KeyError) as error:
            raise BadRequest from error
        return event_type, thing, event

    @staticmethod
    def _is_signed_for(provider_sudo):
        """Whether the request is signed with the provider's secret."""
        secret = stripe_utils.get_webhook_secret(provider_sudo) or ""
        return is_signed(request.httprequest.get_data(), request.httprequest.headers.get("Stripe-Signature"), secret)

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
