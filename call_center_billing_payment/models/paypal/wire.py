"""What PayPal's documents say. Pure: no Odoo, no network.

Documents come from outside, so anything may be missing or of another kind; then there is nothing at that place.

>>> part({"a": [{"b": "c"}]}, "a", 0, "b"), part({"a": "b"}, "a", 0, "b"), text({"a": 5}, "a")
('c', None, '')
>>> up({"links": [{"rel": "up", "href": "https://api.paypal.com/v2/payments/captures/3C6"}]}, "captures")
'3C6'
>>> words_of(1250.0, "SEK", 2), words_of(1250.0, "HUF", 2), words_of(1250.5, "HUF", 2)
('1250.00', '1250', '1250.50')
"""

import hashlib
import json
import re
from datetime import UTC, datetime

#: the longest text that PayPal keeps with a payment and hands back in every event about it
LABEL = 127
#: PayPal takes no decimals in these, whatever their ISO 4217 says
WHOLE = {"HUF", "JPY", "TWD"}
#: what we keep of a notification: nothing of who paid, and from where
KEPT = {
    "id", "status", "status_details", "amount", "custom_id", "invoice_id", "final_capture", "create_time", "intent",
    "supplementary_data", "links", "dispute_id", "reason", "dispute_amount", "dispute_state", "dispute_outcome",
    "dispute_life_cycle_stage", "seller_response_due_date", "order_id",
}  # fmt: skip


def part(document, *path):
    """What lies at `path` (keys of objects, places in lists); None where there is no such thing."""
    for step in path:
        kind = list if isinstance(step, int) else dict
        if not isinstance(document, kind) or (kind is list and step >= len(document)):
            return None
        document = document[step] if kind is list else document.get(step)
    return document


def text(document, *path):
    """The text at `path`; empty if there is none."""
    found = part(document, *path)
    return found if isinstance(found, str) else ""


def money(document, *path):
    """(amount as PayPal writes it, ISO code of the currency) at `path`; empty texts if it is not there or no number."""
    value, currency = text(document, *path, "value"), text(document, *path, "currency_code")
    return (value, currency) if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,3})?", value) else ("", "")


def words_of(amount, currency, digits):
    """An amount as PayPal wants it written.

    :param float amount: rounded to the currency
    :param int digits: decimals of the currency
    """
    whole = currency in WHOLE and amount == int(amount)
    return f"{amount:.{0 if whole else digits}f}"


def label(reference):
    """A transaction's reference in at most `LABEL` characters: a long one is its beginning with a digest of it all."""
    if len(reference) <= LABEL:
        return reference
    return f"{reference[:100]}~{hashlib.sha256(reference.encode()).hexdigest()[:24]}"


def capture_in(order):
    """The capture of an order: the one that took money, else the last one that was tried; None if there is none."""
    captures = part(order, "purchase_units", 0, "payments", "captures")
    found = [capture for capture in captures if isinstance(capture, dict)] if isinstance(captures, list) else []
    taken = [capture for capture in found if capture.get("status") not in ("DECLINED", "FAILED")]
    return (taken or found or [None])[-1]


def order_of(capture):
    """The id of the order that a capture belongs to, as far as the document says."""
    return text(capture, "supplementary_data", "related_ids", "order_id") or up(capture, "orders")


def up(document, kind):
    """The id of the thing of this kind (captures, orders) that a document hangs on, by its link `up`."""
    for link in part(document, "links") or []:
        if text(link, "rel") == "up":
            match = re.search(rf"/{kind}/([A-Za-z0-9-]+)$", text(link, "href"))
            if match:
                return match[1]
    return ""


def disputed(dispute):
    """[(id of the capture, what we had written with it)] of a dispute."""
    disputed = part(dispute, "disputed_transactions")
    return [
        (text(transaction, "seller_transaction_id"), text(transaction, "custom"))
        for transaction in (disputed if isinstance(disputed, list) else [])
    ]


def outcome(dispute):
    """How a dispute ended; PayPal writes FAVOUR, and at times FAVOR."""
    return text(dispute, "dispute_outcome", "outcome_code").replace("_FAVOR", "_FAVOUR")


def essence(event):
    """A notification without what we need not know: names, addresses and accounts of who paid."""
    resource = event.get("resource") if isinstance(event.get("resource"), dict) else {}
    kept = {key: value for key, value in resource.items() if key in KEPT}
    if "disputed_transactions" in resource:
        kept["disputed_transactions"] = [
            {"seller_transaction_id": capture, "custom": custom} for capture, custom in disputed(resource)
        ]
    if "purchase_units" in resource:
        kept["reference_id"] = text(resource, "purchase_units", 0, "reference_id")
    return {"resource_type": text(event, "resource_type"), "resource": kept}


def question(headers, webhook_id, event_bytes):
    """The body that asks PayPal whether it sent a notification. The event goes back to the byte, as it was signed.

    :param dict headers: those of the notification
    :param bytes event_bytes: valid JSON
    """
    asked = {
        "transmission_id": headers["PAYPAL-TRANSMISSION-ID"],
        "transmission_time": headers["PAYPAL-TRANSMISSION-TIME"],
        "cert_url": headers["PAYPAL-CERT-URL"],
        "auth_algo": headers["PAYPAL-AUTH-ALGO"],
        "transmission_sig": headers["PAYPAL-TRANSMISSION-SIG"],
        "webhook_id": webhook_id,
    }
    return json.dumps(asked).encode()[:-1] + b', "webhook_event": ' + event_bytes + b"}"


def moment(written):
    """A moment as PayPal writes it (`2026-11-02T08:00:01.123Z`), in UTC without a zone; None if it is none."""
    try:
        found = datetime.fromisoformat(written)
        return found.astimezone(UTC).replace(tzinfo=None, microsecond=0) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
