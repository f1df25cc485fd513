"""Which of its periods does a moment of an owner fall into? For a column of moments at once."""

#: seconds since 1970 take so many bits until the year 2514
BITS = 34


class Timeline:
    """Periods of many owners in one sorted list of numbers, so that a column is looked up by binary search.

    :ivar places: of each period, the owner's own index of it; in the order of `positions`
    """

    def __init__(self):
        self._keys = []
        self._series = None
        self.owners = 0
        self.places = []

    def add(self, edges):
        """A new owner, whose time is cut at these moments (UTC, naive, in order).

        :return: the owner's number
        """
        owner = self.owners
        self.owners += 1
        self._keys.append(owner << BITS)
        self._keys.extend((owner << BITS) + _second(edge) for edge in edges)
        self.places.extend((owner, place) for place in range(len(edges) + 1))
        self._series = None
        return owner

    def positions(self, owners, seconds):
        """The position in `places` of each pair of an owner's number and a second since 1970."""
        import polars as pl

        if self._series is None:
            self._series = pl.Series(self._keys, dtype=pl.Int64)
        keys = owners * (1 << BITS) + seconds
        return self._series.search_sorted(keys, side="right").cast(pl.Int64) - 1


def _second(moment):
    """The first whole second that is not before a moment; those before 1970 are 1970."""
    from datetime import UTC

    stamp = moment.replace(tzinfo=UTC).timestamp()
    return max(int(-(-stamp // 1)), 0)
