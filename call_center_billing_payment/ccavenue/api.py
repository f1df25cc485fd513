"""What is asked of the gateway's API, server to server, and what it replies.

A question is a form with a hidden JSON document. The reply is one too (`status=0&enc_response=…`), or says in plain
words why there is none (`status=1`). Documented under "Order Status" and "Refund" of the API guide, version 1.2;
replies of version 1.1 have the same facts one level deeper.
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from .cipher import Unreadable, decrypt, encrypt
from .order import money

VERSION = "1.2"
#: the codes of "there is no such order"
UNKNOWN_ORDER = {"51419"}
_REPLY = re.compile(r"status=([0-9]+)&enc_response=(.*?)(?:&enc_error_code=([^&]*))?&?", re.ASCII | re.DOTALL)
#: Java writes large amounts as 1.0E7
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,10})?(E[0-9]{1,2})?", re.ASCII)


class Refused(Exception):
    """The gateway replied that it will not, or cannot, do it.

    :ivar code: its number of the reason; may be empty
    :ivar reason: in its words
    """

    def __init__(self, code: str, reason: str):
        super().__init__(f"{reason} ({code})" if code else reason)
        self.code, self.reason = code, reason

    @property
    def is_unknown_order(self) -> bool:
        """Whether there is no such order there: the customer has not come to the gateway, or not yet."""
        return self.code in UNKNOWN_ORDER or "no record" in self.reason.lower()


class Status(NamedTuple):
    """What the gateway knows of an order.

    :ivar order_no: our number
    :ivar reference_no: its number, the tracking ID
    :ivar order_status: see `meaning.meaning`
    :ivar amount: in units of the currency
    :ivar option: how it was paid, see `meaning.method_code`
    :ivar card: Visa, or the name of a bank
    :ivar message: what the bank said
    """

    order_no: str
    reference_no: str
    order_status: str
    amount: Decimal
    currency: str
    option: str
    card: str
    message: str


class Refund(NamedTuple):
    """What became of a refund: whether it was taken, and if not, why not."""

    done: bool
    code: str
    reason: str


def status_request(order_no: str, tracking_id: str = "") -> dict[str, str]:
    """What is asked of an order; with the tracking ID, of that payment for it only."""
    return {"order_no": order_no} | ({"reference_no": tracking_id} if tracking_id else {})


def refund_request(tracking_id: str, amount: Decimal, refund_ref_no: str) -> dict[str, str]:
    """A refund of a part or all. `refund_ref_no` is ours, and the same for the same refund, however often it is asked.

    :raise Unfit: the amount
    """
    return {"reference_no": tracking_id, "refund_amount": money(amount), "refund_ref_no": refund_ref_no}


def form(command: str, document: Mapping[str, str], access_code: str, working_key: str) -> dict[str, str]:
    """The fields to send. Commands are orderStatusTracker and refundOrder."""
    return {
        "enc_request": encrypt(working_key, json.dumps(document)),
        "access_code": access_code,
        "command": command,
        "request_type": "JSON",
        "response_type": "JSON",
        "version": VERSION,
    }


def read_reply(body: str, working_key: str) -> dict[str, str]:
    """The document of a reply: names with texts, numbers as they were written.

    :raise Refused: the gateway says that it does not reply, such as to an unregistered address
    :raise Unreadable: it is no reply, or not to us
    """
    status, hidden, code = _envelope(body.strip())
    if status != "0":
        raise Refused(code, hidden.replace("+", " ").strip()[:500])
    document = _flat(_document(decrypt(working_key, hidden.strip())))
    inner = next((value for name, value in document.items() if name.endswith("_Result")), None)
    if isinstance(inner, dict):
        document = _flat(inner)
    return {name: value for name, value in document.items() if isinstance(value, str)}


def read_status(document: Mapping[str, str]) -> Status:
    """What is said of the order.

    :raise Refused: the order is not known, or the question was not understood
    :raise Unreadable: something that must be there is missing
    """
    if document.get("status", "0") != "0" or document.get("error_code"):
        raise _refusal(document)
    amount = document.get("order_amt", "")
    if not _AMOUNT.fullmatch(amount) or not document.get("order_no"):
        raise Unreadable
    currencies = (document.get(name, "") for name in ("order_currncy", "order_currency", "order_curr"))
    return Status(
        document["order_no"],
        document.get("reference_no", ""),
        document.get("order_status", ""),
        Decimal(amount),
        next(filter(None, currencies), "").strip().upper(),
        document.get("order_option_type", ""),
        document.get("order_card_name", ""),
        document.get("order_bank_response", ""),
    )


def read_refund(document: Mapping[str, str]) -> Refund:
    """What is said of the refund.

    :raise Unreadable: it does not say whether the refund was taken
    """
    refusal = _refusal(document)
    if "refund_status" not in document and not refusal.code and document.get("status") != "1":
        raise Unreadable
    return Refund(document.get("refund_status") == "0", refusal.code, refusal.reason)


def _refusal(document: Mapping[str, str]) -> Refused:
    reason = document.get("reason") or document.get("error_desc") or ""
    return Refused(document.get("error_code", ""), reason[:500])


def _envelope(body: str) -> tuple[str, str, str]:
    """(status, what is hidden or the plain reason, the code of the reason)."""
    if body.startswith("{"):
        said = _flat(_document(body))
        fields = [said.get(name, "") for name in ("status", "enc_response", "enc_error_code")]
        status, hidden, code = (field if isinstance(field, str) else "" for field in fields)
        if not status:
            raise Unreadable
        return status, hidden, code
    match = _REPLY.fullmatch(body)
    if not match:
        raise Unreadable
    return match[1], match[2], match[3] or ""


def _document(text: str) -> object:
    """JSON, its numbers as texts: they are money, and no float may come near it."""
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise Unreadable from None


def _flat(document: object) -> dict[str, object]:
    if not isinstance(document, dict):
        raise Unreadable
    return document
