"""Why this price? The steps of a rated call as keys and numbers, so that any language can be put to them.

>>> from datetime import datetime, timezone
>>> from rating import Call, Card, Rate, Tariff, explain, rate, text
>>> card = Card.compile([Rate("46", "Sweden", 500_000, connection_fee=100_000, first_increment=60)], name="Standard")
>>> tariff, call = Tariff(card), Call("+46812345678", datetime(2026, 1, 7, 12, 0, tzinfo=timezone.utc), 50)
>>> lines = explain(rate(call, tariff), call, tariff)
>>> lines[2]
Line(key='billed', values={'used': 50, 'billed': 60, 'unit': 'second', 'first': 60, 'next': 1})
>>> print(text(lines))
Sweden, prefix 46.
Price list: Standard.
50 s used, 60 s billed (first block 60 s, then 1 s).
Connection fee: 0.1.
60 s at 0.5 per 60 s: 0.5.
Charged: 0.6.
"""

from __future__ import annotations

from typing import NamedTuple

from .model import Call, Rate
from .result import Part, Rated
from .tariff import Tariff

Values = dict[str, int | str]


class Line(NamedTuple):
    """One line of an explanation: which sentence (a key of ``wording.ENGLISH``), and what stands in it.

    Values are micro-units under ``price``, ``amount`` and ``exact``, parts per million under ``rate``, else whole
    units or text.
    """

    key: str
    values: Values


def explain(rated: Rated, call: Call, tariff: Tariff) -> tuple[Line, ...]:
    """The steps from a call to its price, or the reason why it has none.

    :param rated: what ``rate`` gave for this call and tariff
    """
    if rated.amount is None or rated.unrounded is None:
        return (Line("unrated_" + rated.reason, {"number": call.b_number}),)
    if rated.rate is None:
        return (Line(rated.reason, {}),)
    row, card = rated.rate, tariff.card
    lines = [Line("destination", {"destination": row.destination, "prefix": row.prefix})]
    if card.name or card.version:
        lines.append(Line("card", {"card": " ".join(filter(None, (card.name, card.version)))}))
    if rated.reason:
        lines.append(Line(rated.reason, {}))
    lines.extend(_part(part, row) for part in rated.parts if part.kind == "free")
    lines.extend(_billed(rated, call, row, tariff))
    lines.extend(_part(part, row) for part in rated.parts if part.kind != "free")
    if rated.amount != rated.unrounded:
        rounding = {"digits": card.rounding.digits, "method": card.rounding.method}
        lines.append(Line("rounding", {"exact": rated.unrounded, "amount": rated.amount, **rounding}))
    lines.append(Line("amount", {"amount": rated.amount}))
    return tuple(lines)


def _billed(rated: Rated, call: Call, row: Rate, tariff: Tariff) -> list[Line]:
    """Why more is billed than was used, if so."""
    free = sum(part.units for part in rated.parts if part.kind == "free")
    used = (1 if row.unit == "call" else call.quantity) - free
    if not rated.billed or rated.billed == used:
        return []
    values: Values = {"used": used, "billed": rated.billed, "unit": row.unit}
    lines: list[Line] = []
    if used < row.minimum_units:
        lines.append(Line("billed_minimum", {"minimum": row.minimum_units, "unit": row.unit}))
    if row.bands or row.steps:
        return [*lines, Line("billed_blocks", values)]
    sizes: Values = {"first": row.first_increment, "next": row.next_increment}
    return [*lines, Line("billed_total" if tariff.card.whole else "billed", values | sizes)]


def _part(part: Part, row: Rate) -> Line:
    money: Values = {"amount": part.amount}
    if part.kind == "free":
        return Line("free", {"units": part.units, "unit": row.unit})
    if part.kind == "usage":
        return _usage(part, row)
    if part.kind == "discount":
        return Line("discount" if part.price > 0 else "surcharge", {"rate": abs(part.price), **money})
    if part.kind == "fee":
        return Line("fee", money)
    return Line(part.kind, {"price": part.price, **money})


def _usage(part: Part, row: Rate) -> Line:
    values: Values = {"units": part.units, "unit": row.unit, "price": part.price, "per": part.per}
    values |= {"start": part.start, "amount": part.amount}
    return Line("usage_band", values | {"band": part.name}) if part.name else Line("usage", values)
