"""What every dialect offers, and the register of those there are."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple, Protocol

from . import asterisk_csv
from .errors import FileRefused
from .lines import Line
from .model import Call, Ignored, Refused

__all__ = ["DIALECTS", "Dialect", "FileRefused", "Reading"]


class Reading(NamedTuple):
    """What a dialect must be told about the source."""

    #: IANA name of the zone that the switch writes its times in
    timezone: str
    #: when the file came to us; calls more than a day later are not believed
    received_at: datetime


class Dialect(Protocol):
    """One switch's file format."""

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Call | Refused | Ignored]:
        """Turn each line into exactly one outcome, in order.

        :raise FileRefused: the file is not of this dialect at all
        """


DIALECTS: dict[str, Dialect] = {"asterisk_csv": asterisk_csv.AsteriskCsv()}
