"""Writes what a comparison asks for into a draft, in bulk."""

from datetime import UTC, datetime

from ...deck import SERVICES
from .bulk import copy_rows, next_ids

RATE_COLUMNS = (
    *("id", "version_id", "card_id", "company_id", "prefix", "destination_id", "caller_class_id", "unit", "service"),
    *("price", "connection_fee", "free_seconds", "minimum_seconds", "first_increment", "next_increment"),
    *("minimum_charge", "maximum_charge", "maximum_rule", "valid_from", "valid_to"),
    *("create_uid", "create_date", "write_uid", "write_date"),
)
TIER_COLUMNS = (
    *("rate_id", "version_id", "company_id", "band_id", "start", "price"),
    *("has_fee", "connection_fee", "first_increment", "next_increment"),
    *("create_uid", "create_date", "write_uid", "write_date"),
)
PAGE = 5_000


class PriceWriter:
    """Applies a comparison to the version that it was made with.

    :param version: the draft
    :param Reading reading: a comparison with that very draft
    :param names: `DeckNames` that know all destinations
    """

    def __init__(self, version, reading, names):
        self.version, self.names = version, names
        self.cr = version.env.cr
        self._comparison, self._prices = reading.comparison, reading.prices
        self._utc = reading.clock.utc
        now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        self._log = (version.env.uid, now, version.env.uid, now)

    def apply(self):
        """Endings first, so that nothing overlaps at any time."""
        self.version.env.flush_all()
        self._end()
        changes = [change for change in self._comparison.changes if change.writes]
        ids = next_ids(self.cr, "call_rate", len(changes))
        copy_rows(self.cr, "call_rate", RATE_COLUMNS, map(self._rate, ids, changes))
        tiers = (tier for key, change in zip(ids, changes, strict=True) for tier in self._tiers(key, change))
        copy_rows(self.cr, "call_rate_tier", TIER_COLUMNS, tiers)
        self.version.env.invalidate_all()

    def drop_before(self, moment):
        """Rates that were over before any call that the version can price."""
        self.cr.execute("DELETE FROM call_rate WHERE version_id = %s AND valid_to <= %s", (self.version.id, moment))
        self.version.env.invalidate_all()

    def _end(self):
        gone = [ending.price.id for ending in self._comparison.endings if ending.removed]
        self.cr.execute("DELETE FROM call_rate WHERE id = ANY(%s)", (gone,))
        self.cr.execute_values(
            f"""UPDATE call_rate rate SET valid_to = ending.valid_to, write_uid = {int(self._log[0])},
                       write_date = now() AT TIME ZONE 'UTC'
                  FROM (VALUES %s) AS ending (id, valid_to) WHERE rate.id = ending.id""",
            [(end.price.id, self._utc(end.valid_to)) for end in self._comparison.endings if not end.removed],
            template="(%s, %s::timestamp)",
            page_size=PAGE,
        )

    def _rate(self, key, change):
        terms, row = change.terms, change.row
        version = self.version
        return (
            *(key, version.id, version.card_id.id, version.company_id.id or None, row.prefix),
            self.names.destination_id(change.destination),
            self.names.caller_id(row.caller_class),
            *(terms.unit, SERVICES[terms.unit], terms.price, terms.connection_fee, terms.free_seconds),
            *(terms.minimum_seconds, terms.first_increment, terms.next_increment, terms.minimum_charge),
            *(terms.maximum_charge or 0, terms.maximum_rule),
            *(self._utc(change.valid_from), self._utc(change.valid_to)),
            *self._log,
        )

    def _tiers(self, key, change):
        """Prices in bands and steps; what decks have no words for (a band's own fee, steps in it) stays as it was."""
        bands = {name: self._prices.bands[name] for name, _price in change.terms.bands}
        own = (key, self.version.id, self.version.company_id.id or None)
        before = self._prices.tiers.get(change.before.id, ()) if change.before else ()
        conditions = {tier[0]: tier[3:] for tier in before if tier[0] and not tier[1]}
        for name, price in change.terms.bands:
            yield (*own, bands[name], 0, price, *conditions.get(bands[name], (False, None, None, None)), *self._log)
        kept = {*bands.values(), *(tier[0] for tier in before)} - (conditions.keys() - bands.values())
        for tier in before:
            if tier[0] in kept and tier[0] and tier[1]:
                yield (*own, *tier, *self._log)
        for step in change.terms.steps:
            yield (*own, None, step.start, step.price, False, None, None, step.increment, *self._log)
