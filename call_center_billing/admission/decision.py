"""May this call take place, and for how long?

Who calls comes first, then what was called, then how often, and money last: the reason given is the first that holds.
"""

from __future__ import annotations

from typing import Final

from .model import Decision, Facts, Limits, Reason, Usage

CALLERS: Final = {
    "unknown": Decision("transfer", "unknown_number", "transfer"),
    "withheld": Decision("ask_pin", "withheld", "ask_pin"),
    "wrong_pin": Decision("ask_pin", "wrong_pin", "wrong_pin"),
    "pin_locked": Decision("deny", "pin_locked", "pin_locked"),
}


def decide(facts: Facts) -> Decision:
    """The answer to a switch that asks before it connects a call."""
    if facts.emergency:
        return Decision("allow", "ok", max_seconds=facts.wanted)
    refused = _caller(facts) or _destination(facts) or _often(facts)
    return refused or _money(facts)


def _caller(facts: Facts) -> Decision | None:
    if facts.block is not None:
        return Decision("deny", "blocked", facts.block)
    if facts.inbound and facts.caller == "unknown":  # nobody has the number that is called: nobody pays, or answers
        return Decision("deny", "unknown_number", "unknown_destination")
    return CALLERS.get(facts.caller)


def _destination(facts: Facts) -> Decision | None:
    if facts.prices is None:
        return Decision("deny", "no_rate", "unknown_destination")
    if facts.prices.destination in facts.blocked:
        return Decision("deny", "destination_blocked", "not_allowed")
    caps = [limits.price for limits, _usage in facts.scopes if limits.price]
    if caps and facts.budget is not None and facts.budget.value(facts.prices.minute()) > min(caps):
        return Decision("deny", "price_cap", "not_allowed")
    return None


def _often(facts: Facts) -> Decision | None:
    for limits, usage in facts.scopes:
        if reason := _passed(limits, usage):
            return Decision("deny", reason, "busy_channels" if reason == "channel_limit" else "not_allowed")
    return None


def _passed(limits: Limits, usage: Usage) -> Reason | None:
    if limits.channels and usage.channels >= limits.channels:
        return "channel_limit"
    if limits.rate and usage.begun >= limits.rate:
        return "rate_limit"
    if limits.distinct and not usage.again and usage.numbers >= limits.distinct:
        return "distinct_limit"
    return None


def _money(facts: Facts) -> Decision:
    prices, budget = facts.prices, facts.budget
    assert prices is not None and budget is not None
    seconds = facts.wanted
    if prices.price(seconds):  # what costs nothing is refused to nobody who is not blocked
        room = facts.balance.available
        if room is not None and room < facts.minimum:
            return _broke(room)
        money = None if room is None else budget.net(room)
        day = _day(facts)
        amount = min((each for each in (money, day) if each is not None), default=None)
        seconds = prices.longest(amount, facts.wanted)
        if seconds <= 0:
            by_day = day is not None and (money is None or day < money)
            return Decision("deny", "day_limit", "not_allowed") if by_day else _broke(room or 0)
    price = prices.price(seconds)
    warn_at = seconds - facts.warning if seconds < facts.wanted and seconds > facts.warning > 0 else 0
    return Decision("allow", "ok", "", seconds, warn_at, price, budget.value(price), budget.gross(price))


def _day(facts: Facts) -> int | None:
    """What may yet be spent today, in the card's currency; None without a limit."""
    left = [limits.day - usage.spent for limits, usage in facts.scopes if limits.day]
    assert facts.budget is not None
    return facts.budget.card(min(left)) if left else None


def _broke(room: int) -> Decision:
    """Too little for the first block of the call."""
    return Decision("deny", "no_credit", "low_balance" if room > 0 else "no_credit")
