"""A column of numbers in E.164: the plain ones all at once, the others one by one as `Numbering` reads them.

What is plain follows from the tables of phonenumbers: a number with its country code (`+` or `00` before it) whose
country marks national numbers by fixed digits, and a national number behind such digits, when they have a possible
length and nothing that could be stripped. Then E.164 is the very digits. Tests hold both ways equal.

Not imported by ``cdr`` itself, which needs no polars.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

import phonenumbers
import polars as pl

from .country_codes import FEWEST, HEADS, IMPOSSIBLE, LONGEST, MOST, POSSIBLE, country_codes
from .numbers import NO_RULES, Numbering, Rules

#: numbers that are remembered
MANY: Final = 200_000


class Codes(NamedTuple):
    """As `CountryCodes`."""

    sizes: pl.Series
    stripped: pl.Series
    lengths: pl.Series


class National(NamedTuple):
    """How a region writes its own numbers: after `prefix`; :ivar lengths: of those; :ivar odd: those left alone."""

    code: str
    prefix: str
    lengths: tuple[int, ...]
    odd: str


class Numbers:
    """Brings columns of numbers into one form, and remembers numbers as long as they repeat, as callers' do."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self._known: pl.DataFrame | None = pl.DataFrame(schema={"raw": pl.String, "text": pl.String})

    def column(self, raw: pl.Series) -> pl.Series:
        """As `normalise_column`."""
        if self._known is None:
            return normalise_column(raw, self.numbering)
        text = raw.to_frame("raw").join(self._known, on="raw", how="left", maintain_order="left")["text"]
        rest = text.is_null().arg_true()
        if not len(rest):
            return text
        left = raw.gather(rest)
        distinct = left.unique()
        new = pl.DataFrame([distinct.alias("raw"), normalise_column(distinct, self.numbering).alias("text")])
        repeating = len(distinct) < len(raw) // 2 or self._known.is_empty()
        self._known = pl.concat([self._known, new]) if repeating and len(self._known) < MANY else None
        return text.scatter(rest, left.to_frame("raw").join(new, on="raw", how="left", maintain_order="left")["text"])


def normalise_column(raw: pl.Series, numbering: Numbering) -> pl.Series:
    """The numbers as `Numbering.normalise` gives their text, in a column of the same length; no nulls."""
    text = _plain(raw, numbering)
    rest = text.is_null().arg_true()
    if not len(rest):
        return text
    left = raw.gather(rest)
    distinct = left.unique()
    texts = [numbering.normalise(value).text for value in distinct.to_list()]
    return text.scatter(rest, left.replace_strict(distinct, pl.Series(texts, dtype=pl.String)))


def _plain(raw: pl.Series, numbering: Numbering) -> pl.Series:
    """The numbers in E.164, null where they are not plain."""
    national = _national_of(numbering.region)
    text = _unless_ruled(raw, _international(raw, numbering, national is not None), numbering.rules)
    if national is None:
        return text
    rest = text.is_null().arg_true()
    if not len(rest):
        return text
    left = raw.gather(rest)
    return text.scatter(rest, _unless_ruled(left, _of_region(left, national), numbering.rules))


def _unless_ruled(raw: pl.Series, text: pl.Series, rules: Rules) -> pl.Series:
    """Null where a rule of the source has a say."""
    if rules == NO_RULES:
        return text
    column, free = pl.col("raw"), pl.lit(True)
    if rules.prefixes:
        heads = "|".join(map(re.escape, rules.prefixes))
        free = ~column.str.contains(f"^(?:{heads})")
    if rules.short or rules.withheld:
        free &= (column.str.len_bytes() > rules.short) & ~column.is_in(sorted(rules.withheld))
    return pl.DataFrame({"raw": raw, "text": text}).select(pl.when(free).then("text")).to_series()


def _international(raw: pl.Series, numbering: Numbering, doubled: bool) -> pl.Series:
    """Numbers with a country code in E.164, null where they are not plain.

    Step by step: polars would work out anew whatever an expression says twice.

    :param doubled: whether 00 is the international prefix
    """
    codes, powers = _codes(), pl.Series([10**zeros for zeros in range(MOST)], dtype=pl.Int64)
    work = raw.to_frame("raw").with_columns(digits=_digits(numbering.international, doubled))
    digits = pl.col("digits")
    work = work.with_columns(
        # what is no number is 0, which like anything behind another sign or a 0 has the code of no country
        value=digits.cast(pl.Int64, strict=False).fill_null(0).clip(0),
        size=digits.str.len_bytes().cast(pl.Int64).clip(0, MOST).fill_null(0),
    )
    value, size = work["value"], work["size"]
    head = (value // powers.gather((size - 3).clip(0))).clip(0, HEADS - 1)
    code = codes.sizes.gather(head)
    rest = (size - code).clip(0, LONGEST + 1)
    first = value // powers.gather((rest - 1).clip(0)) % 10
    length = codes.lengths.gather(head * (LONGEST + 2) + rest)
    plain = (code > 0) & size.is_between(FEWEST, MOST - 2) & (rest <= LONGEST)
    plain &= ~codes.stripped.gather(head * 10 + first)
    work = work.with_columns(plain.alias("plain"), length.alias("length"))
    # a number of a length that there is not stays as it came
    possible, impossible = pl.col("length") == POSSIBLE, pl.col("length") == IMPOSSIBLE
    text = pl.when(possible).then(pl.lit("+") + digits).when(impossible).then("raw")
    return work.select(text=pl.when("plain").then(text)).to_series()


def _digits(international: bool, doubled: bool) -> pl.Expr:
    """The digits of column `raw` behind what tells that a country code follows; null where nothing does."""
    raw = pl.col("raw")
    digits: pl.Expr = pl.when(raw.str.starts_with("+")).then(raw.str.slice(1))
    if doubled:
        digits = pl.when(raw.str.starts_with("00")).then(raw.str.slice(2)).otherwise(digits)
    if international:
        digits = pl.when(raw.str.starts_with("+") | raw.str.starts_with("0")).then(digits).otherwise(raw)
    return digits


def _of_region(raw: pl.Series, national: National) -> pl.Series:
    column = pl.col("raw")
    rest = column.str.slice(len(national.prefix))
    plain = column.str.contains(f"^{national.prefix}[1-9][0-9]*$") & rest.str.len_bytes().is_in(national.lengths)
    text = pl.when(plain & ~column.str.contains(f"^(?:{national.odd})$")).then(pl.lit(f"+{national.code}") + rest)
    return raw.to_frame("raw").select(text=text).to_series()


@cache
def _codes() -> Codes:
    return Codes(*map(pl.Series, country_codes()))


@cache
def _national_of(region: str) -> National | None:
    """None where the region's own numbers have no fixed prefix, or its international prefix is not 00."""
    found = phonenumbers.PhoneMetadata.metadata_for_region(region) if region else None
    if found is None or found.general_desc is None or found.international_prefix != "00":
        return None
    prefix = found.national_prefix_for_parsing
    if prefix != "0" or found.national_prefix_transform_rule:
        return None
    lengths = tuple(length for length in found.general_desc.possible_length if 0 < length <= LONGEST)
    pattern = found.general_desc.national_number_pattern or ".*"
    return National(str(found.country_code), prefix, lengths, pattern)
