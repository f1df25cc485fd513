"""Which of a directory's hits is the subscriber that calls.

Directories search by text, so a hit is only believed if it has the number that was asked for, or names none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .model import NONE, Listing, Understood
from .numbers import same


class Hit(NamedTuple):
    """A hit and the numbers that it is listed with."""

    listing: Listing
    numbers: Sequence[str] = ()


def chosen(hits: Iterable[Hit], number: str, region: str) -> Understood:
    """The one subscriber of `number` among the hits.

    Members of a household are one if they live at one address: the first is the subscriber. Otherwise nobody can tell
    whose call it is, and the first is given as ``ambiguous``.

    :param region: ISO code of the country whose national numbers the hits have
    """
    own = [hit.listing for hit in hits if _has(hit, number, region)]
    if not own:
        return NONE
    addresses = {(listing.street.casefold(), listing.zip.replace(" ", "")) for listing in own}
    if own[0].secret:
        return Understood("secret", own[0])
    return Understood("found", own[0], reason="ambiguous" if len(addresses) > 1 else "")


def _has(hit: Hit, number: str, region: str) -> bool:
    listed = bool(hit.listing.name or hit.listing.secret)
    return listed and (not hit.numbers or any(same(number, other, region) for other in hit.numbers))
