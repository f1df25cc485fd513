"""What a switch asks, brought into form."""

import hashlib
from typing import NamedTuple

from ...cdr import Number, compact


class Question(NamedTuple):
    """A call that wants to be connected.

    :ivar call_id: the switch's own name of the call, as identities in the store are
    :ivar caller: who calls; :ivar called: who is called; :ivar code: account code, or ""
    :ivar pin: the ten digits, or ""; :ivar seconds: wanted, or 0 for what the source reserves
    :ivar hold: whether to reserve, or only to say what would be
    :ivar raw: both numbers as the switch wrote them
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

    def digest(self):
        """By which the same question is known again. The secret digits of a PIN are not part of it."""
        parts = (self.caller.text, self.called.text, self.code, self.pin[:6], str(self.seconds), self.lang)
        return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=12).hexdigest()


def question_from(source, given):
    """A question from the parameters of `authorize`, numbers in one form by the source's rules.

    :param ApiSource source: who asks
    :rtype: Question
    """
    return Question(
        call_id=compact(given["call_id"]),
        caller=source.calling.normalise(given["a_number"]),
        called=source.called.normalise(given["b_number"]),
        code=given.get("account_code", ""),
        pin=given.get("pin", ""),
        seconds=given.get("seconds", 0),
        hold=given.get("hold", True),
        lang=given.get("lang", ""),
        raw=(given["a_number"], given["b_number"]),
    )
