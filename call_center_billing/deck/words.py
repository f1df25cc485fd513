"""Words with a meaning: units, what happens past a maximum, and what became of a price."""

from __future__ import annotations

from typing import Final

from .errors import Fault
from .mapping import normal
from .model import Cell, MaximumRule, Unit

UNITS: Final[tuple[tuple[Unit, frozenset[str]], ...]] = (
    ("minute", frozenset({"minute", "minutes", "min", "per minute", "per min", "minut", "per minut", "voice"})),
    ("agent_minute", frozenset({"agent minute", "agent minutes", "agent min", "agentminut"})),
    ("call", frozenset({"call", "calls", "per call", "samtal", "per samtal"})),
    ("message", frozenset({"message", "messages", "per message", "sms", "mms", "per sms", "meddelande"})),
    ("megabyte", frozenset({"megabyte", "megabytes", "mb", "per mb"})),
    ("mebibyte", frozenset({"mebibyte", "mebibytes", "mib", "per mib"})),
)

CLOSED: Final = frozenset(
    {
        *("closed", "close", "blocked", "block", "barred", "deleted", "delete", "removed", "remove", "withdrawn"),
        *("discontinued", "terminated", "inactive", "disabled", "suspended", "not available", "unavailable"),
        *("stängd", "stängt", "spärrad", "spärrat", "borttagen", "borttaget", "utgår", "upphör", "avslutad"),
    }
)
OPEN: Final = frozenset(
    {
        *(
            "new",
            "increase",
            "increased",
            "decrease",
            "decreased",
            "unchanged",
            "no change",
            "same",
            "current",
            "active",
        ),
        *("open", "enabled", "up", "down", "change", "changed", "update", "updated", "added", "add", "pending"),
        *("ny", "nytt", "höjning", "höjd", "höjt", "sänkning", "sänkt", "oförändrad", "oförändrat", "aktiv"),
    }
)
"""The price itself tells more than these words: they are read and forgotten."""


def unit(cell: Cell) -> Unit:
    """:raise Fault: ``unknown_unit``"""
    word = normal(str(cell))
    for name, words in UNITS:
        if word in words:
            return name
    raise Fault("unknown_unit")


def maximum_rule(cell: Cell) -> MaximumRule:
    """:raise Fault: ``unknown_rule``"""
    word = normal(str(cell))
    if word in ("free", "gratis"):
        return "free"
    if word in ("disconnect", "koppla ned"):
        return "disconnect"
    raise Fault("unknown_rule")
