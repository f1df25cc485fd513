"""Many calls at once: a polars frame of calls in, the same rows with their prices out.

There is one set of rules, that of ``rate``, and ``rate_frame`` gives what ``rate`` gives for every single call. It is
faster because a million calls are few distinct ones: the rate of a call is found by binary search (``flat``), calls
with one price from beginning to end are worked out column by column (``frame_terms``), and of the others each distinct
one is rated once (``frame_rest``).

``import rating`` does not import this module, so that the engine needs no polars. And polars starts threads of its own
when it is first used: never call this in a process that forks workers afterwards, only in the workers.

>>> from datetime import datetime, timezone
>>> import polars as pl
>>> from rating import Card, Rate, Tariff
>>> from rating.frame import rate_frame
>>> tariff = Tariff(Card.compile([Rate("46", "Sweden", 600_000, key=7)]))
>>> noon = datetime(2026, 1, 7, 12, 0, tzinfo=timezone.utc)
>>> numbers = {"b_number": ["+46812345678", "+4712345678"], "quantity": [90, 90]}
>>> calls = pl.DataFrame({"tariff": [1, 1], "started_at": [noon, noon], **numbers})
>>> rate_frame(calls, {1: tariff}).select("state", "reason", "rate_key", "billed", "amount").rows()
[('rated', '', 7, 90, 900000), ('unrated', 'no_rate', None, 0, None)]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from .card import Card
from .frame_card import rate_on_card
from .frame_deck import sort_keys
from .tariff import Tariff

WHOLE: Final = ("tariff", "quantity", "free_units")
TEXT: Final = ("b_number", "a_number")
ADDED: Final = (
    *("state", "reason", "rate_key", "destination_class", "billed", "unrounded", "amount"),
    *("usage_price", "usage_fee", "usage_band"),
)
PER_SECOND: Final = {"ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}


def rate_frame(calls: pl.DataFrame, tariffs: Mapping[int, Tariff]) -> pl.DataFrame:
    """Price calls.

    :param calls: columns ``tariff`` (whole numbers, keys of ``tariffs``), ``b_number``, ``started_at`` (datetime with
        a time zone) and ``quantity`` (whole numbers), optionally ``a_number`` and ``free_units``, see ``model.Call``
        and ``rate``; no nulls among them. Other columns are handed back as they are
    :return: the same rows in the same order with the columns ``state``, ``reason``, ``billed``, ``unrounded`` and
        ``amount`` as in ``Rated``; ``rate_key`` and ``destination_class`` of its rate (null without one); and ``price``
        and ``name`` of the first part of kind usage as ``usage_price`` and ``usage_band`` with the sum of its fees as
        ``usage_fee`` (null without such a part)
    :raise TypeError: a column of another type, or a null
    :raise KeyError: a tariff that is not given
    :raise ValueError: free units below 0
    :raise OverflowError: an amount beyond 64 bits
    """
    work, zoned = _columns(calls)
    cards, numbers = _cards(work["tariff"].unique().to_list(), tariffs)
    if len(cards) < 2:
        parts = [rate_on_card(card, work, tariffs, zoned) for card in cards]
    else:
        work = work.join(numbers, on="tariff", how="left", maintain_order="left")
        pieces = work.partition_by("card", as_dict=True, include_key=False)
        parts = [rate_on_card(cards[int(key[0])], piece, tariffs, zoned) for key, piece in pieces.items()]
    if not parts:
        return calls.with_columns(_empty())
    rated = pl.concat(parts) if len(parts) > 1 else parts[0]
    if len(parts) > 1:
        rated = rated[rated["row"].arg_sort()]
    return calls.with_columns(rated[name] for name in ADDED)


def _columns(calls: pl.DataFrame) -> tuple[pl.DataFrame, bool]:
    """The columns needed, under short names and checked, and whether the starts have a time zone."""
    optional = {"a_number": pl.lit("", pl.String), "free_units": pl.lit(0, pl.Int64)}
    known = calls.with_columns(value.alias(name) for name, value in optional.items() if name not in calls.columns)
    known = known.select(*WHOLE, *TEXT, "started_at")
    start = known.schema["started_at"]
    if not isinstance(start, pl.Datetime):
        raise TypeError(f"started_at is {start}, no datetime")
    for name, dtype in known.schema.items():
        if known[name].null_count():
            raise TypeError(f"{name} has nulls")
        if (name in WHOLE and not dtype.is_integer()) or (name in TEXT and dtype != pl.String):
            raise TypeError(f"{name} is {dtype}")
    at = pl.col("started_at").to_physical()
    at = at * 1_000 if start.time_unit == "ms" else at // (PER_SECOND[start.time_unit] // 1_000_000)
    work = known.select(
        pl.col("tariff", "quantity").cast(pl.Int64),
        pl.col("free_units").cast(pl.Int64).alias("given"),
        pl.col("b_number").alias("number"),
        "a_number",
        at.alias("at"),
    ).with_row_index("row")
    return work.with_columns(key=sort_keys()), start.time_zone is not None


def _cards(used: list[int], tariffs: Mapping[int, Tariff]) -> tuple[list[Card], pl.DataFrame]:
    """The cards of the tariffs in use, and which tariff has which (by its position)."""
    cards: list[Card] = []
    places: dict[int, int] = {}
    numbers: list[int] = []
    for key in used:
        card = tariffs[key].card
        if id(card) not in places:
            places[id(card)] = len(cards)
            cards.append(card)
        numbers.append(places[id(card)])
    columns = {"tariff": used, "card": numbers}
    return cards, pl.DataFrame(columns, schema={"tariff": pl.Int64, "card": pl.Int64})


def _empty() -> list[pl.Series]:
    text = ("state", "reason", "destination_class", "usage_band")
    return [pl.Series(name, [], dtype=pl.String if name in text else pl.Int64) for name in ADDED]
