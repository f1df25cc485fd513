"""What may come of an attempt to hand something to a service, besides that it has it."""

#: seconds until the second attempt; each one after that waits twice as long, up to `LONGEST`
FIRST, LONGEST = 60, 6 * 3600
#: attempts after which a person has to look, and those after which one is told
ATTEMPTS, TOLD_AFTER = 25, 5


class Refused(Exception):
    """It will not be taken however often it is sent; the text says why, for people."""


class Unreached(Exception):
    """It may be taken later.

    :ivar int wait: seconds that the service asked for, or 0
    :ivar bool is_down: nothing else would be taken now either
    """

    def __init__(self, text, wait=0, is_down=True):
        super().__init__(text)
        self.wait, self.is_down = wait, is_down


def delay(attempts):
    """Seconds to wait after so many attempts.

    >>> [delay(attempts) for attempts in (1, 2, 3, 30)]
    [60, 120, 240, 21600]
    """
    return min(FIRST * 2 ** min(max(attempts - 1, 0), 20), LONGEST)
