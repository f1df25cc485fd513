"""What every dialect offers, and the register of those there are."""

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from .asterisk_csv import AsteriskCsv
from .asterisk_custom import AsteriskCustomCsv, AsteriskCustomJson
from .avaya_smdr import AvayaSmdr
from .cisco_cucm import CiscoCucm
from .freeswitch_csv import FreeswitchCsv
from .freeswitch_json import FreeswitchJson
from .lines import Line
from .model import Fate
from .radius_detail import RadiusDetail
from .reading import Reading
from .table_rows import TableRows
from .threecx import ThreeCx
from .vicidial import AgentLog, CallLog, CloserLog


class Dialect(Protocol):
    """One switch's file format."""

    @property
    def max_line(self) -> int:
        """The longest line that a record of this dialect can be, in bytes."""

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """Turn the lines into outcomes, whose `lines` add up to the lines there are.

        :raise FileRefused: the file is not of this dialect at all
        """


#: by name; where a file fits several, the first is the one to propose
DIALECTS: Final[dict[str, Dialect]] = {
    "asterisk_csv": AsteriskCsv(),
    "asterisk_custom_csv": AsteriskCustomCsv(),
    "asterisk_custom_json": AsteriskCustomJson(),
    "freeswitch_csv": FreeswitchCsv(),
    "freeswitch_json": FreeswitchJson(),
    "threecx": ThreeCx(),
    "radius_detail": RadiusDetail(),
    "cisco_cucm": CiscoCucm(),
    "avaya_smdr": AvayaSmdr(),
    "vicidial_call_log": CallLog(),
    "vicidial_closer_log": CloserLog(),
    "vicidial_agent_log": AgentLog(),
    "table_rows": TableRows(),
}
