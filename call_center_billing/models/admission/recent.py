"""A figure that may be some seconds old, kept by the worker."""

import time


class Recent:
    """Remembers a value of each key for a while.

    >>> recent, asked = Recent(seconds=5), []
    >>> [recent.get("a", lambda: asked.append(1) or len(asked), now) for now in (0, 4, 6)]
    [1, 1, 2]
    """

    def __init__(self, seconds):
        self.seconds = seconds
        self._kept = {}

    def get(self, key, read, now=None):
        """The value of `key`, by `read()` if it is unknown or too old.

        :param float now: seconds of a clock that never goes back
        """
        now = time.monotonic() if now is None else now
        kept = self._kept.get(key)
        if kept is None or now - kept[0] >= self.seconds:
            kept = self._kept[key] = (now, read())
        return kept[1]
