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

from .numbers import Numbering

#: the longest national number that is looked at here
LONGEST: Final = 15
HEADS: Final = 1_000
LITERAL: Final = re.compile(r"[0-9]+")
FULL: Final = r"^(?:\+|00)?[0-9]{8,17}$"


class Codes(NamedTuple):
    """By the first three digits of an international number.

    :ivar sizes: digits of its country code, 0 if it is not plain; :ivar firsts: first digit of its national prefix,
        -1 without one; :ivar possible: by head and length of the national number, whether there are such
    """

    sizes: pl.Series
    firsts: pl.Series
    possible: pl.Series


class National(NamedTuple):
    """How a region writes its own numbers: after `prefix`; :ivar lengths: of those; :ivar odd: those left alone."""

    code: str
    prefix: str
    lengths: tuple[int, ...]
    odd: str


def normalise_column(raw: pl.Series, numbering: Numbering) -> pl.Series:
    """The numbers as `Numbering.normalise` gives their text, in a column of the same length; no nulls."""
    text = pl.DataFrame({"raw": raw}).select(_plain(numbering)).to_series()
    rest = text.is_null().arg_true()
    if not len(rest):
        return text
    left = raw.gather(rest)
    distinct = left.unique()
    found = [numbering.normalise(value).text for value in distinct]
    return text.scatter(rest, left.replace_strict(distinct, pl.Series(found, dtype=pl.String)))


def _plain(numbering: Numbering) -> pl.Expr:
    """The number of column `raw` in E.164, null where it is not plain."""
    raw = pl.col("raw")
    national = _national_of(numbering.region)
    double = national is not None  # its international prefix is 00
    digits = pl.when(raw.str.starts_with("+")).then(raw.str.slice(1))
    if double:
        digits = digits.when(raw.str.starts_with("00")).then(raw.str.slice(2))
    if numbering.international:
        digits = digits.when(raw.str.contains("^[1-9]")).then(raw)
    foreign = pl.when(raw.str.contains(FULL)).then(_international(digits))
    if national is None:
        return foreign
    return foreign.fill_null(_of_region(raw, national))


def _international(digits: pl.Expr) -> pl.Expr:
    codes = _codes()
    head = digits.str.slice(0, 3).cast(pl.Int64, strict=False).fill_null(0)
    size = pl.lit(codes.sizes).gather(head)
    rest = (digits.str.len_bytes().cast(pl.Int64) - size).clip(0, LONGEST + 1)
    first = pl.coalesce(
        pl.when(size == length).then(digits.str.slice(length, 1).cast(pl.Int64, strict=False)) for length in (1, 2, 3)
    )
    possible = pl.lit(codes.possible).gather(head * (LONGEST + 2) + rest)
    plain = (size > 0) & possible & (first != pl.lit(codes.firsts).gather(head))
    return pl.when(plain).then(pl.lit("+") + digits)


def _of_region(raw: pl.Expr, national: National) -> pl.Expr:
    size = len(national.prefix)
    rest = raw.str.slice(size)
    plain = raw.str.contains(f"^{national.prefix}[1-9][0-9]*$") & rest.str.len_bytes().is_in(national.lengths)
    return pl.when(plain & ~raw.str.contains(f"^(?:{national.odd})$")).then(pl.lit(f"+{national.code}") + rest)


@cache
def _codes() -> Codes:
    sizes, firsts, possible = [0] * HEADS, [-1] * HEADS, [False] * (HEADS * (LONGEST + 2))
    for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        found = phonenumbers.PhoneMetadata.metadata_for_region(regions[0])
        prefix = found.national_prefix_for_parsing if found else None
        if found is None or found.general_desc is None or not (prefix is None or LITERAL.fullmatch(prefix)):
            continue
        width = 10 ** (3 - len(str(code)))
        for head in range(code * width, (code + 1) * width):
            sizes[head] = len(str(code))
            firsts[head] = int(prefix[0]) if prefix else -1
            for length in found.general_desc.possible_length:
                if 0 < length <= LONGEST:
                    possible[head * (LONGEST + 2) + length] = True
    return Codes(pl.Series(sizes), pl.Series(firsts), pl.Series(possible))


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
    return National(str(found.country_code), prefix, lengths, found.general_desc.national_number_pattern)
