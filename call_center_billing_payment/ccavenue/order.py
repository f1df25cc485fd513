"""What is ordered: the text that a customer's browser carries to the gateway, hidden.

Names and values are written as in an address (`name=value&…`), and each value is escaped: as UTF-8, everything but
letters, digits and `-_.~` as `%` and two hexadecimal digits. So & and =, å and emoji arrive as they were.

>>> billing = Billing(name="Å & B=1")
>>> compose(Order("1", "INV-7", Decimal("12.5"), "INR", "https://a/r", "https://a/c", billing)).split("&")[5:]
['cancel_url=https%3A%2F%2Fa%2Fc', 'language=EN', 'billing_name=%C3%85%20%26%20B%3D1']
"""

import re
from decimal import Decimal
from typing import NamedTuple

#: the longest number of an order
ORDER_ID_LENGTH = 30
#: the largest amount: 12 digits, two of them decimals
MOST = Decimal("9999999999.99")
CENT = Decimal("0.01")
_ORDER_ID = re.compile(rf"[A-Za-z0-9_-]{{1,{ORDER_ID_LENGTH}}}", re.ASCII)
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~")


class Unfit(ValueError):
    """The gateway would not take it. The text is the name of the field, as in the documentation of the gateway."""


class Billing(NamedTuple):
    """Who pays. Longer values are cut to what the gateway takes; an e-mail address is left out then."""

    name: str = ""
    address: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    tel: str = ""
    email: str = ""


#: characters that the gateway takes of each
LENGTHS = {
    "name": 60,
    "address": 150,
    "city": 30,
    "state": 30,
    "zip": 15,
    "country": 50,
    "tel": 20,
    "email": 70,
}


class Order(NamedTuple):
    """One order.

    :ivar amount: in units of the currency, such as rupees; at most two decimals
    :ivar currency: its code, ISO 4217
    :ivar redirect_url: where the customer is sent back to; with `cancel_url` for those who cancel
    """

    merchant_id: str
    order_id: str
    amount: Decimal
    currency: str
    redirect_url: str
    cancel_url: str
    billing: Billing = Billing()


def compose(order: Order) -> str:
    """The text to hide and send.

    :raise Unfit: the number of the order or the amount
    """
    if not is_order_id(order.order_id):
        raise Unfit("order_id")
    fields = {
        "merchant_id": order.merchant_id,
        "order_id": order.order_id,
        "currency": order.currency,
        "amount": money(order.amount),
        "redirect_url": order.redirect_url,
        "cancel_url": order.cancel_url,
        "language": "EN",
    }
    billing = {f"billing_{name}": _cut(name, value) for name, value in order.billing._asdict().items()}
    fields |= {name: value for name, value in billing.items() if value}
    return "&".join(f"{name}={_escape(value)}" for name, value in fields.items())


def money(amount: Decimal) -> str:
    """An amount as it is written in messages.

    :raise Unfit: it is not above zero, is too large, or has more than two decimals

    >>> money(Decimal("1234.5"))
    '1234.50'
    """
    if not amount.is_finite() or not 0 < amount <= MOST or amount != amount.quantize(CENT):
        raise Unfit("amount")
    return f"{amount.quantize(CENT):f}"


def is_order_id(text: str) -> bool:
    """Whether the gateway takes it for the number of an order, and its API finds it by that."""
    return bool(_ORDER_ID.fullmatch(text))


def as_order_id(text: str, length: int = ORDER_ID_LENGTH) -> str:
    """The nearest text that `is_order_id`, cut to `length`; empty if nothing is left.

    >>> as_order_id("INV/2026/00017 (Åsa)")
    'INV-2026-00017-sa'
    """
    return re.sub(r"[^A-Za-z0-9_]+", "-", text, flags=re.ASCII)[:length].strip("-")


def _cut(name: str, value: str) -> str:
    """The value in one line, without what cannot be seen, and not longer than it may be."""
    length = LENGTHS[name]
    if name == "tel":
        return re.sub(r"[^0-9]", "", value)[:length]
    line = " ".join("".join(char if char.isprintable() else " " for char in value).split())
    if name == "email" and len(line) > length:
        return ""
    return line[:length].strip()


def _escape(value: str) -> str:
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in value.encode("utf-8", "replace"))
