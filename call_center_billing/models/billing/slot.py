"""What has an order of its own: a day, a call, or (no slot) the whole period.

A slot is a text on statement lines, so that the calls of a day, or a single call, are apart from others like them.
"""

#: of a day, as in 2026-11-22; a call's begins with the moment of its start, and is longer
DAY = 10
CALL_START = "%Y-%m-%dT%H:%M:%S"


def slot_of(policy, day, started_at, source_id, identity):
    """The slot of a call.

    :param str policy: 'cycle', 'day' or 'call'
    :param date day: on which it began, by the account's clock
    :param datetime started_at: UTC, naive
    """
    if policy == "call":
        return f"{started_at:{CALL_START}}/{source_id}/{identity}"
    return f"{day}" if policy == "day" else ""


def is_call(slot):
    """Whether it is a call's."""
    return len(slot or "") > DAY


def is_finished(slot, today):
    """Whether nothing more is to come: a call is over when it is told, a day when another one has begun.

    :param date today: by the account's clock
    """
    return bool(slot) and (is_call(slot) or slot < f"{today}")
