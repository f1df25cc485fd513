"""The normal form of what a switch reports."""

from datetime import datetime
from typing import Final, Literal, NamedTuple

#: answered: a conversation took place. no_answer, busy, failed: it did not. denied: the switch turned the call away.
Outcome = Literal["answered", "no_answer", "busy", "failed", "denied"]
#: voice: a call. message: a text. data: octets of a session. agent: a person's working time.
Service = Literal["voice", "message", "data", "agent"]

#: why a line or record cannot be read
REFUSALS: Final = frozenset(
    {
        *("columns", "missing", "encoding", "control", "too_long", "quoting", "json", "form", "unfinished"),
        *("date", "future", "seconds", "number", "disposition", "identity", "service"),
    }
)
#: why a record that was read is no call of its own
RULES: Final = frozenset(
    {
        *("inner_leg", "other_leg", "internal", "repeated", "header", "separator", "not_a_call", "not_stop"),
        "no_conversation",
    }
)


class Call(NamedTuple):
    """One call (or one leg that can be billed by itself), numbers still as the switch wrote them."""

    #: number of the line on which the record begins
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
    #: how many lines of the file this stands for and no other outcome does; 0 for a further record on the same line
    lines: int = 1
    service: Service = "voice"
    #: what is billed in the service's unit (octets of data, texts); None: it is `talk_seconds`
    quantity: int | None = None
    #: who worked on the call, and the queue it waited in; "" when not told
    agent: str = ""
    queue: str = ""


class Refused(NamedTuple):
    """A line that cannot be read as a call."""

    line: int
    raw: str
    #: one of REFUSALS
    reason: str
    #: the field at fault, "" when it is the line as a whole
    field: str
    value: str
    lines: int = 1


class Ignored(NamedTuple):
    """A line that was read and is not a call of its own, by the rule named in `reason`."""

    line: int
    raw: str
    #: one of RULES
    reason: str
    identity: str
    lines: int = 1


#: what becomes of a record: one of the three, always
Fate = Call | Refused | Ignored
