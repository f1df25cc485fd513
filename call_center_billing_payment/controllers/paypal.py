"""PayPal's notifications, and customers who come back from PayPal."""

import json

from odoo import http
from odoo.exceptions import UserError, ValidationError
from odoo.http import request

from odoo.addons.payment_paypal.controllers.main import PaypalController

from ..const import PAYPAL_HEADERS
from ..models.paypal import wire
from ..models.paypal.call_gateway_event import KINDS
from .refusal import refuse

#: no notification of PayPal is anywhere near as long
LONGEST = 512 * 1024


class SafePaypalController(PaypalController):
    """Nothing is done for a notification that PayPal does not confirm as its own, or for another payment's order."""

    @http.route()
    def paypal_complete_order(self, order_id, reference):
        """Override of `payment_paypal`, which puts whatever the browser sends into the path of a request to PayPal.

        Only the order that we made for this payment is captured, and only once: a second call (double click, two
        tabs, replay) leaves it to the first.

        :raise UserError: there is no such payment, it has ended, or PayPal does not take it
        """
        domain = [("reference", "=", str(reference)), ("provider_code", "=", "paypal")]
        tx_sudo = request.env["payment.transaction"].sudo().search(domain)
        if not tx_sudo or not tx_sudo.paypal_order_id or tx_sudo.paypal_order_id != order_id:
            raise UserError(request.env._("This payment is not known here. Nothing was charged. Please start again."))
        # whoever has it is capturing it: the status page tells the customer how that goes
        for mine_sudo in tx_sudo.try_lock_for_update():
            mine_sudo._paypal_complete()

    @http.route()
    def paypal_webhook(self):
        """Override of `payment_paypal`, which looks up what anybody sends, and believes what stands in it.

        Here a notification is kept once, when PayPal has confirmed it, and then handled by `call.gateway.event`.
        """
        headers, body = request.httprequest.headers, request.httprequest.get_data()
        if not all(headers.get(header) for header in PAYPAL_HEADERS):
            refuse("paypal", "it is not signed")
        event = self._read(body)
        if wire.text(event, "event_type") in KINDS:
            events_sudo = request.env["call.gateway.event"].sudo()
            tx_sudo = events_sudo._paypal_find(event)
            provider_sudo = self._who_confirms(tx_sudo.provider_id or self._providers(), headers, body)
            events_sudo._paypal_receive(provider_sudo, event)._handle()
        return request.make_json_response("")

    @staticmethod
    def _read(body):
        """The notification; refused if it is none."""
        try:
            event = json.loads(body.decode()) if len(body) <= LONGEST else None
        except (ValueError, RecursionError):
            event = None
        if not wire.text(event, "id") or not wire.text(event, "event_type"):
            refuse("paypal", "it is no notification")
        return event

    @staticmethod
    def _providers():
        """Who may know of what nobody here knows."""
        domain = [("code", "=", "paypal"), ("state", "!=", "disabled")]
        return request.env["payment.provider"].sudo().search(domain)

    @staticmethod
    def _who_confirms(providers_sudo, headers, body):
        """The provider to whom PayPal says that it sent this.

        Forbidden makes PayPal send the notification again later.

        :raise Forbidden: PayPal confirms it to nobody, or cannot be asked
        """
        providers_sudo = providers_sudo.filtered("paypal_webhook_id")
        if not providers_sudo:
            refuse("paypal", "the provider has no webhook ID to verify it with")
        for provider_sudo in providers_sudo:
            try:
                verification = provider_sudo._send_api_request(
                    "POST",
                    "/v1/notifications/verify-webhook-signature",
                    data=wire.question(headers, provider_sudo.paypal_webhook_id, body),
                )
            except ValidationError:
                refuse("paypal", "PayPal could not be asked whether it is genuine")
            if verification.get("verification_status") == "SUCCESS":
                return provider_sudo
        return refuse("paypal", "PayPal says that it is not genuine")
