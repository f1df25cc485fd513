"""What a rate is counted in, and which service that makes it a rate of."""

from typing import NamedTuple

from ... import rating


class Measure(NamedTuple):
    """A unit as price lists name it: the engine's unit, how many of them a price is for, and the service priced."""

    unit: str
    per: int
    service: str


SERVICES = [("voice", "Calls"), ("message", "Messages"), ("data", "Data"), ("agent", "Agent time")]
#: services of which units are counted, not seconds
COUNTED = ("message", "data")
UNITS = [
    ("minute", "Minute"),
    ("call", "Call"),
    ("message", "Message"),
    ("megabyte", "Megabyte (1,000,000 bytes)"),
    ("mebibyte", "Mebibyte (1,048,576 bytes)"),
    ("agent_minute", "Agent minute"),
]
MEASURES = {
    "minute": Measure("second", rating.codes.MINUTE, "voice"),
    "call": Measure("call", 1, "voice"),
    "message": Measure("message", 1, "message"),
    "megabyte": Measure("byte", rating.MEGABYTE, "data"),
    "mebibyte": Measure("byte", rating.MEBIBYTE, "data"),
    "agent_minute": Measure("agent_second", rating.codes.MINUTE, "agent"),
}
