"""What a switch asks, brought into form."""

import hashlib
from typing import NamedTuple

from ...cdr import Number, compact

#: what levels of blocks leave open, by kind of number; "" is any other. "inbound", which is no level, has the facts
#: look at blocks of the number at the other end as well
PASSES = {
    "": [],
    "inbound": ["outgoing", "inbound"],
    "service": ["outgoing", "service"],
    "payment": ["outgoing", "service", "inactive"],
    "emergency": ["outgoing", "service", "inactive", "all"],
}


class Question(NamedTuple):
    """A call that wants to be connected.

    :ivar call_id: the switch's own name of the call, as identities in the store are
    :ivar caller: who calls; :ivar called: who is called; :ivar code: account code, or ""
    :ivar pin: the ten digits, or ""; :ivar seconds: wanted, or 0 for what the source reserves
    :ivar hold: whether to reserve, or only to say what would be
    :ivar raw: both numbers as the switch wrote them
    :ivar inbound: whether the call comes in to the number called, whose owner is asked for then
    :ivar open_to: "emergency", "service" or "payment" if that is always open to callers, see `call.open.number`
    """

    call_id: str
    caller: Number
    called: Number
    code: str = ""
    pin: str = ""
    seconds: int = 0
    hold: bool = True
    lang: str = ""
    raw: tuple[str, str] = ("", "")
    inbound: bool = False
    open_to: str = ""

    @property
    def owned(self):
        """The number whose owner the call is of."""
        return self.called if self.inbound else self.caller

    @property
    def other(self):
        """The number at the other end."""
        return self.caller if self.inbound else self.called

    @property
    def emergency(self):
        """Whether nothing and nobody keeps the caller from it."""
        return self.open_to == "emergency"

    @property
    def free(self):
        """Whether the call is admitted without a price."""
        return self.inbound or bool(self.open_to)

    @property
    def passes(self):
        """The levels of blocks that keep nobody from this call."""
        return PASSES["inbound" if self.inbound else self.open_to]

    def digest(self):
        """By which the same question is known again. The secret digits of a PIN are not part of it."""
        parts = (self.caller.text, self.called.text, self.code, self.pin[:6], str(self.seconds), self.lang)
        parts += ("inbound",) if self.inbound else ()
        return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=12).hexdigest()


def question_from(source, given):
    """A question from the parameters of `authorize`, numbers in one form by the source's rules.

    :param ApiSource source: who asks
    :rtype: Question
    """
    inbound = given.get("direction") == "inbound"
    # the account's own number is read as callers' are, whichever end it is at
    own, other = source.calling.normalise, source.called.normalise
    called = (own if inbound else other)(given["b_number"])
    return Question(
        call_id=compact(given["call_id"]),
        caller=(other if inbound else own)(given["a_number"]),
        called=called,
        code=given.get("account_code", ""),
        pin=given.get("pin", ""),
        seconds=given.get("seconds", 0),
        hold=given.get("hold", True),
        lang=given.get("lang", ""),
        raw=(given["a_number"], given["b_number"]),
        inbound=inbound,
        open_to="" if inbound else source.open_numbers.get(called.text, ""),
    )
