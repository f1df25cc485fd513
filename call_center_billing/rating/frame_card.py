"""A batch whose tariffs all stand on one card: find the rates, gather the conditions, price, put together."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from .card import Card
from .frame_bands import positions
from .frame_deck import Deck, deck_of, look_up
from .frame_rest import rate_distinct
from .frame_terms import COLUMNS, amount, billed, in_one_band, is_short, numerator, terms_row, unrounded
from .pricing import reprice
from .tariff import FixedPrice, Tariff
from .validity import NO_RATE

Promise = tuple[FixedPrice | None, int]
"""What a tariff gives a destination class: a fixed price, or a discount."""


def rate_on_card(card: Card, calls: pl.DataFrame, tariffs: Mapping[int, Tariff], zoned: bool) -> pl.DataFrame:
    """Price calls, as ``rate_frame``.

    :param calls: columns ``row``, ``tariff``, ``number``, ``key``, ``a_number``, ``at``, ``quantity``, ``given``
    :param zoned: whether the starts have a time zone; without one nothing is looked up
    """
    deck = deck_of(card)
    found = look_up(card, calls) if zoned else pl.Series([NO_RATE], dtype=pl.Int64).new_from_index(0, len(calls))
    known = pl.select(pl.when(found < 0).then(card.size).otherwise(found)).to_series()
    calls = calls.drop("key").with_columns(deck.rows[known].get_columns())
    calls = _with_bands(card, deck, calls)
    calls, promises = _with_promises(deck, calls, tariffs)
    code = (pl.col("pricing") * len(promises) + pl.col("promise")) * deck.bands + pl.col("band").clip(0)
    calls = calls.with_columns(code=pl.coalesce(code, found))
    calls = calls.join(_terms(card, deck, promises, calls["code"]), on="code", how="left", maintain_order="left")
    return _price(card, calls, tariffs, zoned)


def _with_bands(card: Card, deck: Deck, calls: pl.DataFrame) -> pl.DataFrame:
    calls = calls.with_columns(second=pl.col("at") // 1_000_000)
    if not deck.weeks:
        return calls.with_columns(band=pl.lit(0, pl.Int64), left=pl.lit(0, pl.Int64))
    return calls.with_columns(positions(card, deck.weeks, calls).get_columns())


def _with_promises(
    deck: Deck, calls: pl.DataFrame, tariffs: Mapping[int, Tariff]
) -> tuple[pl.DataFrame, tuple[Promise, ...]]:
    """Add the number of what the tariff promises the destination class, null without a rate."""
    pairs = calls.select("tariff", "class").unique().drop_nulls()
    numbers: dict[Promise, int] = {}
    given = [
        numbers.setdefault(tariffs[tariff].promise(deck.classes[place]), len(numbers))
        for tariff, place in pairs.iter_rows()
    ]
    pairs = pairs.with_columns(pl.Series("promise", given, dtype=pl.Int64))
    return calls.join(pairs, on=["tariff", "class"], how="left", maintain_order="left"), tuple(numbers)


def _terms(card: Card, deck: Deck, promises: tuple[Promise, ...], codes: pl.Series) -> pl.DataFrame:
    """What each code in use stands for."""
    used = [code for code in codes.unique() if code >= 0]
    rows, names = [], []
    for code in used:
        rest, band = divmod(code, deck.bands)
        number, promise = divmod(rest, len(promises))
        fixed, discount = promises[promise]
        pricing = deck.pricings[number]
        rows.append(terms_row(card, pricing if fixed is None else reprice(pricing, *fixed), discount, band))
        names.append(pricing.terms[band].name)
    terms = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.Int64), orient="row")
    return terms.with_columns(pl.Series("code", used, dtype=pl.Int64), pl.Series("name", names, dtype=pl.String))


def _price(card: Card, calls: pl.DataFrame, tariffs: Mapping[int, Tariff], zoned: bool) -> pl.DataFrame:
    calls = calls.with_columns(steady=in_one_band().fill_null(True))
    calls = calls.with_columns(short=is_short().fill_null(False), billed=billed(card))
    calls = calls.with_columns(numerator=numerator())
    calls = calls.with_columns(unrounded=unrounded(), amount=amount(card))
    rest = (~calls["short"]).arg_true()
    others = calls[rest].with_columns(instant=pl.when("steady").then(None).otherwise("second"))
    numbers, outcomes = rate_distinct(others, tariffs, zoned)
    place = pl.Series([None], dtype=numbers.dtype).new_from_index(0, len(calls)).scatter(rest, numbers)
    of_rest = {name: values.gather(place) for name, values in outcomes.items()}
    short, priced = pl.col("short"), pl.col("short") | of_rest["priced"]
    own = {"usage_price": "price", "usage_fee": "fee", "usage_band": "name"}
    own |= {name: name for name in ("billed", "unrounded", "amount")}
    return calls.select(
        "row",
        state=pl.when(short).then(pl.lit("rated")).otherwise(of_rest["state"]),
        reason=pl.when(short).then(pl.lit("")).otherwise(of_rest["reason"]),
        rate_key=pl.when(priced).then("rate_key"),
        destination_class=pl.when(priced).then("destination_class"),
        **{name: pl.when(short).then(mine).otherwise(of_rest[name]) for name, mine in own.items()},
    )
