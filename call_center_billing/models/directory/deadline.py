"""How much time is left."""

import time


class Deadline:
    """So many seconds from now.

    :ivar seconds: how many they were
    """

    def __init__(self, seconds):
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self):
        """Seconds until then, 0 at least."""
        return max(self._end - time.monotonic(), 0.0)
