"""What the gateway's words mean to us, and when it is asked again."""

from typing import Literal

Meaning = Literal["paid", "failed", "cancelled", "open", "waiting", "returned", "disputed", "unknown"]

#: by what is said of an order in small letters. "Success" is the browser's word, the others are the API's. "Shipped"
#: is an order that the merchant has confirmed; nothing has to be sent.
_MEANINGS: dict[str, Meaning] = {
    "success": "paid",
    "successful": "paid",
    "shipped": "paid",
    "failure": "failed",
    "unsuccessful": "failed",
    "invalid": "failed",
    "fraud": "failed",
    "timeout": "failed",
    "aborted": "cancelled",
    "cancelled": "cancelled",
    "auto-cancelled": "cancelled",
    "initiated": "open",
    "awaited": "waiting",
    "pending": "waiting",
    "refunded": "returned",
    "system refund": "returned",
    "auto-reversed": "returned",
    "chargeback": "disputed",
}

#: Odoo's codes of payment methods, by the gateway's
_METHODS = {
    "OPTCRDC": "card",
    "OPTDBCRD": "card",
    "OPTNBK": "netbanking",
    "OPTUPI": "upi",
    "OPTWLT": "wallets_india",
    "OPTMOBP": "wallets_india",
    "OPTEMI": "emi_india",
    "OPTPL": "paylater_india",
}

DAY = 24 * 60
#: minutes between questions; banks report to the gateway within days, and it gives up an order after 12 of them
_PAUSES = (1, 2, 5, 10, 30, 60, 180, 360, 720, *([DAY] * 12))


def meaning(word: str) -> Meaning:
    """What the status of an order means.

    * paid: the money is there
    * failed, cancelled: it did not come, and will not
    * open: the customer has the page before them, or has left it
    * waiting: the bank has not said yet
    * returned: it came and went back, by a refund or by the gateway itself
    * disputed: the customer has asked the bank for it back
    * unknown: a word that is not documented; to be asked again
    """
    return _MEANINGS.get(word.strip().lower(), "unknown")


def method_code(option: str) -> str:
    """Odoo's code of the payment method that an order was paid by; empty if there is none."""
    return _METHODS.get(option.strip().upper(), "")


def pause(times: int) -> int | None:
    """Minutes until the next question when an order was asked about `times` times in vain; None: no more.

    >>> [pause(times) for times in (0, 1, 8, 9, 21)]
    [1, 2, 720, 1440, None]
    """
    return _PAUSES[times] if 0 <= times < len(_PAUSES) else None
