"""The calls that no short way prices: each distinct one is rated once by ``rate``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from .engine import rate
from .frame_deck import EPOCH, MICROSECOND
from .frame_terms import LARGEST
from .model import Call
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
}


def rate_distinct(
    calls: pl.DataFrame, tariffs: Mapping[int, Tariff], zoned: bool
) -> tuple[pl.Series, dict[str, pl.Series]]:
    """The number of its outcome for each call, and the columns of the outcomes.

    :param zoned: whether the starts have a time zone
    """
    example = pl.col("tariff", "number", "a_number", "at").first()
    examples = calls.group_by(KEY).agg(example).with_row_index("outcome")
    found: dict[str, list[object]] = {name: [] for name in OUTCOME}
    state, reason, priced, billed, unrounded, amount = found.values()
    columns = ("tariff", "number", "a_number", "at", "quantity", "given")
    for tariff, number, a_number, at, quantity, given in examples.select(columns).iter_rows():
        start = EPOCH + at * MICROSECOND
        call = Call(number, start if zoned else start.replace(tzinfo=None), quantity, a_number)
        rated = rate(call, tariffs[tariff], given)
        if max(rated.billed, rated.unrounded or 0, rated.amount or 0) > LARGEST:
            raise OverflowError(f"the price of {quantity} units to {number} is beyond 64 bits")
        state.append(rated.state)
        reason.append(rated.reason)
        priced.append(rated.rate is not None)
        billed.append(rated.billed)
        unrounded.append(rated.unrounded)
        amount.append(rated.amount)
    names = examples.select(*KEY, "outcome")
    numbers = calls.select(KEY).join(names, on=KEY, how="left", nulls_equal=True, maintain_order="left")
    return numbers["outcome"], {name: pl.Series(found[name], dtype=dtype) for name, dtype in OUTCOME.items()}
