"""A deck in our own terms: destinations and callers by the names that we know, times that there are."""

from ...deck import BadRow
from .deck_names import plain


class DeckNormal:
    """Brings rows into the form that our own prices have, so that the same means the same.

    :ivar foreign_class: rows whose class is another than that of the destination, which keeps its own
    """

    def __init__(self, names, clock):
        """
        :param DeckNames names: what there is
        :param Clock clock: of the version
        """
        self.foreign_class = 0
        self._names, self._clock = names, clock
        self._destinations, self._terms = {}, {}

    def deck(self, deck):
        """
        :param deck.Deck deck: as read
        :rtype: deck.Deck
        """
        bad = list(deck.bad)
        rows = []
        for row in deck.rows:
            found = self._row(row)
            (rows if found.__class__ is row.__class__ else bad).append(found)
        if len(bad) > len(deck.bad):
            bad.sort(key=lambda row: row.row)
        return deck._replace(rows=rows, bad=bad)

    def _row(self, row):
        name, group = self._destination(row.destination, row.destination_class)
        real = self._clock.real
        since, until = real(row.valid_from), real(row.valid_to)
        if since and until and until <= since:
            return self._bad(row, "valid_to", str(row.valid_to), "ends_before_it_begins")
        try:
            caller = self._names.caller_name(self._names.caller_id(row.caller_class)) if row.caller_class else ""
        except KeyError:
            return self._bad(row, "caller_class", row.caller_class, "unknown_caller")
        return row._replace(
            destination=name,
            destination_class=group,
            caller_class=caller,
            terms=self._plain_terms(row.terms),
            valid_from=since,
            valid_to=until,
        )

    def _destination(self, text, group):
        """Name and class as we have them; of one that we do not have, as the file does."""
        known = self._destinations.get((text, group))
        if known is None:
            destination_id = self._names.destination_id(text) if text else None
            if destination_id is None:
                known = (" ".join(text.split()), self._names.class_of(group))
            else:
                known = self._names.destination(destination_id)
            self._destinations[text, group] = known
        if group and self._names.class_of(group) not in ("", known[1]):
            self.foreign_class += 1
        return known

    def _plain_terms(self, terms):
        """A maximum charge of 0 is none, here as in the cards."""
        if terms.maximum_charge != 0:
            return terms
        if terms not in self._terms:
            self._terms[terms] = terms._replace(maximum_charge=None)
        return self._terms[terms]

    @staticmethod
    def _bad(row, field, value, reason):
        return BadRow(row.row, field, value, reason, f"{row.prefix} | {row.destination}", (row.prefix,))


class DestinationFinder:
    """Finds a name for destinations that a file does not name: that of the next shorter prefix, or the country's.

    :param prices: the card's prices
    :param country_name: from an ISO code to a name
    :param class_of: from a prefix to a class
    """

    def __init__(self, prices, country_name, class_of):
        self._ours = {price.prefix: (price.destination, price.destination_class) for price in prices if price.prefix}
        self._country_name, self._class_of = country_name, class_of

    def find(self, prefix):
        """(name, class)"""
        for length in range(len(prefix), 0, -1):
            if prefix[:length] in self._ours:
                return self._ours[prefix[:length]]
        group = self._class_of(prefix)
        return self._country_name(prefix, group), group


def new_destinations(changes, names):
    """Destinations that changes need and that there are not: {plain name: [name, class, first prefix, rows]}."""
    found = {}
    for change in changes:
        if change.writes and names.destination_id(change.destination) is None:
            entry = found.setdefault(
                plain(change.destination), [change.destination, change.destination_class, change.row.prefix, 0]
            )
            entry[3] += 1
    return found
