"""What a gateway's answer to a charge means. Pure: no Odoo.

A card that is declined is an answer. No answer, or one that says nothing about the charge, is none: the money may have
been taken all the same, so the same charge is asked for again under the same key, and none is begun anew.
"""

#: statuses of HTTP that say nothing of the charge: another request with the key is under way, or there are too many
SILENT = frozenset({408, 409, 425, 429})
DECLINED = 402
#: seconds until the second question; each one after that waits twice as long, up to `LONGEST`
FIRST, LONGEST = 30, 3600
#: seconds for which gateways remember a key (Stripe: a day at least); later the charge is looked for instead
REMEMBERED = 20 * 3600


class NoAnswer(Exception):
    """Whether the card was charged is not known."""


class AskedOtherwise(NoAnswer):
    """The gateway has been asked under this key before, in other words: it has the charge, or is at it."""


class Outcome:
    """What was learned beside the transaction's own state.

    :ivar str kind: "" or "declined": the card was refused; "refused": the request was, which is not the card's fault
    :ivar str code: the gateway's own word for it
    """

    def __init__(self):
        self.kind, self.code = "", ""

    def learn(self, status, error):
        """Note what an answer with an error says.

        :param int status: of HTTP, None if there was no answer; :param dict error: the body's error, as Stripe has it
        :raise NoAnswer: nothing is known

        >>> outcome = Outcome()
        >>> outcome.learn(402, {"code": "authentication_required"})
        >>> outcome.kind, outcome.needs_customer
        ('declined', True)
        >>> outcome.learn(401, {})
        >>> outcome.kind, outcome.needs_customer
        ('refused', False)
        """
        if status is None or status >= 500 or status in SILENT:
            raise NoAnswer(f"no answer ({status})" if status else "no answer")
        if error.get("type") == "idempotency_error":
            raise AskedOtherwise("asked before in other words")
        self.kind = "declined" if status == DECLINED else "refused"
        self.code = str(error.get("code") or "")

    @property
    def needs_customer(self):
        """Whether the card's bank wants its owner to confirm the payment."""
        return self.code == "authentication_required"


def delay(asked):
    """Seconds to wait after so many questions without an answer.

    >>> [delay(asked) for asked in (1, 2, 3, 30)]
    [30, 60, 120, 3600]
    """
    return min(FIRST * 2 ** min(max(asked - 1, 0), 20), LONGEST)
