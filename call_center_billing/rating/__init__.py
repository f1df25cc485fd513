"""What does a call cost, how long may it last, and why?

A pure package: it knows no data base, no clock and no framework, and it counts money in whole micro-units.

    card = Card.compile(rates, timezone="Europe/Stockholm")     # rows, checked and compiled; else CardError
    tariff = Tariff(card, discount=100_000)                     # what one account pays: here 10 % less
    rated = rate(call, tariff)                                  # the price of a call, or the reason why it has none
    seconds = max_seconds(available, tariff, call)              # the longest such call that `available` pays for
    print(text(explain(rated, call, tariff)))                   # the price in words

``docs/rating.md`` explains prices, blocks, bands and limits to those who write price lists.
"""

from .card import Card
from .codes import EVERY_DAY, HOLIDAY, LONGEST_CALL, MEBIBYTE, MEGABYTE, MICRO, WEEKDAYS, WEEKEND
from .engine import rate
from .error import CardError
from .explanation import Line, explain
from .inverse import LONGEST_AUTHORISED, max_seconds
from .model import Band, Call, Rate, Step
from .result import Part, Rated
from .rounding import Rounding
from .tariff import OWN_UNITS, FixedPrice, Tariff
from .wording import ENGLISH, text

__all__ = [
    "ENGLISH",
    "EVERY_DAY",
    "HOLIDAY",
    "LONGEST_AUTHORISED",
    "LONGEST_CALL",
    "MEBIBYTE",
    "MEGABYTE",
    "MICRO",
    "OWN_UNITS",
    "WEEKDAYS",
    "WEEKEND",
    "Band",
    "Call",
    "Card",
    "CardError",
    "FixedPrice",
    "Line",
    "Part",
    "Rate",
    "Rated",
    "Rounding",
    "Step",
    "Tariff",
    "explain",
    "max_seconds",
    "rate",
    "text",
]
