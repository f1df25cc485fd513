"""Which trunk did a call leave by? Asterisk writes the channel; the peer is in its name.

>>> peer_of("PJSIP/telia-00000012"), peer_of("SIP/tele-2-0000000a"), peer_of("DAHDI/i1/46701110001-1f")
('telia', 'tele-2', 'DAHDI/i1')
"""

from typing import Final

#: channels that are no leg to anybody: announcements, conferences, what Asterisk makes for itself
NO_PEER: Final = frozenset({"", "agent", "bridge", "confbridgerec", "console", "message", "multicastrtp", "surrogate"})
#: lines in the machine: numbered, not named, so that the kind of line is part of what they are called
WIRED: Final = frozenset({"dahdi", "zap", "misdn", "capi", "vpb"})
#: what Asterisk puts behind the name of a channel whose call another one took over
ZOMBIE: Final = ("<ZOMBIE>", "<MASQ>")


def peer_of(channel: str) -> str:
    """The peer (SIP, PJSIP, IAX2, …) or wire (`DAHDI/i1`: span 1; `DAHDI/4`: line 4) of a channel.

    A Local channel is a call that goes through the dialplan once more; its context is all that is known of where it
    left: `Local/46701110001@route-00000000;1` gives `Local/route`.

    :param channel: as `dstchannel` has it; empty if there was none
    :return: empty if it names no peer
    """
    name = channel.strip().removeprefix("AsyncGoto/")
    for mark in ZOMBIE:
        name = name.removesuffix(mark)
    technology, _slash, rest = name.partition("/")
    kind = technology.lower()
    if kind in NO_PEER:
        return ""
    if kind == "local":
        context = rest.rpartition("@")[2].rpartition("-")[0]
        return f"Local/{context}" if context else ""
    if kind in WIRED:
        wire = rest.partition("/")[0].partition("-")[0]
        return f"{technology}/{wire}" if wire else ""
    peer, dash, _number = rest.rpartition("-")
    return peer if dash else rest
