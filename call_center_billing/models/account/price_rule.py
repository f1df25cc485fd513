"""By which rule a price list prices a call: the most particular one that names a list wins."""

from typing import NamedTuple

#: most particular first
RULES = [
    ("number", "A-number"),
    ("campaign", "Campaign"),
    ("account", "Customer"),
    ("group", "Customer group"),
    ("system", "Basic price list"),
]


class PriceRule(NamedTuple):
    """One level of the chain, as `res.partner._call_pricelist_rules` finds it.

    :ivar level: a key of `RULES`
    :ivar record: what names the list: call.number, call.campaign, res.partner, call.customer.group or res.company;
        empty where the customer has none
    :ivar pricelist: the list it names, maybe none
    :ivar outcome: `wins`, `overruled` (a more particular level wins), `nothing` (names no list), `archived` (its list
        is) or `elsewhere` (its list is another company's)
    """

    level: str
    record: object
    pricelist: object
    outcome: str
