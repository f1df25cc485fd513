"""May this call take place, and for how long?

A pure package: facts in, a decision out. It reads no clock and asks nobody; money is whole micro-units.

    balance.available                       # the one formula, see `Balance`
    decide(facts)                           # allow, deny, ask_pin or transfer, with prompt and longest duration

``docs/switch-api.md`` explains the answers to those who connect a switch.
"""

from .balance import Balance, Tax, Uninvoiced, uninvoiced
from .budget import Budget
from .decision import decide
from .model import Decision, Facts, Free, Limits, Prices, Usage, strictest

__all__ = [
    "Balance",
    "Budget",
    "Decision",
    "Facts",
    "Free",
    "Limits",
    "Prices",
    "Tax",
    "Uninvoiced",
    "Usage",
    "decide",
    "strictest",
    "uninvoiced",
]
