"""The normal form of what a switch reports."""

from datetime import datetime
from typing import Literal, NamedTuple

#: answered: a conversation took place. no_answer, busy, failed: it did not. denied: the switch turned the call away.
Outcome = Literal["answered", "no_answer", "busy", "failed", "denied"]


class Call(NamedTuple):
    """One call (or one leg that can be billed by itself), numbers still as the switch wrote them."""

    line: int
    raw: str
    #: unique within a source; the same for the same call in a file that is sent again
    identity: str
    a_number: str
    b_number: str
    #: the switch's account code, often a customer or a campaign
    account_code: str
    #: when the call came in, UTC
    started_at: datetime
    #: whole seconds from the call's start to its end, ringing included
    duration: int
    #: whole seconds of conversation: what is billed
    talk_seconds: int
    outcome: Outcome
    #: by what the call left the switch, as the switch names it: a peer, a gateway; "" when it did not, or is not told
    trunk: str = ""


class Refused(NamedTuple):
    """A line that cannot be read as a call."""

    line: int
    raw: str
    #: columns, encoding, control, too_long, quoting, date, seconds, disposition, future, identity
    reason: str
    #: the field at fault, "" when it is the line as a whole
    field: str
    value: str


class Ignored(NamedTuple):
    """A line that was read and is not a call of its own, by the rule named in `reason`."""

    line: int
    raw: str
    reason: str
    identity: str
