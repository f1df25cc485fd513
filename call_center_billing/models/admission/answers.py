"""What a switch is told, as JSON."""

from ...money import MICRO, format_micro


def money_text(amount, decimals):
    """Micro-units as an amount of a currency, rounded down: nobody is told more than there is; None for no end.

    >>> money_text(9_999_999, 2), money_text(-1, 2), money_text(None, 2)
    ('9.99', '-0.01', None)
    """
    if amount is None:
        return None
    unit = MICRO // 10**decimals
    return format_micro(amount // unit * unit, decimals)


def balance_json(source, balance):
    """The part of an answer that tells the balance; None if there is nobody whose it is."""
    if balance is None:
        return None
    limit = money_text(balance.limit, source.decimals)
    return {
        "available": money_text(balance.available, source.decimals),
        "limit": limit,
        "currency": source.currency,
    }


def decision_json(source, facts, decision, balance, prompt, from_dialling):
    """The answer to `authorize` and `extend`, but for the hold."""
    account = facts.get("user") or facts.get("account")
    return {
        "decision": decision.decision,
        "reason": decision.reason,
        "prompt": prompt,
        "max_seconds": decision.max_seconds,
        "warn_at": decision.warn_at or None,
        "counted_from": "dial" if from_dialling else "answer",
        "account": account and {"id": account, "lang": facts.get("lang")},
        "balance": balance_json(source, balance),
        "bundles": facts.get("bundles_told", []),
        "if_unavailable": source.down,
        "hold": None,
        "expires_at": None,
    }


def unavailable_json(source, question):
    """The answer to `authorize` when there is none in time: what the source says of that; nothing is reserved."""
    allowed = source.down == "allow"
    return {
        "decision": source.down,
        "reason": "unavailable",
        "prompt": None,
        "max_seconds": (question.seconds or source.seconds) if allowed else 0,
        "warn_at": None,
        "counted_from": "answer",
        "account": None,
        "balance": None,
        "bundles": [],
        "if_unavailable": source.down,
        "hold": None,
        "expires_at": None,
    }
