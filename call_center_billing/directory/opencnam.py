"""OpenCNAM (North America): the name that goes with a number, and nothing else."""

from __future__ import annotations

import re
from typing import Final

from .model import NONE, Listing, Question, Request, Understood, broken
from .pointer import first
from .text import plain, query, quoted

URL: Final = "https://api.opencnam.com/v3/phone"
#: what stands in place of a name
WITHHELD: Final = frozenset({"anonymous", "private", "restricted", "blocked"})
NO_NAME: Final = frozenset({"", "unavailable", "unknown", "unknown name", "wireless caller", "toll free call"})
PRICE: Final = re.compile(r"(\d{1,6})(?:\.(\d{1,6})\d*)?")


def request(question: Question) -> Request:
    """The token is part of the address."""
    asked = (("format", "json"), ("account_sid", question.login), ("auth_token", question.secret))
    url = f"{question.url or URL}/{quoted(question.number)}?{query(asked)}"
    return Request(url, (("Accept", "application/json"),), (question.secret,))


def read(_question: Question, document: object) -> Understood:
    """The name, and what it cost."""
    if not isinstance(document, dict) or "name" not in document:
        return broken("shape")
    return named(plain(document["name"]))._replace(price=_micro(first(document, "price")))


def named(name: str) -> Understood:
    """What a name by itself means: some are none."""
    if name.casefold() in WITHHELD:
        return Understood("secret", Listing(secret=True))
    return NONE if name.casefold() in NO_NAME else Understood("found", Listing(name=name))


def _micro(price: object) -> int | None:
    """A price in dollars as micro-units, without passing through a binary fraction of more than was written."""
    match = PRICE.fullmatch(str(price)) if isinstance(price, str | int | float) else None
    return int(match[1]) * 1_000_000 + int((match[2] or "").ljust(6, "0")) if match else None
