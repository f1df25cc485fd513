"""Whether an address will do to open an account."""

from __future__ import annotations

from collections.abc import Container
from typing import Final, Literal

from .model import Listing

Verdict = Literal["complete", "incomplete", "secret", "foreign"]
#: what an invoice needs
NEEDED: Final = ("name", "street", "zip", "city")


def missing(listing: Listing) -> list[str]:
    """The fields that an address lacks, of `NEEDED`."""
    return [field for field in NEEDED if not getattr(listing, field)]


def judge(listing: Listing, home: Container[str]) -> Verdict:
    """An account can be opened for ``complete`` only.

    :param home: ISO codes of the countries whose addresses will do; a listing without a country is foreign
    """
    if listing.secret:
        return "secret"
    if listing.country and listing.country not in home:
        return "foreign"
    if missing(listing):
        return "incomplete"
    return "complete" if listing.country else "foreign"
