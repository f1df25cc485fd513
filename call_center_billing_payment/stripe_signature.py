"""Did Stripe sign this notification? Pure: no Odoo, no clock.

The header is `t=1795317772,v1=5257a869…`; `v1` is the HMAC-SHA256 of `1795317772.<body>` with the webhook's signing
secret, and stands there twice while a secret is being replaced. See https://docs.stripe.com/webhooks#verify-manually.

>>> header = sign(b"{}", "whsec_1", 1795317772)
>>> is_signed(b"{}", header, "whsec_1", now=1795317800)
True
>>> is_signed(b"{ }", header, "whsec_1", now=1795317800), is_signed(b"{}", header, "whsec_2", now=1795317800)
(False, False)
>>> is_signed(b"{}", header, "", now=1795317800), is_signed(b"{}", header, "whsec_1", now=1795327800)
(False, False)
"""

import hashlib
import hmac

#: seconds by which a notification may be old: what was sent once must not be sent again much later
TOLERANCE = 10 * 60


def sign(body: bytes, secret: str, timestamp: int) -> str:
    """The header that Stripe sends with `body`."""
    return f"t={timestamp},v1={_digest(body, secret, str(timestamp))}"


def is_signed(body: bytes, header: str, secret: str, now: float) -> bool:
    """Whether `header` is a signature of `body` with `secret`, made not long before `now`."""
    entries = [entry.strip().partition("=")[::2] for entry in header.split(",")]
    timestamp = dict(entries).get("t", "")
    if not secret or not (timestamp.isascii() and timestamp.isdigit()) or abs(now - int(timestamp)) > TOLERANCE:
        return False
    expected = _digest(body, secret, timestamp).encode()
    return any(hmac.compare_digest(value.encode(), expected) for key, value in entries if key == "v1")


def _digest(body: bytes, secret: str, timestamp: str) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
