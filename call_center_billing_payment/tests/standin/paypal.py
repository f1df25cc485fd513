"""PayPal on this machine: orders, captures, refunds and webhooks, as its REST API is documented.

What PayPal's customer and PayPal's own people do is a method of its own: `approve`, `settle`, `refund_by_hand`,
`reverse`, `dispute`, `resolve`. Every step leaves its notification in `events`; the test delivers them, when and as
often as it likes, with the headers that `signed` makes.
"""

import base64
import json
import re
from decimal import Decimal
from itertools import count

from .base import StandIn, says
from .paypal_events import PaypalEvents

HOURS_9 = 32400


class Refused(Exception):
    """PayPal's answer to what it does not do."""

    def __init__(self, status, name, issue=None):
        super().__init__(name)
        self.status = status
        self.document = {"name": name, "message": f"{name} in words.", "debug_id": "f1"}
        if issue:
            self.document["details"] = [{"issue": issue, "description": f"{issue} in words."}]


class PaypalStandIn(PaypalEvents, StandIn):
    """One merchant at PayPal.

    :ivar orders: by id, as PayPal answers them
    :ivar captures: by id; also those of orders
    :ivar refunds: by id
    :ivar webhooks: by id
    :ivar outcomes: what becomes of the next captures: COMPLETED if there is none, or (status, reason), or an issue
        that PayPal refuses with
    """

    client, secret = "client-of-ours", "s3cret-of-ours"

    def __init__(self):
        super().__init__()
        self.orders, self.captures, self.refunds, self.webhooks = {}, {}, {}, {}
        self.outcomes, self._tokens, self._answered, self._numbers = [], set(), {}, count(1)

    def _id(self, kind):
        return f"{kind}{next(self._numbers):013d}"

    # what is asked

    def respond(self, asked):
        try:
            return self._respond(asked)
        except Refused as refused:
            return says(refused.document, status=refused.status)

    def _respond(self, asked):
        if asked.path == "/v1/oauth2/token":
            return self._token(asked)
        if asked.headers.get("Authorization", "").removeprefix("Bearer ") not in self._tokens:
            raise Refused(401, "AUTHENTICATION_FAILURE")
        for method, pattern, answer in ROUTES:
            match = re.fullmatch(pattern, asked.path)
            if match and method == asked.method:
                return self._once(asked, lambda answer=answer, match=match: answer(self, asked, *match.groups()))
        raise Refused(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")

    def _once(self, asked, answer):
        """The same `PayPal-Request-Id` gets the same answer, and nothing happens a second time."""
        key = asked.headers.get("PayPal-Request-Id")
        if not key or (asked.path, key) not in self._answered:
            document, status = answer()
            if key:
                self._answered[asked.path, key] = document
            return says(document, status=status)
        return says(self._answered[asked.path, key])

    def _token(self, asked):
        expected = base64.b64encode(f"{self.client}:{self.secret}".encode()).decode()
        if asked.headers.get("Authorization") != f"Basic {expected}" or "grant_type" not in asked.form:
            return says({"error": "invalid_client", "error_description": "Client Authentication failed"}, status=401)
        token = self._id("A21AA-token-")
        self._tokens.add(token)
        return says({"access_token": token, "token_type": "Bearer", "expires_in": HOURS_9})

    def revoke_tokens(self):
        """No token that was given out holds any longer."""
        self._tokens.clear()

    def _create_order(self, asked):
        order = {
            "id": self._id("ORDER"),
            "intent": asked.json["intent"],
            "status": "PAYER_ACTION_REQUIRED",
            "payment_source": {"paypal": {}},
            "purchase_units": asked.json["purchase_units"],
            "create_time": self.now(),
        }
        amount = order["purchase_units"][0]["amount"]
        if not isinstance(amount["value"], str) or Decimal(amount["value"]) <= 0:
            raise Refused(422, "UNPROCESSABLE_ENTITY", "INVALID_STRING_FORMAT")
        self.orders[order["id"]] = order
        return order, 201

    def _get_order(self, _asked, order_id):
        return self._found(self.orders, order_id), 200

    def _capture_order(self, _asked, order_id):
        order = self._found(self.orders, order_id)
        if order["status"] == "COMPLETED":
            raise Refused(422, "UNPROCESSABLE_ENTITY", "ORDER_ALREADY_CAPTURED")
        if order["status"] != "APPROVED":
            raise Refused(422, "UNPROCESSABLE_ENTITY", "ORDER_NOT_APPROVED")
        outcome = self.outcomes.pop(0) if self.outcomes else ("COMPLETED", None)
        if isinstance(outcome, str):
            raise Refused(422, "UNPROCESSABLE_ENTITY", outcome)
        self._make_capture(order, *outcome)
        return order, 201

    def _make_capture(self, order, status, reason):
        unit = order["purchase_units"][0]
        capture = {
            "id": self._id("CAPT"),
            "status": status,
            "amount": dict(unit["amount"]),
            "final_capture": True,
            "supplementary_data": {"related_ids": {"order_id": order["id"]}},
            "create_time": self.now(),
        }
        if "custom_id" in unit:
            capture["custom_id"] = unit["custom_id"]
        if reason:
            capture["status_details"] = {"reason": reason}
        capture["links"] = [self._link("self", f"/v2/payments/captures/{capture['id']}")]
        self.captures[capture["id"]] = capture
        unit["payments"] = {"captures": [capture]}
        order["status"] = "COMPLETED"
        self.notify(f"PAYMENT.CAPTURE.{status}", "capture", capture)
        self.notify("CHECKOUT.ORDER.COMPLETED", "checkout-order", order)
        return capture

    def _get_capture(self, _asked, capture_id):
        return self._found(self.captures, capture_id), 200

    def _refund_capture(self, asked, capture_id):
        capture = self._found(self.captures, capture_id)
        given = asked.json or {}
        amount = given.get("amount") or {**capture["amount"], "value": str(self.left(capture_id))}
        if amount["currency_code"] != capture["amount"]["currency_code"]:
            raise Refused(422, "UNPROCESSABLE_ENTITY", "CURRENCY_MISMATCH")
        if Decimal(amount["value"]) > self.left(capture_id):
            raise Refused(422, "UNPROCESSABLE_ENTITY", "REFUND_AMOUNT_EXCEEDED")
        outcome = self.outcomes.pop(0) if self.outcomes else ("COMPLETED", None)
        return self._make_refund(capture, amount["value"], outcome[0], given.get("custom_id")), 201

    def _make_refund(self, capture, value, status="COMPLETED", custom=None, event="REFUNDED"):
        refund = {
            "id": self._id("REFD"),
            "status": status,
            "amount": {**capture["amount"], "value": value},
            "custom_id": custom or capture.get("custom_id", ""),
            "create_time": self.now(),
            "links": [self._link("up", f"/v2/payments/captures/{capture['id']}")],
        }
        self.refunds[refund["id"]] = refund
        capture["status"] = "PARTIALLY_REFUNDED" if self.left(capture["id"]) else "REFUNDED"
        if status == "COMPLETED":
            self.notify(f"PAYMENT.CAPTURE.{event}", "refund", refund)
        return refund

    def left(self, capture_id):
        """What of a capture has not been given back."""
        back = [
            Decimal(refund["amount"]["value"])
            for refund in self.refunds.values()
            if refund["links"][0]["href"].endswith(capture_id)
        ]
        return Decimal(self.captures[capture_id]["amount"]["value"]) - sum(back)

    def _get_refund(self, _asked, refund_id):
        return self._found(self.refunds, refund_id), 200

    def _create_webhook(self, asked):
        if any(webhook["url"] == asked.json["url"] for webhook in self.webhooks.values()):
            raise Refused(400, "WEBHOOK_URL_ALREADY_EXISTS")
        webhook = {"id": self._id("WH"), **asked.json}
        self.webhooks[webhook["id"]] = webhook
        return webhook, 201

    def _list_webhooks(self, _asked):
        return {"webhooks": list(self.webhooks.values())}, 200

    def _patch_webhook(self, asked, webhook_id):
        webhook = self._found(self.webhooks, webhook_id)
        for change in asked.json:
            webhook[change["path"].strip("/")] = change["value"]
        return webhook, 200

    def _verify(self, asked):
        """The signature counts for the event's very bytes, as they stand in the question."""
        text = asked.body.decode()
        start = text.index('"webhook_event":') + len('"webhook_event":')
        start += len(text[start:]) - len(text[start:].lstrip())
        _event, end = json.JSONDecoder().raw_decode(text, start)
        genuine = self.is_signed(asked.json, text[start:end].encode())
        return {"verification_status": "SUCCESS" if genuine else "FAILURE"}, 200

    def _found(self, things, its_id):
        if its_id not in things:
            raise Refused(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
        return things[its_id]

    def _link(self, rel, path):
        return {"rel": rel, "href": f"https://api-m.sandbox.paypal.com{path}"}


ROUTES = [
    ("POST", "/v2/checkout/orders", PaypalStandIn._create_order),
    ("GET", "/v2/checkout/orders/([^/]+)", PaypalStandIn._get_order),
    ("POST", "/v2/checkout/orders/([^/]+)/capture", PaypalStandIn._capture_order),
    ("GET", "/v2/payments/captures/([^/]+)", PaypalStandIn._get_capture),
    ("POST", "/v2/payments/captures/([^/]+)/refund", PaypalStandIn._refund_capture),
    ("GET", "/v2/payments/refunds/([^/]+)", PaypalStandIn._get_refund),
    ("GET", "/v1/notifications/webhooks", PaypalStandIn._list_webhooks),
    ("POST", "/v1/notifications/webhooks", PaypalStandIn._create_webhook),
    ("PATCH", "/v1/notifications/webhooks/([^/]+)", PaypalStandIn._patch_webhook),
    ("POST", "/v1/notifications/verify-webhook-signature", PaypalStandIn._verify),
]
