"""What PayPal on this machine sends by itself, and what its customers and people do to cause it."""

import hashlib
import hmac
import json
import zlib
from datetime import UTC, datetime, timedelta

KEY = b"only PayPal has this"


class PaypalEvents:
    """Notifications with their signatures; mixed into `PaypalStandIn`, which has the orders and captures.

    :ivar events: all notifications so far, the newest last
    :ivar webhook_id: of the webhook that notifications are signed for
    """

    def __init__(self):
        super().__init__()
        self.events, self.disputes = [], {}
        self.webhook_id, self._clock = "WH-1", datetime(2026, 11, 2, 8, tzinfo=UTC)

    def now(self):
        """A moment, later each time that it is asked for."""
        self._clock += timedelta(seconds=1)
        return self._clock.strftime("%Y-%m-%dT%H:%M:%SZ")

    def notify(self, event_type, resource_type, resource):
        """Keep a notification of how `resource` is now."""
        event = {
            "id": self._id("WH-EVENT-"),
            "event_version": "1.0",
            "create_time": self.now(),
            "resource_type": resource_type,
            "event_type": event_type,
            "summary": f"{event_type} – noted",
            "resource": json.loads(json.dumps(resource)),
        }
        self.events.append(event)
        return event

    def event(self, event_type):
        """The newest notification of this type."""
        return next(event for event in reversed(self.events) if event["event_type"] == event_type)

    # signatures

    def signed(self, event, webhook_id=None):
        """(the body, the headers) of a notification as PayPal sends it; `event` may also be the bytes of a body."""
        body = event if isinstance(event, bytes) else json.dumps(event, ensure_ascii=False).encode()
        headers = {
            "PAYPAL-TRANSMISSION-ID": self._id("transmission-"),
            "PAYPAL-TRANSMISSION-TIME": self.now(),
            "PAYPAL-CERT-URL": "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
            "PAYPAL-AUTH-ALGO": "SHA256withRSA",
        }
        headers["PAYPAL-TRANSMISSION-SIG"] = self._signature(
            headers["PAYPAL-TRANSMISSION-ID"],
            headers["PAYPAL-TRANSMISSION-TIME"],
            webhook_id or self.webhook_id,
            body,
        )
        return body, headers

    def is_signed(self, question, event_bytes):
        """Whether what somebody asks `verify-webhook-signature` about was signed here, and not changed since."""
        expected = self._signature(
            question["transmission_id"], question["transmission_time"], question["webhook_id"], event_bytes
        )
        own = question["auth_algo"] == "SHA256withRSA" and question["cert_url"].startswith("https://api.sandbox.paypal")
        return own and hmac.compare_digest(expected, question["transmission_sig"])

    def _signature(self, transmission_id, time, webhook_id, body):
        # the words that PayPal documents; its key is a certificate's, ours is a secret
        words = f"{transmission_id}|{time}|{webhook_id}|{zlib.crc32(body)}"
        return hmac.new(KEY, words.encode(), hashlib.sha256).hexdigest()

    # what customers and PayPal's people do

    def approve(self, order_id):
        """The customer logs in and agrees."""
        order = self.orders[order_id]
        order["status"] = "APPROVED"
        order["payment_source"]["paypal"] = {"email_address": "payer@example.com", "account_id": "PAYER1"}
        return self.notify("CHECKOUT.ORDER.APPROVED", "checkout-order", order)

    def settle(self, capture_id, status="COMPLETED"):
        """A pending capture goes through, or does not (DENIED; the capture itself is then DECLINED)."""
        capture = self.captures[capture_id]
        capture["status"] = "DECLINED" if status == "DENIED" else status
        capture.pop("status_details", None)
        return self.notify(f"PAYMENT.CAPTURE.{status}", "capture", capture)

    def refund_by_hand(self, capture_id, value):
        """The merchant gives money back on PayPal's own pages."""
        return self._make_refund(self.captures[capture_id], value)

    def reverse(self, capture_id, value):
        """PayPal takes the money back."""
        return self._make_refund(self.captures[capture_id], value, event="REVERSED")

    def dispute(self, capture_id, value, reason="UNAUTHORISED"):
        """The customer complains about a payment."""
        capture = self.captures[capture_id]
        dispute = {
            "dispute_id": self._id("PP-D-"),
            "create_time": self.now(),
            "disputed_transactions": [
                {"seller_transaction_id": capture["id"], "custom": capture.get("custom_id", ""), "buyer": {"name": "A"}}
            ],
            "reason": reason,
            "status": "OPEN",
            "dispute_amount": {**capture["amount"], "value": value},
            "dispute_life_cycle_stage": "INQUIRY",
            "seller_response_due_date": "2026-11-22T08:00:00.000Z",
        }
        self.disputes[dispute["dispute_id"]] = dispute
        self.notify("CUSTOMER.DISPUTE.CREATED", "dispute", dispute)
        return dispute

    def update_dispute(self, dispute, **changes):
        """A dispute goes on, as into the stage CHARGEBACK."""
        dispute.update(changes)
        return self.notify("CUSTOMER.DISPUTE.UPDATED", "dispute", dispute)

    def resolve(self, dispute, outcome, refunded=None):
        """A dispute ends; `refunded` is what the customer gets back, if not all."""
        dispute.update(status="RESOLVED", dispute_outcome={"outcome_code": outcome})
        if refunded:
            dispute["dispute_outcome"]["amount_refunded"] = {**dispute["dispute_amount"], "value": refunded}
        return self.notify("CUSTOMER.DISPUTE.RESOLVED", "dispute", dispute)
