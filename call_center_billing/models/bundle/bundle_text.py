"""Units as people read them."""

from ...talk_time import format_talk_time
from ..tariff.quantity_text import data_text


def units_text(env, units, unit):
    """So many seconds, calls, messages or octets, in the reader's language.

    :param str unit: as in `call.bundle`
    """
    if unit == "octet":
        return data_text(env, units)
    if unit == "call":
        return env._("%s calls", units)
    if unit == "message":
        return env._("%s messages", units)
    return format_talk_time(units)
