"""Prices as people read them: 0.49/min + 0.29 per call, 10 % off."""

from ...money import format_micro


def price_text(env, price, unit, fee=0):
    """A price for a unit and the connection fee, in the reader's language.

    :param int price: micro-units for one `unit`, a key of `call_rate_unit.UNITS`
    :param int fee: micro-units
    """
    point = decimal_point(env)
    texts = {
        "minute": env._("%(price)s/min"),
        "call": env._("%(price)s/call"),
        "message": env._("%(price)s/message"),
        "megabyte": env._("%(price)s/MB"),
        "mebibyte": env._("%(price)s/MiB"),
        "agent_minute": env._("%(price)s/min of agent time"),
    }
    text = texts[unit] % {"price": format_micro(price, separator=point)}
    if not fee:
        return text
    return env._("%(price)s + %(fee)s per call", price=text, fee=format_micro(fee, separator=point))


def decimal_point(env):
    """The reader's decimal separator."""
    return env["res.lang"]._get_data(code=env.lang or "en_US").decimal_point or "."
