"""How often may somebody fail? Counted by address, in memory, for each server process."""

import time
from collections import OrderedDict


class Throttle:
    """Counts failures in windows of a fixed length; forgets the oldest addresses, so memory is bounded.

    >>> throttle = Throttle(limit=2, seconds=60)
    >>> [throttle.wait("192.0.2.1", now) for now in (0, 10, 20, 59, 61)]
    [0, 0, 40, 1, 0]
    """

    def __init__(self, limit, seconds, addresses=10_000):
        self.limit = limit
        self.seconds = seconds
        self.addresses = addresses
        self._failures = OrderedDict()

    def wait(self, address, now=None):
        """Count one more failure.

        :param float now: seconds of a clock that never goes back
        :return: 0, or for how many seconds more this address has failed too often
        :rtype: int
        """
        now = time.monotonic() if now is None else now
        begun, count = self._failures.pop(address, (now, 0))
        if now - begun >= self.seconds:
            begun, count = now, 0
        self._failures[address] = (begun, count + 1)
        while len(self._failures) > self.addresses:
            self._failures.popitem(last=False)
        return max(1, int(self.seconds - (now - begun))) if count >= self.limit else 0
