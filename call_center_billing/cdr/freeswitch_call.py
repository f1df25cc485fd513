"""What FreeSWITCH's words mean, whatever record they come in.

>>> trunk_of("sofia/external/46701110001@sip.example.net:5060", "sofia/gateway/telia/46701110001")
'telia'
"""

import re
from typing import Final

from .fields import BadField
from .model import Outcome

CAUSE: Final = re.compile(r"[A-Z][A-Z0-9_]{1,60}", re.ASCII)
#: what a caller or callee did, not what went wrong
UNANSWERED: Final = frozenset(
    {
        *("NO_ANSWER", "NO_USER_RESPONSE", "ORIGINATOR_CANCEL", "ALLOTTED_TIMEOUT", "LOSE_RACE", "PICKED_OFF"),
        *("NORMAL_CLEARING", "NORMAL_UNSPECIFIED", "ATTENDED_TRANSFER", "BLIND_TRANSFER", "PROGRESS_TIMEOUT", "NONE"),
    }
)
BUSY: Final = "USER_BUSY"
REJECTED: Final = "CALL_REJECTED"
#: `{variables}`, `[variables]` and `<variables>` in front of a dial string
VARIABLES: Final = re.compile(r"^(?:\{[^{}]*\}|\[[^\[\]]*\]|<[^<>]*>)+")
GATEWAY: Final = re.compile(r"sofia/gateway/([^/,|:]+)(?:/[^,|]*)?")


def outcome_of(cause: str, answered: bool, by_dialplan: bool) -> Outcome:
    """What became of a call.

    :param cause: the hangup cause, such as NORMAL_CLEARING
    :param by_dialplan: the switch itself hung up, having called nobody
    :raise BadField: the cause is no word of FreeSWITCH
    """
    if not CAUSE.fullmatch(cause):
        raise BadField("disposition", "hangup_cause", cause)
    if answered:
        return "answered"
    if cause == BUSY:
        return "busy"
    if cause == REJECTED and by_dialplan:
        return "denied"
    return "no_answer" if cause in UNANSWERED else "failed"


def is_inner_leg(channel: str) -> bool:
    """Whether a channel is the inner end of a loopback, whose outer end has a record of its own."""
    return channel.startswith("loopback/") and channel.endswith("-b")


def trunk_of(bridge_channel: str, dialled: str) -> str:
    """The gateway of the dial string if it names only one, else the host of the channel that answered; or nothing."""
    found = GATEWAY.fullmatch(VARIABLES.sub("", dialled.strip()))
    if found:
        return found[1]
    if bridge_channel.startswith("sofia/"):
        return bridge_channel.rpartition("@")[2].partition(":")[0] if "@" in bridge_channel else ""
    return ""
