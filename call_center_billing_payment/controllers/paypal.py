"""PayPal's notifications."""

from odoo import http
from odoo.exceptions import ValidationError
from odoo.http import request

from odoo.addons.payment_paypal.controllers.main import PaypalController

from ..const import PAYPAL_HEADERS
from .refusal import refuse


class SafePaypalController(PaypalController):
    """Nothing is done for a notification that PayPal does not confirm as its own."""

    @http.route()
    def paypal_webhook(self):
        """Override of `payment_paypal`, which logs and looks up what anybody sends."""
        if not all(request.httprequest.headers.get(header) for header in PAYPAL_HEADERS):
            refuse("paypal", "it is not signed")
        return super().paypal_webhook()

    def _verify_notification_origin(self, payment_data, tx_sudo):
        """Override of `payment_paypal`, which goes on and confirms the payment when PayPal cannot be asked.

        Forbidden makes PayPal send the notification again later.

        :raise Forbidden: PayPal does not confirm the notification, or cannot be asked
        """
        provider_sudo = tx_sudo.provider_id
        if not provider_sudo.paypal_webhook_id:
            refuse("paypal", "the provider has no webhook ID to verify it with")
        headers = request.httprequest.headers
        try:
            verification = tx_sudo._send_api_request(
                "POST",
                "/v1/notifications/verify-webhook-signature",
                json={
                    "transmission_id": headers["PAYPAL-TRANSMISSION-ID"],
                    "transmission_time": headers["PAYPAL-TRANSMISSION-TIME"],
                    "cert_url": headers["PAYPAL-CERT-URL"],
                    "auth_algo": headers["PAYPAL-AUTH-ALGO"],
                    "transmission_sig": headers["PAYPAL-TRANSMISSION-SIG"],
                    "webhook_id": provider_sudo.paypal_webhook_id,
                    "webhook_event": payment_data,
                },
            )
        except ValidationError:
            refuse("paypal", "PayPal could not be asked whether it is genuine")
        if verification.get("verification_status") != "SUCCESS":
            refuse("paypal", "PayPal says that it is not genuine")
