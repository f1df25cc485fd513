"""The words the engine speaks: units, options, states and reasons.

They are plain strings so that a database column, a JSON answer or a CSV file can hold them as they are. A reason is
a code, never a sentence: whoever shows it puts it into the reader's language.
"""

from __future__ import annotations

from typing import Final, Literal

Unit = Literal["second", "agent_second", "call", "message", "byte"]
State = Literal["rated", "unrated"]
Reason = Literal[
    "", "zero_quantity", "all_free", "no_rate", "not_valid", "negative_quantity", "too_long", "no_timezone"
]
Method = Literal["half_up", "half_even", "up", "down"]
MaximumRule = Literal["free", "disconnect"]
IncrementRule = Literal["remainder", "total"]
BandRule = Literal["split", "start"]
EdgeRule = Literal["carry", "cut"]
FeeRule = Literal["charged", "answered"]
PartKind = Literal["free", "fee", "usage", "discount", "minimum_charge", "maximum_charge"]

TIME_UNITS: Final = frozenset({"second", "agent_second"})
"""Units that pass on the clock: only these can be split where a time band ends."""

UNITS: Final = frozenset({"second", "agent_second", "call", "message", "byte"})

MICRO: Final = 1_000_000
"""Micro-units in one unit of the currency, and parts per million in one whole."""

MINUTE: Final = 60
MEGABYTE: Final = 1_000_000
MEBIBYTE: Final = 1_048_576

LONGEST_CALL: Final = 366 * 86_400
"""Seconds (366 days). A longer call is a fault of its source and stays unrated, reason ``too_long``."""

DAY: Final = 86_400
HOLIDAY: Final = 7
"""The eighth day of the week: a date among the card's holidays is a HOLIDAY and not Monday (0) … Sunday (6)."""

EVERY_DAY: Final = frozenset(range(8))
WEEKDAYS: Final = frozenset(range(5))
WEEKEND: Final = frozenset({5, 6})
