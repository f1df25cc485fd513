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

from .numbers import Numbering, Rules

#: the longest national number that is looked at here
LONGEST: Final = 15
#: more digits than any number has, and no more than 64 bits hold
MOST: Final = 19
HEADS: Final = 1_000
DIGITS: Final = frozenset("0123456789")
ATOM: Final = re.compile(r"\((?:\?:|(?!\?))|\[[0-9-]+\]|\\d|[0-9]")
FULL: Final = r"^(?:\+|00)?[0-9]{8,17}$"
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
    text = pl.Series("text", [None], dtype=pl.String).new_from_index(0, len(raw))
    rest, left = pl.arange(len(raw), eager=True), raw
    for form in _forms(numbering):
        found = left.to_frame("raw").select(form).to_series()
        text = text.scatter(rest, found)
        unsure = found.is_null()
        rest, left = rest.filter(unsure), left.filter(unsure)
        if not len(rest):
            return text
    distinct = left.unique()
    texts = [numbering.normalise(value).text for value in distinct.to_list()]
    return text.scatter(rest, left.replace_strict(distinct, pl.Series(texts, dtype=pl.String)))


def _forms(numbering: Numbering) -> list[pl.Expr]:
    """Expressions that give the number of column `raw` in E.164, null where it is not plain; one after the other."""
    raw = pl.col("raw")
    national = _national_of(numbering.region)
    digits: pl.Expr = pl.when(raw.str.starts_with("+")).then(raw.str.slice(1))
    if national is not None:  # its international prefix is 00
        digits = pl.when(raw.str.starts_with("00")).then(raw.str.slice(2)).otherwise(digits)
    if numbering.international:
        digits = pl.when(raw.str.contains("^[1-9]")).then(raw).otherwise(digits)
    forms: list[pl.Expr] = [pl.when(raw.str.contains(FULL)).then(_international(raw, digits))]
    if national is not None:
        forms.append(_of_region(raw, national))
    return [_unless_ruled(form, numbering.rules) for form in forms]


def _unless_ruled(form: pl.Expr, rules: Rules) -> pl.Expr:
    """Null where a rule of the source has a say."""
    raw = pl.col("raw")
    if rules.prefixes:
        heads = "|".join(map(re.escape, rules.prefixes))
        form = pl.when(~raw.str.contains(f"^(?:{heads})")).then(form)
    if rules.short or rules.withheld:
        form = pl.when((raw.str.len_bytes() > rules.short) & ~raw.is_in(sorted(rules.withheld))).then(form)
    return form


def _international(raw: pl.Expr, digits: pl.Expr) -> pl.Expr:
    codes, powers = _codes(), pl.lit(pl.Series([10**zeros for zeros in range(MOST)], dtype=pl.Int64))
    value, size = digits.cast(pl.Int64, strict=False).fill_null(0), digits.str.len_bytes().cast(pl.Int64).clip(0, MOST)
    head = (value // powers.gather((size - 3).clip(0))).clip(0, HEADS - 1)
    code = pl.lit(codes.sizes).gather(head)
    rest = (size - code).clip(0, LONGEST + 1)
    first = value // powers.gather((rest - 1).clip(0)) % 10
    length = pl.lit(codes.lengths).gather(head * (LONGEST + 2) + rest)
    plain = (code > 0) & (size <= MOST - 2) & ~pl.lit(codes.stripped).gather(head * 10 + first)
    # a number of a length that there is not stays as it came
    text = pl.when(length == POSSIBLE).then(pl.lit("+") + digits).when(length == IMPOSSIBLE).then(raw)
    return pl.when(plain & (rest <= LONGEST)).then(text)


def _of_region(raw: pl.Expr, national: National) -> pl.Expr:
    size = len(national.prefix)
    rest = raw.str.slice(size)
    plain = raw.str.contains(f"^{national.prefix}[1-9][0-9]*$") & rest.str.len_bytes().is_in(national.lengths)
    return pl.when(plain & ~raw.str.contains(f"^(?:{national.odd})$")).then(pl.lit(f"+{national.code}") + rest)


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
