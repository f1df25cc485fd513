"""What Stripe calls things, and what is kept of what it tells."""

from datetime import UTC, datetime

from odoo.addons.payment import utils as payment_utils
from odoo.addons.payment_stripe.const import CURRENCY_DECIMALS

#: types of notifications beside those that Odoo handles itself
EVENTS = (
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    "payout.paid",
    "payout.failed",
)

#: what our transactions are called in Stripe's metadata
REFERENCE, DATABASE, CUSTOMER = "odoo_reference", "odoo_database", "odoo_partner"

#: states of a dispute in which a bank only asks
INQUIRIES = ("warning_needs_response", "warning_under_review", "warning_closed")

#: what is kept of Stripe's objects: identities, amounts, states, and nothing about persons or cards
KEPT = frozenset(
    {
        *("id", "object", "amount", "amount_received", "amount_refunded", "currency", "status", "description"),
        *("payment_intent", "charge", "customer", "latest_charge", "reason", "created", "arrival_date", "automatic"),
        *("failure_code", "failure_message", "failure_reason", "due_by", "code", "message", "fee", "net"),
        *("last_payment_error", "evidence_details", "balance_transactions", "refunds", "data", "has_more"),
        *("metadata", REFERENCE, DATABASE, CUSTOMER),
    }
)


def slim(thing):
    """Of an object of Stripe's, as JSON has it, what is needed to act on it."""
    if isinstance(thing, list):
        return [slim(each) for each in thing]
    if isinstance(thing, dict):
        return {key: slim(value) for key, value in thing.items() if key in KEPT}
    return thing


def kind_of(event_type, thing):
    """Our kind of a notification.

    :param str event_type: Stripe's word
    :param dict thing: the object that it is about
    :return: a key of `KINDS` of `call.gateway.event`
    """
    family = event_type.partition(".")[0]
    if family in ("payment_intent", "setup_intent"):
        return "payment"
    if family == "payout":
        return "payout"
    if event_type.startswith("charge.dispute."):
        return _kind_of_dispute(event_type, thing.get("status"))
    if event_type == "charge.refunded" or event_type.startswith(("charge.refund.", "refund.")):
        return "refund_failed" if thing.get("status") in ("failed", "canceled") else "refund"
    return "other"


def _kind_of_dispute(event_type, status):
    if event_type == "charge.dispute.funds_reinstated" or status in ("won", "warning_closed"):
        return "dispute_won"
    return "dispute_lost" if status == "lost" else "dispute_opened"


def major(amount, currency):
    """An amount of Stripe's in units of the currency.

    :param int amount: in Stripe's smallest unit of the currency
    :param res.currency currency: whose it is
    """
    decimals = CURRENCY_DECIMALS.get(currency.name)
    return payment_utils.to_major_currency_units(amount, currency, arbitrary_decimal_number=decimals)


def moment(seconds):
    """A time of Stripe's, as Odoo keeps it: UTC, without saying so."""
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
