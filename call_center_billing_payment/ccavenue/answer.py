"""What a customer's browser brings back: a list of names and values in a known order, nothing in it escaped.

So a value can hold & and =, and a naive split would let a customer whose name is "A&order_status=Success" say what
the bank said. We go by the known order: the eleven fields that matter stand before everything that a customer can
write, and none of them is looked for beyond the first of those.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from .cipher import Unreadable
from .order import is_order_id

#: what the gateway and the bank say; all of it is always there
HEAD = (
    "order_id",
    "tracking_id",
    "bank_ref_no",
    "order_status",
    "failure_message",
    "payment_mode",
    "card_name",
    "status_code",
    "status_message",
    "currency",
    "amount",
)
_PLACE = ("name", "address", "city", "state", "zip", "country", "tel")
#: what the customer wrote and what follows it; depends on the account
TAIL = (
    *(f"billing_{each}" for each in (*_PLACE, "email")),
    *(f"delivery_{each}" for each in _PLACE),
    *(f"merchant_param{number}" for number in range(1, 6)),
    "vault",
    "offer_type",
    "offer_code",
    "discount_value",
    "mer_amount",
    "eci_value",
    "retry",
    "response_code",
    "billing_notes",
    "trans_date",
    "bin_country",
)
_MARK = re.compile("&(?:{})=".format("|".join(TAIL)))
_TRACKING = re.compile(r"[0-9]{0,25}", re.ASCII)
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


class Answer(NamedTuple):
    """What the browser says that the gateway said.

    :ivar tracking_id: the gateway's number of the payment; empty if it came to none
    :ivar status: Success, Failure, Aborted, Invalid, Timeout, Awaited, …
    :ivar amount: in units of the currency
    :ivar rest: the other fields that are there, by name; one that a customer wrote may have swallowed its neighbour
    """

    order_id: str
    tracking_id: str
    status: str
    amount: Decimal
    currency: str
    rest: dict[str, str]


def read_answer(text: str) -> Answer:
    """What the text says.

    :raise Unreadable: one of the eleven fields is missing, or out of order, or is not what it could be
    """
    mark = _MARK.search(text)
    head, tail = (text[: mark.start()], text[mark.start() :]) if mark else (text.removesuffix("&"), "")
    said = _walk(f"&{head}", HEAD)
    if len(said) != len(HEAD) or not text.startswith("order_id="):
        raise Unreadable
    order_id, tracking_id = said.pop("order_id"), said.pop("tracking_id").strip()
    currency, amount = said.pop("currency").strip(), said.pop("amount").strip()
    fits = (
        is_order_id(order_id)
        and _TRACKING.fullmatch(tracking_id)
        and _CURRENCY.fullmatch(currency)
        and _AMOUNT.fullmatch(amount)
    )
    if not fits:
        raise Unreadable
    status = said.pop("order_status").strip()
    return Answer(order_id, tracking_id, status, Decimal(amount), currency, said | _walk(tail, TAIL))


def _walk(text: str, names: tuple[str, ...]) -> dict[str, str]:
    """The values of those of `names` that are there, each looked for behind the one before it."""
    places, after = [], 0
    for name in names:
        mark = f"&{name}="
        found = text.find(mark, after)
        if found >= 0:
            after = found + len(mark)
            places.append((name, found, after))
    if not places:
        return {}
    ends = [start for _name, start, _value in places[1:]] + [len(text)]
    return {name: text[value:end] for (name, _start, value), end in zip(places, ends, strict=True)}
