"""CCAvenue: the report of a settlement, a line for each order; fee and tax on it are told apart, and we pay both."""

from __future__ import annotations

from decimal import Decimal

from .model import Row, Unreadable
from .values import amount, code, day

COLUMNS = ("CCAvenue Reference No", "Order No", "Order Amount", "Fees", "Tax", "Net Payable", "Transaction Date")
#: of lines that are no sale
KIND, CURRENCY = "Transaction Type", "Currency"
#: the gateway's money
RUPEE = "INR"
KINDS = {
    "": "payment",
    "sale": "payment",
    "order": "payment",
    "shipped": "payment",
    "refund": "refund",
    "chargeback": "chargeback",
    "payout": "payout",
    "settlement": "payout",
    "adjustment": "adjustment",
}


def row(values: dict[str, str], line: int, currency: str) -> Row | None:
    """A line of the report; the sums at its end are none.

    :raise Unreadable: also if amount, fees and tax do not come to what is payable
    """
    if values["Order No"].lower() in ("total", "grand total") or values["CCAvenue Reference No"].lower() == "total":
        return None
    word = values.get(KIND, "")
    if word.lower() not in KINDS:
        raise Unreadable(KIND, word, "kind")
    kind = KINDS[word.lower()]
    gateway_ref = values["CCAvenue Reference No"]
    if not gateway_ref:
        raise Unreadable("CCAvenue Reference No", "", "missing")
    gross = amount("Order Amount", values["Order Amount"])
    if kind in ("refund", "payout"):
        gross = -abs(gross)
    fee = sum((abs(amount(name, values[name])) for name in ("Fees", "Tax") if values[name]), Decimal(0))
    if values["Net Payable"] and abs(gross - fee) != abs(amount("Net Payable", values["Net Payable"])):
        raise Unreadable("Net Payable", values["Net Payable"], "sum")
    return Row(
        line,
        kind,
        gateway_ref,
        values["Order No"],
        day("Transaction Date", values["Transaction Date"]),
        code(CURRENCY, values.get(CURRENCY) or currency or RUPEE),
        gross,
        fee,
    )
