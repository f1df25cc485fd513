"""What the tests of the rating engine share: short ways to say prices, moments, cards and calls."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from rating import MICRO, Call, Card, Rate, Tariff, rate

VECTORS = Path(__file__).resolve().parents[2] / "data" / "vectors"
NOON = datetime(2026, 1, 7, 12, 0, tzinfo=UTC)
NUMBER = "+46701234567"


def money(text: str) -> int:
    """Micro-units of an amount written as a decimal number."""
    micro = Decimal(text) * MICRO
    assert micro == int(micro), text
    return int(micro)


def tariff(*rates: Rate, discount: int = 0, **options) -> Tariff:
    return Tariff(Card.compile(rates, **options), discount=discount)


def one(price: str = "0.6", prefix: str = "46", **conditions) -> Rate:
    """A rate for the number that most tests call."""
    return Rate(prefix, "Sweden", money(price), **conditions)


def call(quantity: int, start: datetime = NOON, number: str = NUMBER, a_number: str = "") -> Call:
    return Call(number, start, quantity, a_number)


def price(quantity: int, *rates: Rate, start: datetime = NOON, **options):
    """Rate one call by the rates."""
    return rate(call(quantity, start), tariff(*rates, **options))
