"""What is asked of PayPal, and what its answers are worth."""

import contextlib

import requests

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import urls

from odoo.addons.payment_paypal.controllers.main import PaypalController

from . import wire
from .errors import PaypalRefused, PaypalUnclear

#: what PayPal tells us of; docs/payments-paypal.md says what becomes of each
EVENTS = (
    "CHECKOUT.ORDER.APPROVED",
    "CHECKOUT.ORDER.COMPLETED",
    "CHECKOUT.PAYMENT-APPROVAL.REVERSED",
    "PAYMENT.CAPTURE.COMPLETED",
    "PAYMENT.CAPTURE.PENDING",
    "PAYMENT.CAPTURE.DENIED",
    "PAYMENT.CAPTURE.DECLINED",
    "PAYMENT.CAPTURE.REFUNDED",
    "PAYMENT.CAPTURE.REVERSED",
    "CUSTOMER.DISPUTE.CREATED",
    "CUSTOMER.DISPUTE.UPDATED",
    "CUSTOMER.DISPUTE.RESOLVED",
)


class PaymentProvider(models.Model):
    """A refusal is told from silence; a token that no longer holds is renewed; refunds are possible."""

    _inherit = "payment.provider"

    def _compute_feature_support_fields(self):
        """Override of `payment` to give money back through PayPal, whole or in part."""
        result = super()._compute_feature_support_fields()
        self.filtered(lambda provider: provider.code == "paypal").support_refund = "partial"
        return result

    def _send_api_request(self, method, endpoint, **kwargs):
        """Override of `payment` to tell a refusal from an answer that did not come or cannot be read.

        :raise PaypalRefused: PayPal did not do it
        :raise PaypalUnclear: nobody knows whether it did
        """
        if self.code != "paypal":
            return super()._send_api_request(method, endpoint, **kwargs)
        try:
            with self._paypal_unclear():
                return super()._send_api_request(method, endpoint, **kwargs)
        except PaypalRefused as refused:
            refused.keys = refused.keys or kwargs.get("is_refresh_token_request", False)
            if refused.status != 401 or refused.keys:
                raise
        # the token was withdrawn before its time
        self.paypal_access_token_expiry = fields.Datetime.to_datetime("1970-01-01")
        with self._paypal_unclear():
            return super()._send_api_request(method, endpoint, **kwargs)

    @contextlib.contextmanager
    def _paypal_unclear(self):
        """Whatever goes wrong inside, other than a refusal, says nothing of what PayPal did."""
        try:
            yield
        except PaypalRefused:
            raise
        except (ValidationError, requests.RequestException, ValueError) as error:
            words = self.env._("PayPal cannot be reached just now, or its answer did not arrive.")
            raise PaypalUnclear(words) from error

    def _build_request_headers(self, *args, **kwargs):
        """Override of `payment_paypal` to get whole documents as answers: short ones have no amounts."""
        headers = super()._build_request_headers(*args, **kwargs)
        if self.code == "paypal":
            headers["Prefer"] = "return=representation"
        return headers

    def _parse_response_error(self, response):
        """Override of `payment_paypal` to keep PayPal's reason. Only an answer below 500 says that nothing was done."""
        if self.code != "paypal":
            return super()._parse_response_error(response)
        if response.status_code >= 500 or response.status_code in (408, 409, 429):
            return response.reason  # becomes PaypalUnclear
        try:
            document = response.json()
        except ValueError:
            document = {}
        issue = wire.text(document, "details", 0, "issue") or wire.text(document, "name")
        texts = (("details", 0, "description"), ("message",), ("error_description",))
        said = next(filter(None, (wire.text(document, *path) for path in texts)), issue)
        raise PaypalRefused(self.env._("PayPal refused: %s", said or response.reason), response.status_code, issue)

    def _parse_response_content(self, response, **kwargs):
        """Override of `payment` to take an empty answer (of a change) as one, and only objects otherwise."""
        if self.code != "paypal":
            return super()._parse_response_content(response, **kwargs)
        document = response.json() if response.content else {}
        if not isinstance(document, dict):
            raise ValueError("PayPal answers with objects")
        if kwargs.get("is_refresh_token_request") and not (
            wire.text(document, "access_token") and isinstance(document.get("expires_in"), int)
        ):
            raise ValueError("PayPal's answer has no token")
        return document

    # === WEBHOOK === #

    def action_paypal_create_webhook(self):
        """Override of `payment_paypal` to be told of refunds, reversals and disputes, too; one that is there is taken.

        :raise UserError: our address cannot be reached from outside
        """
        base_url = self.get_base_url()
        if "localhost" in base_url:
            return super().action_paypal_create_webhook()
        url = urls.urljoin(base_url, PaypalController._webhook_url)
        existing = self._send_api_request("GET", "/v1/notifications/webhooks").get("webhooks") or []
        found = next((wire.text(webhook, "id") for webhook in existing if wire.text(webhook, "url") == url), "")
        if found:
            self.paypal_webhook_id = found
            return self.action_paypal_update_webhook()
        answer = self._send_api_request(
            "POST", "/v1/notifications/webhooks", json={"url": url, "event_types": self._paypal_event_types()}
        )
        self.paypal_webhook_id = wire.text(answer, "id")
        return None

    def action_paypal_update_webhook(self):
        """Let PayPal tell us of everything that we can handle, by the webhook that is there."""
        self.ensure_one()
        if not self.paypal_webhook_id:
            raise UserError(self.env._("There is no webhook yet: choose “Generate your webhook”."))
        self._send_api_request(
            "PATCH",
            f"/v1/notifications/webhooks/{self.paypal_webhook_id}",
            json=[{"op": "replace", "path": "/event_types", "value": self._paypal_event_types()}],
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("PayPal now tells us of %s kinds of events.", len(EVENTS)),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _get_webhook_advice(self):
        """Override: the events to tick at PayPal."""
        advice = super()._get_webhook_advice()
        return f"{advice}\n{', '.join(EVENTS)}" if self.code == "paypal" else advice

    def _paypal_event_types(self):
        return [{"name": event} for event in EVENTS]
