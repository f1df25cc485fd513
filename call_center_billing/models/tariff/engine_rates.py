"""The rates of a version as rows of the pure engine, read straight from the database: a deck has 260,000 of them."""

from datetime import UTC

from ... import rating
from .call_rate_unit import MEASURES

COLUMNS = (
    *("id", "prefix", "destination_id", "caller_class_id", "unit", "price", "connection_fee", "free_seconds"),
    *("minimum_seconds", "first_increment", "next_increment", "minimum_charge", "maximum_charge", "maximum_rule"),
    *("valid_from", "valid_to"),
)


class EngineRates:
    """Iterates over `rating.Rate`, one for each rate and A-prefix.

    :ivar keys: ids of `call.rate` of the rows handed out so far, for whoever must tell which row is wrong
    """

    def __init__(self, version, service):
        self.version = version
        self.env = version.env
        self.service = service
        self.keys = []
        self.bands = version._live_bands()
        self.total = version.increment_rule == "total"
        self.shares = {band: round(band.percent * 10_000) for band in self.bands}

    def __iter__(self):
        self.env.flush_all()
        self.keys.clear()
        names = self._destinations()
        callers = self._callers()
        tiers = self._tiers()
        query = f"SELECT {', '.join(COLUMNS)} FROM call_rate WHERE version_id = %s AND service = %s ORDER BY id"
        self.env.cr.execute(query, (self.version.id, self.service))
        for row in self.env.cr.fetchall():
            rate = self._rate(row, names[row[2]], tiers.get(row[0], {}))
            for a_prefix in callers.get(row[3], ("",)):
                self.keys.append(row[0])
                yield rate._replace(a_prefix=a_prefix) if a_prefix else rate

    def _rate(self, row, name, tiers):
        key, prefix, destination_id, _callers, unit, price, fee, free, least, first, following = row[:11]
        minimum, maximum, rule, since, until = row[11:]
        measure = MEASURES[unit]
        steps = self._steps(tiers.get(None, {}), measure, following)
        rate = rating.Rate(
            key=key,
            prefix=prefix or "",
            destination=name,
            destination_class=str(destination_id),
            unit=measure.unit,
            price=price,
            per=measure.per,
            connection_fee=fee or 0,
            free_units=free or 0,
            minimum_units=least or 0,
            first_increment=first,
            next_increment=following,
            minimum_charge=minimum or 0,
            maximum_charge=maximum or None,
            maximum_rule=rule,
            steps=steps,
            valid_from=since and since.replace(tzinfo=UTC),
            valid_to=until and until.replace(tzinfo=UTC),
        )
        return rate._replace(bands=self._bands(rate, tiers, measure)) if self.bands else rate

    def _bands(self, rate, tiers, measure):
        """The bands of a rate: at its own prices there, or at so much of the ordinary one."""
        found = []
        for band, parts in self.bands.items():
            own = tiers.get(band.id, {})
            start = own.get(0)
            terms = {"price": self._share(rate.price, band), "per": measure.per}
            if len(own) > (start is not None):
                terms["steps"] = self._steps(own, measure, (start and start[4]) or rate.next_increment)
            elif start is None:
                terms["steps"] = tuple(step._replace(price=self._share(step.price, band)) for step in rate.steps)
            if start is not None:
                price, has_fee, fee, first, following = start
                terms |= {"price": price, "first_increment": first or None, "next_increment": following or None}
                terms["connection_fee"] = (fee or 0) if has_fee else None
            found.extend(part._replace(**terms) for part in parts)
        return tuple(found)

    def _share(self, price, band):
        """So much of a price as the band says, half-up to the micro-unit."""
        return (2 * price * self.shares[band] + rating.MICRO) // (2 * rating.MICRO)

    def _steps(self, tiers, measure, following):
        return tuple(
            rating.Step(start, tier[0], measure.per, tier[4] or (1 if self.total else following))
            for start, tier in sorted(tiers.items())
            if start
        )

    def _tiers(self):
        """{rate id: {band id or None: {start: (price, has fee, fee, first, next)}}}"""
        self.env.cr.execute(
            """SELECT rate_id, band_id, start, price, has_fee, connection_fee, first_increment, next_increment
                 FROM call_rate_tier WHERE version_id = %s""",
            (self.version.id,),
        )
        found = {}
        for rate_id, band_id, start, *terms in self.env.cr.fetchall():
            found.setdefault(rate_id, {}).setdefault(band_id, {})[start or 0] = (terms[0] or 0, *terms[1:])
        return found

    def _destinations(self):
        """Names in English: what is compiled is kept for readers of all languages."""
        destinations = self.env["call.destination"].with_context(lang="en_US").search_fetch([], ["name"])
        return {destination.id: destination.name or "" for destination in destinations}

    def _callers(self):
        kinds = self.env["call.caller.class"].with_context(active_test=False).search([])
        return {kind.id: tuple(kind._prefix_list()) for kind in kinds}
