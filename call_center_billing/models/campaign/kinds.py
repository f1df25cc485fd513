"""What of a campaign can be counted: its names, and what a price is for."""

#: what is done for a client, beside the calls themselves
WORK = [
    ("sale", "Sales"),
    ("chat", "Chats"),
    ("mail", "Mails"),
    ("task", "Back-Office Tasks"),
    ("handled", "Handled Calls"),
    ("agent_hour", "Agent Time"),
    ("wrap_up", "Wrap-Up Time"),
]
#: what a rule may charge
CHARGED = [*WORK, ("fixed", "Fixed per Period")]
#: kinds that are told in minutes
TIMED = frozenset({"agent_hour", "wrap_up"})
#: how many seconds or pieces one price is for
PER = {"agent_hour": 3600, "wrap_up": 60}
#: what a price is for
UNITS = [
    ("piece", "each"),
    ("minute", "per minute"),
    ("hour", "per hour"),
    ("period", "per period"),
]
UNIT_OF = {"agent_hour": "hour", "wrap_up": "minute", "fixed": "period"}
