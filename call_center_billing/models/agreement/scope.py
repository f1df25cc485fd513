"""What services an agreement may be about, and what of them is measured."""

SCOPES = [
    ("inbound", "Inbound Calls"),
    ("outbound", "Outbound Calls"),
    ("service", "Customer Service"),
    ("chat", "Chat"),
    ("mail", "Mail"),
    ("back_office", "Back Office"),
]
METRICS = [
    ("answer", "Answered within the Time"),
    ("abandoned", "Abandoned"),
    ("answered", "Answered"),
    ("handling", "Average Handling Time"),
    ("waiting", "Average Time to Answer"),
]
#: metrics that are shares, in per cent; the others are seconds
SHARES = frozenset({"answer", "abandoned", "answered"})
#: metrics of which less is better
AT_MOST = frozenset({"abandoned", "handling", "waiting"})
