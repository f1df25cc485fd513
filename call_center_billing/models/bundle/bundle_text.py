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


def bundle_json(bundle, left):
    """What a switch is told of a bundle.

    :param call.bundle bundle: of the account; :param int left: units that calls may yet use now
    """
    return {"name": bundle.name, "unit": bundle.unit, "left": left}
