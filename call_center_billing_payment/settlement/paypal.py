"""PayPal: the settlement report (STL) with its event codes, and the list of activities that people download.

Both count by event: T00 are payments, T11 what is taken back, T04 withdrawals. What moves no balance, as holds and
authorisations (T11 holds, T13, T15, T21), is no row for us.
"""

from __future__ import annotations

from decimal import Decimal

from .model import Row, Unreadable
from .values import amount, code, day

SETTLEMENT = (
    "Transaction ID",
    "Invoice ID",
    "Transaction Event Code",
    "Transaction Completion Date",
    "Gross Transaction Amount",
    "Gross Transaction Currency",
    "Fee Debit or Credit",
    "Fee Amount",
)
ACTIVITY = ("Date", "Type", "Status", "Currency", "Gross", "Fee", "Net", "Transaction ID")
#: the column that begins each line, and the kinds of lines that are rows of the body
TYPE, BODY = "CH", "SB"
#: the report writes sums in the smallest unit; these have no smaller one
WHOLE = {"JPY", "HUF", "TWD"}
#: kinds by event code: the longest beginning that is here counts. None: no money moves
EVENTS: dict[str, str | None] = {
    "T00": "payment",
    "T01": "fee",
    "T0114": "chargeback",
    "T0106": "fee",
    "T02": "adjustment",
    "T04": "payout",
    "T11": "refund",
    "T1105": None,
    "T1106": "chargeback",
    "T1110": None,
    "T1111": None,
    "T12": "chargeback",
    "T13": None,
    "T15": None,
    "T16": None,
    "T21": None,
}
#: words of the column Type of activities, in the same way; small letters
TYPES = (
    ("hold", None),
    ("authorization", None),
    ("order", None),
    ("chargeback fee", "fee"),
    ("dispute fee", "fee"),
    ("chargeback", "chargeback"),
    ("dispute", "chargeback"),
    ("reversal", "chargeback"),
    ("refund", "refund"),
    ("fee", "fee"),
    ("withdrawal", "payout"),
    ("transfer to bank", "payout"),
    ("currency conversion", "adjustment"),
    ("payment", "payment"),
)


def settlement_row(values: dict[str, str], line: int, currency: str) -> Row | None:
    """A line of the settlement report; heads and sums are none."""
    if values.get(TYPE, BODY) != BODY:
        return None
    event = values["Transaction Event Code"]
    kind = _kind_of(event)
    if kind is None:
        return None
    unit = code("Gross Transaction Currency", values["Gross Transaction Currency"] or currency)
    gross = _minor(values, "Gross Transaction Amount", unit)
    side = "Transaction Debit or Credit" if "Transaction Debit or Credit" in values else "Transaction  Debit or Credit"
    gross = -gross if _is_debit(values, side) else gross
    fee = _minor(values, "Fee Amount", unit) if values["Fee Amount"] else Decimal(0)
    fee = fee if not fee or _is_debit(values, "Fee Debit or Credit") else -fee
    if kind == "fee":
        gross, fee = Decimal(0), fee - gross
    return Row(
        line,
        kind,
        _needed(values, "Transaction ID"),
        values["Invoice ID"],
        day("Transaction Completion Date", values["Transaction Completion Date"]),
        unit,
        gross,
        fee,
        event,
    )


def activity_row(values: dict[str, str], line: int, currency: str) -> Row | None:
    """A line of the list of activities; what is not completed is none."""
    if values["Status"].lower() not in ("completed", "cleared", "success"):
        return None
    if values.get("Balance Impact", "").lower() == "memo":
        return None
    kind = _kind_of_type(values["Type"])
    if kind is None:
        return None
    gross, fee = amount("Gross", values["Gross"]), -amount("Fee", values["Fee"] or "0")
    net = amount("Net", values["Net"])
    if gross - fee != net:
        raise Unreadable("Net", values["Net"], "sum")
    if kind == "fee":
        gross, fee = Decimal(0), fee - gross
    return Row(
        line,
        kind,
        _needed(values, "Transaction ID"),
        values.get("Invoice Number") or values.get("Custom Number") or "",
        day("Date", values["Date"], month_first=_month_first(values)),
        code("Currency", values["Currency"] or currency),
        gross,
        fee,
        values["Type"],
    )


def _kind_of(event: str) -> str | None:
    for length in (5, 3):
        if event[:length] in EVENTS:
            return EVENTS[event[:length]]
    if not event.startswith("T"):
        raise Unreadable("Transaction Event Code", event, "kind" if event else "missing")
    return "adjustment"


def _kind_of_type(text: str) -> str | None:
    if not text:
        raise Unreadable("Type", text, "missing")
    return next((kind for word, kind in TYPES if word in text.lower()), "adjustment")


def _minor(values: dict[str, str], field: str, unit: str) -> Decimal:
    value = amount(field, values[field])
    if value != value.to_integral_value():
        raise Unreadable(field, values[field], "amount")
    return abs(value) if unit in WHOLE else abs(value) / 100


def _is_debit(values: dict[str, str], field: str) -> bool:
    word = values.get(field, "").upper()
    if word not in ("DR", "CR"):
        raise Unreadable(field, word, "kind" if word else "missing")
    return word == "DR"


def _needed(values: dict[str, str], field: str) -> str:
    if not values[field]:
        raise Unreadable(field, "", "missing")
    return values[field]


def _month_first(values: dict[str, str]) -> bool:
    """American accounts write the month first; their time zone tells."""
    return values.get("TimeZone", values.get("Time Zone", "")).upper() in (
        *("PST", "PDT", "MST", "MDT", "CST", "CDT", "EST", "EDT"),
        "AMERICA/LOS_ANGELES",
    )
