"""Decks tell times on the wall clock of a version's time zone; Odoo keeps UTC."""

from datetime import UTC
from zoneinfo import ZoneInfo


class Clock:
    """Turns naive moments into each other; a deck has few different ones, each is worked out once.

    :param timezone: name of the time zone
    """

    def __init__(self, timezone):
        self._zone = ZoneInfo(timezone or "UTC")
        self._walls, self._moments = {None: None}, {None: None}

    def wall(self, moment):
        """Naive UTC (or None) to the wall clock."""
        if moment not in self._walls:
            self._walls[moment] = moment.replace(tzinfo=UTC).astimezone(self._zone).replace(tzinfo=None, fold=0)
        return self._walls[moment]

    def utc(self, wall):
        """The wall clock (or None) to naive UTC; an hour that comes twice counts as the first."""
        if wall not in self._moments:
            self._moments[wall] = wall.replace(tzinfo=self._zone).astimezone(UTC).replace(tzinfo=None)
        return self._moments[wall]

    def real(self, wall):
        """The same time; in the hour that is left out in spring, what the clock shows then."""
        return self.wall(self.utc(wall))
