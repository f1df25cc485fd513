"""Promises on top of a rate card: rules of a price list and discounts of a customer, and which of them wins."""

from datetime import datetime
from typing import NamedTuple

DESTINATION, ARTICLE, CLASS, CATEGORY, ALL = 5, 4, 3, 2, 1

#: parts per million in one per cent
PER_CENT = 10_000
#: the engine's limits of a discount, in per cent
LEAST, MOST = -1_000, 100


class Promise(NamedTuple):
    """A discount or a fixed price for some calls, for some time.

    :ivar key: which calls: ("destination", id), ("variant", product id), ("product", template id), ("class", class),
        ("category", category id) or ("all", 0)
    :ivar rank: the promise with the greatest wins: the most particular one, then the customer's own, then Odoo's order
    :ivar discount: parts per million, below 0 a surcharge; 0 with a fixed price
    :ivar fixed: micro-units, or None
    :ivar begins: first moment (UTC, naive); :ivar ends: first moment no longer; None without limit
    :ivar source: the product.pricelist.item or call.discount
    """

    key: tuple
    rank: tuple
    discount: int
    fixed: int | None
    begins: datetime | None
    ends: datetime | None
    source: object

    def runs_at(self, moment):
        """Whether it holds for a call that begins at `moment` (UTC, naive)."""
        return (self.begins is None or self.begins <= moment) and (self.ends is None or moment < self.ends)


class Promised(NamedTuple):
    """What one call was given, wherever it came from.

    :ivar discount: parts per million, below 0 a surcharge
    :ivar fixed: micro-units instead of the rate card's price, or None
    """

    discount: int
    fixed: int | None


def destination_keys(destination):
    """The keys of all promises that could cover calls to a destination."""
    product = destination.product_id
    categories = [int(part) for part in (product.categ_id.parent_path or "").split("/") if part]
    return (
        ("destination", destination.id),
        ("variant", product.id),
        ("product", product.product_tmpl_id.id),
        ("class", destination.destination_class),
        *(("category", category) for category in categories),
        ("all", 0),
    )


def best_by_key(promises):
    """Of the promises for the same calls the one that wins: {key: promise}."""
    best = {}
    for promise in sorted(promises, key=lambda promise: promise.rank):
        best[promise.key] = promise
    return best


def winner(best, keys):
    """The promise that wins for calls with these keys, or None.

    :param dict best: see `best_by_key`
    """
    found = [best[key] for key in keys if key in best]
    return max(found, key=lambda promise: promise.rank) if found else None
