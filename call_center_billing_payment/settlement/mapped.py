"""Files whose columns somebody has named."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from .model import Mapping, Row, Unreadable
from .values import amount, code, day

#: words that files use for each kind, in small letters
WORDS = {
    "payment": ("payment", "charge", "sale", "capture", "order", "betalning", "inbetalning"),
    "refund": ("refund", "credit", "återbetalning"),
    "chargeback": ("chargeback", "dispute", "reversal"),
    "fee": ("fee", "fees", "commission", "avgift"),
    "payout": ("payout", "transfer", "settlement", "withdrawal", "utbetalning"),
    "adjustment": ("adjustment", "correction", "other", "justering"),
}
KINDS = {word: kind for kind, words in WORDS.items() for word in words}


def mapped(mapping: Mapping) -> Callable[[dict[str, str], int, str], Row | None]:
    """How a row is understood by this mapping."""

    def row(values: dict[str, str], line: int, currency: str) -> Row | None:
        gateway_ref = values[mapping.gateway_ref]
        if not gateway_ref:
            raise Unreadable(mapping.gateway_ref, "", "missing")
        gross = amount(mapping.gross, values[mapping.gross])
        fee = abs(amount(mapping.fee, values[mapping.fee])) if mapping.fee and values[mapping.fee] else Decimal(0)
        kind = _kind(mapping, values, gross)
        if kind == "fee":
            gross, fee = Decimal(0), abs(gross) or fee
        return Row(
            line,
            kind,
            gateway_ref,
            values[mapping.reference] if mapping.reference else "",
            day(mapping.date, values[mapping.date]),
            code(mapping.currency, values[mapping.currency]) if mapping.currency else currency,
            -abs(gross) if kind in ("refund", "payout") else gross,
            fee,
        )

    return row


def _kind(mapping: Mapping, values: dict[str, str], gross: Decimal) -> str:
    if not mapping.kind:
        return "payment" if gross >= 0 else "refund"
    word = values[mapping.kind]
    if word.lower() not in KINDS:
        raise Unreadable(mapping.kind, word, "kind" if word else "missing")
    return KINDS[word.lower()]
