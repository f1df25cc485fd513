"""Which international numbers are in E.164 as they stand? A table of what phonenumbers knows of country codes.

A number is plain if its country marks national numbers by fixed digits, it has a possible length, and it has nothing
that could be stripped. Then E.164 is the very digits. Tests hold this and `Numbering` against phonenumbers itself.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

import phonenumbers

#: the longest national number that is looked at here
LONGEST: Final = 15
#: more digits than any number has, and no more than 64 bits hold
MOST: Final = 19
#: digits that are enough and not too many to be read here
FEWEST: Final = 8
HEADS: Final = 1_000
DIGITS: Final = frozenset("0123456789")
ATOM: Final = re.compile(r"\((?:\?:|(?!\?))|\[[0-9-]+\]|\\d|[0-9]")
UNSURE: Final = 0
POSSIBLE: Final = 1
IMPOSSIBLE: Final = 2


class CountryCodes(NamedTuple):
    """By the first three digits of an international number.

    :ivar sizes: digits of its country code, 0 if it is not plain
    :ivar stripped: by head and first digit of the national number, whether something might be stripped from it
    :ivar lengths: by head and length of the national number, POSSIBLE, IMPOSSIBLE or UNSURE
    """

    sizes: tuple[int, ...]
    stripped: tuple[bool, ...]
    lengths: tuple[int, ...]


def is_plain(text: str) -> bool:
    """Whether a number is in E.164 as it stands, for certain.

    >>> is_plain("+46812345678"), is_plain("46812345678"), is_plain("+460812345678"), is_plain("+4681")
    (True, False, False, False)
    """
    digits = text[1:]
    size = len(digits)
    if text[:1] != "+" or not FEWEST <= size <= MOST - 2 or not (digits.isascii() and digits.isdigit()):
        return False
    codes, head = country_codes(), int(digits[:3])
    code = codes.sizes[head]
    rest = size - code
    if not code or rest > LONGEST or codes.stripped[head * 10 + int(digits[code])]:
        return False
    return codes.lengths[head * (LONGEST + 2) + rest] == POSSIBLE


@cache
def country_codes() -> CountryCodes:
    """The table, made when it is first asked for."""
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
    return CountryCodes(tuple(sizes), tuple(stripped), tuple(lengths))


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
