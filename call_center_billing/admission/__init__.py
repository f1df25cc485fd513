"""May this call take place, and for how long?

A pure package: facts in, a decision out. It reads no clock and asks nobody; money is whole micro-units.

    balance.available                       # the one formula, see `Balance`
    decide(facts)                           # allow, deny, ask_pin or transfer, with prompt and longest duration

``docs/switch-api.md`` explains the answers to those who connect a switch.
"""

from .balance import Balance, Tax, Uninvoiced, uninvoiced
from .budget import Budget

__all__ = ["Balance", "Budget", "Tax", "Uninvoiced", "uninvoiced"]
