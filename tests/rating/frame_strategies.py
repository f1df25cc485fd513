"""Random price lists of many prefixes, and batches of calls to them.

Drawn by Python's own chance from a seed, which is much faster than one choice at a time; few digits, so that prefixes
meet often, and starts close to the edges of bands and validities.
"""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from rating import LONGEST_CALL, OWN_UNITS, Band, Call, Card, CardError, FixedPrice, Rate, Rounding, Step, Tariff
from rating_strategies import HOLIDAYS

CHANCES = st.integers(0, 2**32).map(random.Random)
CLASSES = ("", "mobile", "premium")
MOMENTS = [datetime(2026, month, day, 8, tzinfo=UTC) for month, day in ((1, 5), (1, 6), (3, 28), (3, 29), (10, 25))]
DISCOUNTS = (0, 0, 100_000, 333_333, 1_000_000, -250_000)
PRICES = (0, 7, 100_000, 1_234_567)
ODD_PREFIXES = ("=112", "=4", "46" * 8, "4" * 15, "0", "")
ODD_NUMBERS = ("+", "", "112", "4", "467", "+4x", "+46 7", "+" + "46" * 8, "+" + "46" * 9, "+" + "4" * 17, "+0046")
ODD_QUANTITIES = (-1, 0, 1, LONGEST_CALL, LONGEST_CALL + 1, 2**40, -(2**63))
BANDS = (
    (Band("night", 70_000, end=6 * 3600, connection_fee=5, first_increment=60),),
    (Band("day", 900_001, 7, 8 * 3600, 18 * 3600, frozenset(range(5)), next_increment=30), Band("free", 0)),
    (Band("steps", 300_000, 1, 8 * 3600, 9 * 3600, steps=(Step(10, 1),)), Band("holiday", 1, days=frozenset({7}))),
)
CONDITIONS = {
    "connection_fee": (490_000,),
    "free_units": (10, 61),
    "minimum_units": (45, 400),
    "first_increment": (6, 30, 500),
    "next_increment": (6, 60),
    "minimum_charge": (5_000,),
    "maximum_charge": (2_000_000,),
    "bands": BANDS,
    "steps": ((Step(60, 300_000),), (Step(5, 0, 1, 7), Step(300, 9_999))),
    "unit": ("agent_second", "call", "message"),
    "destination_class": CLASSES,
    "a_prefix": ("46", "467"),
    "valid_from": MOMENTS,
    "valid_to": MOMENTS,
}
OPTIONS = {
    "band_rule": ("split", "split", "start"),
    "increment_rule": ("remainder", "total"),
    "edge_rule": ("carry", "cut"),
    "fee_rule": ("charged", "answered"),
    "timezone": ("Europe/Stockholm", "UTC", "America/New_York"),
}


def _digits(chance, most):
    return "".join(chance.choices("467", k=chance.randint(0, most)))


def deck(chance, prefixes=None):
    """A card of up to 20 rates, less those that a card must refuse."""
    chosen = {name: chance.choice(values) for name, values in OPTIONS.items()} | {"holidays": HOLIDAYS}
    chosen["rounding"] = Rounding(chance.randint(0, 6), chance.choice(("half_up", "half_even", "up", "down")))
    many = chance.choice((0.05, 0.15, 0.3))  # of the conditions
    rows = []
    for key in range(chance.randint(0, 20)):
        prefix = chance.choice(ODD_PREFIXES) if chance.random() < 0.1 else _digits(chance, 4)
        row = Rate(prefix, "", chance.choice(PRICES), chance.choice((1, 7)), key=key)
        said = {name: chance.choice(values) for name, values in CONDITIONS.items() if chance.random() < many}
        try:
            Card.compile([*rows, row._replace(**said)], **chosen)
        except CardError:
            continue
        rows.append(row._replace(**said))
    return Card.compile(rows, **chosen)


def promised(chance, cards):
    """A tariff on one of the cards, with discounts and fixed prices for some classes."""
    discounts = {name: chance.choice(DISCOUNTS) for name in CLASSES if chance.random() < 0.2}
    prices = {
        name: FixedPrice(chance.choice(PRICES), chance.choice((60, OWN_UNITS)))
        for name in CLASSES
        if chance.random() < 0.2
    }
    return Tariff(chance.choice(cards), chance.choice(DISCOUNTS), discounts, prices)


def _start(chance):
    start = chance.choice(MOMENTS) + timedelta(hours=chance.randint(-12, 12))
    return start + timedelta(seconds=chance.choice((0, 1, -1, -30, -59, chance.randint(-3600, 3600))))


def _row(chance, keys, number):
    start = _start(chance) - timedelta(microseconds=chance.choice((0, 0, 1)))
    number = number or (chance.choice(ODD_NUMBERS) if chance.random() < 0.1 else "+" + _digits(chance, 6))
    quantity = chance.choice((chance.randint(0, 90), chance.randint(0, 90), 60, chance.randint(0, 100_000)))
    if chance.random() < 0.05:
        quantity = chance.choice(ODD_QUANTITIES)
    free = chance.choice((1, 20, 59, 3600, 2**62, 2**63 - 1)) if chance.random() < 0.2 else 0
    return chance.choice(keys), Call(number, start, quantity, chance.choice(("", "+46", "+467", "+1"))), free


def batch(chance, keys, number=None):
    """Up to 60 rows of tariff, call and free units, some of them twice."""
    rows = [_row(chance, keys, number) for _ in range(chance.randint(0, 60))]
    return rows + rows[: chance.randint(0, 3)]
