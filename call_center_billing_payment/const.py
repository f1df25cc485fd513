"""What proves that a notification is genuine, and what must not be read in a log."""

from odoo.addons.payment.const import SENSITIVE_KEYS as PAYMENT_SENSITIVE_KEYS

#: by provider code, the field without which its notifications cannot be verified
WEBHOOK_FIELDS = {
    "stripe": "stripe_webhook_secret",
    "paypal": "paypal_webhook_id",
}

#: the headers that PayPal signs a notification with
PAYPAL_HEADERS = (
    "PAYPAL-TRANSMISSION-ID",
    "PAYPAL-TRANSMISSION-TIME",
    "PAYPAL-CERT-URL",
    "PAYPAL-AUTH-ALGO",
    "PAYPAL-TRANSMISSION-SIG",
)

#: in answers of the gateways, which Odoo logs whole: PayPal's token for its API, Stripe's new webhook secret
SENSITIVE_KEYS = {"access_token", "secret"}
PAYMENT_SENSITIVE_KEYS.update(SENSITIVE_KEYS)
