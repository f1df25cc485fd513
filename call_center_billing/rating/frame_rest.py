"""The calls that no short way prices: each distinct one is rated once by ``rate``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from .engine import rate
from .frame_deck import EPOCH, MICROSECOND
from .frame_terms import LARGEST
from .model import Call
from .result import Rated
from .tariff import Tariff

KEY: Final = ["code", "quantity", "given", "instant"]
"""All that a price depends on: conditions (rate, promise and band), quantity, free units, and the second of the start
where the call may pass from band to band."""

OUTCOME: Final = {
    "state": pl.String,
    "reason": pl.String,
    "priced": pl.Boolean,
    "billed": pl.Int64,
    "unrounded": pl.Int64,
    "amount": pl.Int64,
    "usage_price": pl.Int64,
    "usage_fee": pl.Int64,
    "usage_band": pl.String,
}


def rate_distinct(
    calls: pl.DataFrame, tariffs: Mapping[int, Tariff], zoned: bool
) -> tuple[pl.Series, dict[str, pl.Series]]:
    """The number of its outcome for each call, and the columns of the outcomes.

    :param zoned: whether the starts have a time zone
    """
    example = pl.col("tariff", "number", "a_number", "at").first()
    examples = calls.group_by(KEY).agg(example).with_row_index("outcome")
    found: list[tuple[object, ...]] = []
    columns = ("tariff", "number", "a_number", "at", "quantity", "given")
    for tariff, number, a_number, at, quantity, given in examples.select(columns).iter_rows():
        start = EPOCH + at * MICROSECOND
        call = Call(number, start if zoned else start.replace(tzinfo=None), quantity, a_number)
        rated = rate(call, tariffs[tariff], given)
        if max(rated.billed, rated.unrounded or 0, rated.amount or 0) > LARGEST:
            raise OverflowError(f"the price of {quantity} units to {number} is beyond 64 bits")
        result = (rated.state, rated.reason, rated.rate is not None, rated.billed, rated.unrounded, rated.amount)
        found.append((*result, *_usage(rated)))
    names = examples.select(*KEY, "outcome")
    numbers = calls.select(KEY).join(names, on=KEY, how="left", nulls_equal=True, maintain_order="left")
    outcomes = pl.DataFrame(found, schema=OUTCOME, orient="row")
    return numbers["outcome"], {name: outcomes[name] for name in OUTCOME}


def _usage(rated: Rated) -> tuple[int | None, int | None, str | None]:
    """Price, fee and band of the first units that were charged."""
    first = next((part for part in rated.parts if part.kind == "usage"), None)
    if first is None:
        return None, None, None
    return first.price, sum(part.amount for part in rated.parts if part.kind == "fee"), first.name
