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

from .numbers import NO_RULES, Numbering, Rules

#: the longest national number that is looked at here
LONGEST: Final = 15
#: more digits than any number has, and no more than 64 bits hold
MOST: Final = 19
HEADS: Final = 1_000
DIGITS: Final = frozenset("0123456789")
ATOM: Final = re.compile(r"\((?:\?:|(?!\?))|\[[0-9-]+\]|\\d|[0-9]")
#: digits that are enough and not too many to be read here
FEWEST: Final = 8
#: numbers that are remembered
MANY: Final = 200_000
UNSURE: Final = 0
POSSIBLE: Final = 1
IMPOSSIBLE: Final = 2


class Codes(NamedTuple):
    """By the first three digits of an international number.

    :ivar sizes: digits of its country code, 0 if it is not plain
    :ivar stripped: by head and first digit of the national number, whether something might be stripped from it
    :ivar lengths: by head and length of the national number, POSSIBLE, IMPOSSIBLE or UNSURE
    """

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
    sizes, stripped, lengths = [0] * HEADS, [True] * (HEADS * 10), [UNSURE] * (HEADS * (LONGEST + 2))
    for head in _nobodys_heads():  # such a number stays as it came
        sizes[head], stripped[head * 10 : head * 10 + 10] = 1, [False] * 10
        lengths[head * (LONGEST + 2) : (head + 1) * (LONGEST + 2)] = [IMPOSSIBLE] * (LONGEST + 2)
    for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        found = phonenumbers.PhoneMetadata.metadata_for_region(regions[0])
        if found is None or found.general_desc is None:
            continue
        firsts = first_digits(found.national_prefix_for_parsing or "")
        width = 10 ** (3 - len(str(code)))
        judged = [_judge(found.general_desc, length) for length in range(LONGEST + 2)]
        for head in range(code * width, (code + 1) * width):
            sizes[head] = len(str(code))
            stripped[head * 10 : head * 10 + 10] = [str(digit) in firsts for digit in range(10)]
            lengths[head * (LONGEST + 2) : (head + 1) * (LONGEST + 2)] = judged
    return Codes(pl.Series(sizes), pl.Series(stripped), pl.Series(lengths))


def _nobodys_heads() -> list[int]:
    """The first three digits that no country has; those that begin with 0 would be read otherwise."""
    codes = {str(code) for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE}
    heads = (str(head) for head in range(100, HEADS))
    return [int(head) for head in heads if not codes & {head[:1], head[:2], head}]


def first_digits(pattern: str) -> frozenset[str]:
    """With which digits a match of a pattern of phonenumbers' tables may begin; all, where that is not plain to see.

    >>> sorted(first_digits("0|180020")), sorted(first_digits("(183[12])|0")), sorted(first_digits("0?(?:[5-7]9)"))
    (['0', '1'], ['0', '1'], ['0', '5', '6', '7'])
    """
    found: set[str] = set()
    for rest in _alternatives(pattern):
        optional = bool(pattern)
        while optional:
            atom = ATOM.match(rest)
            if atom is None:
                return DIGITS
            whole = _group(rest) if atom[0][0] == "(" else atom[0]
            found |= first_digits(whole[1:-1].removeprefix("?:")) if atom[0][0] == "(" else _digits_of(whole)
            rest = rest[len(whole) :]
            optional = rest.startswith(("?", "*", "{0"))
            rest = rest[1:]
    return frozenset(found)


def _alternatives(pattern: str) -> list[str]:
    """The pattern parted at each bar that is in no group."""
    parts, depth = [""], 0
    for sign in pattern:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _group(text: str) -> str:
    """The group that text begins with."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return text[: place + 1]
    return text


def _digits_of(atom: str) -> frozenset[str]:
    return DIGITS if atom == r"\d" else frozenset(digit for digit in DIGITS if re.match(atom, digit))


def _judge(numbers: phonenumbers.PhoneNumberDesc, length: int) -> int:
    """Whether national numbers have that length."""
    if not 1 < length <= LONGEST:
        return UNSURE
    # what is long enough within a town only is taken, too
    there = length in numbers.possible_length or length in numbers.possible_length_local_only
    return POSSIBLE if there else IMPOSSIBLE


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
