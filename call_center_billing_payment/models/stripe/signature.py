"""Whether Stripe sent a notification, and just now: Stripe's own library decides."""

import stripe

#: in seconds, as in Odoo; Stripe signs a notification anew each time it sends it
TOLERANCE = 600


def is_signed(body, header, secret):
    """Whether `body` was signed with `secret`, in time.

    :param bytes body: as it came
    :param str header: the value of Stripe-Signature
    :param str secret: the signing secret of a webhook; without one nothing is accepted
    """
    try:
        return bool(secret) and stripe.WebhookSignature.verify_header(body, header, secret, TOLERANCE)
    except (stripe.SignatureVerificationError, TypeError, UnicodeDecodeError):  # the latter two: bytes that are no text
        return False
