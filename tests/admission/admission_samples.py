"""Facts to decide on: a call that costs 0.60 a minute, on an account with ten crowns."""

from datetime import UTC, datetime
from fractions import Fraction

from admission import Balance, Budget, Facts, Tax, Usage
from rating import Call, Card, Rate, Tariff, max_seconds, rate

MICRO = 1_000_000
NOON = datetime(2026, 1, 7, 12, 0, tzinfo=UTC)
NUMBER = "+46701234567"
DESTINATION = 7


class EnginePrices:
    """What a call costs by the rating engine."""

    destination = DESTINATION

    def __init__(self, **terms):
        self.tariff = Tariff(Card.compile([Rate("46", "Sweden", **({"price": 600_000} | terms))]))

    def price(self, seconds):
        return rate(Call(NUMBER, NOON, seconds), self.tariff).amount

    def longest(self, amount, limit):
        amount = 1 << 62 if amount is None else amount
        return max_seconds(amount, self.tariff, Call(NUMBER, NOON, 0), limit=limit)

    def minute(self):
        return 600_000


def balance(available=10 * MICRO, **parts):
    return Balance(**({"limit": available, "receivable": 0, "uninvoiced": 0, "tax": 0, "reserved": 0} | parts))


def facts(scope=None, usage=None, tax=0, factor=1, **changes):
    """An ordinary question, but for what is changed."""
    ordinary = {
        "caller": "known",
        "block": None,
        "prices": EnginePrices(),
        "budget": Budget(Tax(tax), Fraction(factor)),
        "balance": balance(),
        "minimum": 0,
        "scopes": ((scope, usage or Usage()),) if scope else (),
        "blocked": frozenset(),
        "wanted": 3600,
        "warning": 60,
    }
    return Facts(**(ordinary | changes))
