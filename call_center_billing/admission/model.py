"""What is known when a switch asks, and what it is told."""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol

from .balance import Balance
from .budget import Budget

Answer = Literal["allow", "deny", "ask_pin", "transfer"]
Reason = Literal[
    "ok",
    "blocked",
    "no_credit",
    "unknown_number",
    "withheld",
    "no_rate",
    "destination_blocked",
    "price_cap",
    "channel_limit",
    "rate_limit",
    "day_limit",
    "distinct_limit",
    "wrong_pin",
    "pin_locked",
    "unavailable",
]
Caller = Literal["known", "unknown", "withheld", "wrong_pin", "pin_locked"]


class Prices(Protocol):
    """What the wanted call costs, by the function that will rate it; micro-units of the card's currency, net."""

    destination: int

    def price(self, seconds: int) -> int:
        """The price of so many seconds."""

    def longest(self, amount: int | None, limit: int) -> int:
        """The most seconds that cost no more than `amount`, None for any price; `limit` at most."""

    def minute(self) -> int:
        """The dearest minute at the begin of the call, fees left out."""


class Free:
    """Prices of a call that is admitted without any: it comes in, or its number is always open."""

    destination = 0

    def price(self, seconds: int) -> int:
        """Nothing."""
        return 0

    def longest(self, amount: int | None, limit: int) -> int:
        """As long as is wanted."""
        return limit

    def minute(self) -> int:
        """Nothing."""
        return 0


class Limits(NamedTuple):
    """What must not be passed; 0 for no limit. Money is micro-units of the company's currency, net.

    :ivar channels: calls at once; :ivar rate: calls begun within a second; :ivar day: spent in a day
    :ivar price: of a minute; :ivar distinct: different numbers called in a day
    """

    channels: int = 0
    rate: int = 0
    day: int = 0
    price: int = 0
    distinct: int = 0


class Usage(NamedTuple):
    """What counts against the limits, this call left out.

    :ivar channels: calls in progress; :ivar begun: within the last second
    :ivar spent: today, with what calls in progress reserve; :ivar numbers: different ones called today
    :ivar again: this number has been called today
    """

    channels: int = 0
    begun: int = 0
    spent: int = 0
    numbers: int = 0
    again: bool = False


class Facts(NamedTuple):
    """All that a decision follows from.

    :ivar block: code of the prompt that a blocked caller hears, None for who is not blocked
    :ivar prices: None when the called number has no price
    :ivar minimum: what must be available for a call to be admitted at all
    :ivar scopes: limits and what counts against them: of the account, of everybody together
    :ivar blocked: destinations that may not be called
    :ivar wanted: seconds to reserve for, at most; :ivar warning: seconds before the end at which to warn
    :ivar inbound: the call comes in to the account's number
    :ivar emergency: an emergency number is called, which nothing and nobody is kept from
    """

    caller: Caller
    block: str | None
    prices: Prices | None
    budget: Budget | None
    balance: Balance
    minimum: int
    scopes: tuple[tuple[Limits, Usage], ...]
    blocked: frozenset[int]
    wanted: int
    warning: int = 0
    inbound: bool = False
    emergency: bool = False


class Decision(NamedTuple):
    """What the switch is told.

    :ivar prompt: code of what the caller should hear; empty for nothing
    :ivar max_seconds: the longest the call may last; :ivar warn_at: when to warn the caller, 0 for never
    :ivar price: of so long a call, in the card's currency, net; :ivar value: the same in the company's
    :ivar amount: to reserve: the company's currency, tax included
    """

    decision: Answer
    reason: Reason
    prompt: str = ""
    max_seconds: int = 0
    warn_at: int = 0
    price: int = 0
    value: int = 0
    amount: int = 0


def strictest(one: Limits, other: Limits) -> Limits:
    """Of two sets of limits the stricter of each."""
    return Limits(*(min(filter(None, pair), default=0) for pair in zip(one, other, strict=True)))
