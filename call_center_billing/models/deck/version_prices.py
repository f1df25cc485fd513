"""A version's rates as the prices that a deck is compared with, read straight from the database."""

from ...deck import Known, Step, Terms
from .clock import Clock

COLUMNS = (
    *("id", "prefix", "destination_id", "caller_class_id", "unit", "price", "connection_fee", "free_seconds"),
    *("minimum_seconds", "first_increment", "next_increment", "minimum_charge", "maximum_charge", "maximum_rule"),
    *("valid_from", "valid_to"),
)


class VersionPrices:
    """Reads a version once.

    :ivar bands: {name of a time band: its id}
    :ivar tiers: {id of a rate: [(band id or None, start, price, has fee, fee, first, next)]}
    """

    def __init__(self, version, names):
        """
        :param names: `DeckNames`: what destinations and callers are called in decks
        """
        self.version, self.names = version, names
        self.env = version.env
        self.clock = Clock(version.timezone)
        self.bands = {band.name: band.id for band in version.band_ids}
        self.total = version.increment_rule == "total"
        self.tiers = {}

    def known(self):
        """All prices, in order of prefixes.

        :rtype: list[deck.Known]
        """
        self.env.flush_all()
        self.tiers = self._read_tiers()
        query = f"SELECT {', '.join(COLUMNS)} FROM call_rate WHERE version_id = %s ORDER BY prefix, valid_from, id"
        self.env.cr.execute(query, (self.version.id,))
        memo = {}
        return [self._known(row, memo) for row in self.env.cr.fetchall()]

    def _known(self, row, memo):
        key, prefix, destination_id, caller_id, *cells, since, until = row
        tiers = self.tiers.get(key)
        terms = memo.get(tuple(cells)) if tiers is None else None
        if terms is None:
            terms = self._terms(cells, tiers or [])
            if tiers is None:
                memo[tuple(cells)] = terms
        destination, group = self.names.destination(destination_id)
        wall = self.clock.wall
        caller = self.names.caller_name(caller_id)
        return Known(key, prefix or "", terms, destination, group, caller, wall(since), wall(until))

    def _terms(self, cells, tiers):
        unit, price, fee, free, least, first, following, minimum, maximum, rule = cells
        names = {band_id: name for name, band_id in self.bands.items()}
        default = 1 if self.total else following
        return Terms(
            price=price,
            unit=unit,
            connection_fee=fee or 0,
            free_seconds=free or 0,
            minimum_seconds=least or 0,
            first_increment=first,
            next_increment=following,
            minimum_charge=minimum or 0,
            maximum_charge=maximum or None,
            maximum_rule=rule,
            bands=tuple(sorted((names[tier[0]], tier[2]) for tier in tiers if tier[0] and not tier[1])),
            steps=tuple(Step(tier[1], tier[2], tier[6] or default) for tier in tiers if not tier[0]),
        )

    def _read_tiers(self):
        self.env.cr.execute(
            """SELECT rate_id, band_id, COALESCE(start, 0), COALESCE(price, 0), COALESCE(has_fee, false),
                      connection_fee, first_increment, next_increment
                 FROM call_rate_tier WHERE version_id = %s ORDER BY rate_id, band_id, start""",
            (self.version.id,),
        )
        found = {}
        for rate_id, *tier in self.env.cr.fetchall():
            found.setdefault(rate_id, []).append(tuple(tier))
        return found
