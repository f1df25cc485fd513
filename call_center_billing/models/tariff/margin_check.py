"""Two compiled cards side by side: what does each beginning of a number earn, at its worst?"""

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from ... import rating
from ...rating.band import spans, terms_at

WEEK = 7 * 86_400


class Worst(NamedTuple):
    """The reference call of a prefix on which least is earned.

    :ivar margin: price less cost, micro-units of the selling currency; None with `cost` if the cost card has no rate
    :ivar rate, cost_rate: `rating.Rate` that priced it on both sides
    :ivar moment: when the call begins, UTC
    :ivar a_number: who calls: an A-prefix with +, or empty
    """

    margin: int | None
    price: int
    cost: int | None
    rate: rating.Rate
    cost_rate: rating.Rate | None
    moment: datetime
    a_number: str


class MarginCheck:
    """Prices a call of some seconds to every prefix that either card knows, with the engine, on both cards.

    The longest prefix of a number on the one side and on the other: the longer of the two is a prefix of either card,
    and a call to that prefix itself is priced by the same two rates. So looking at the prefixes of both cards shows
    every pair of rates that any number can meet.

    A call is looked at in each time band of either card, and where rates hold for some callers or some time only, for
    each of those callers and times too. Conditions that many rates share are priced once.

    :param rating.Card selling: what customers pay
    :param rating.Card cost: what the carrier charges
    :param span: first moment in which both hold, and the first in which they do not (or None): aware datetimes
    :param int seconds: length of the call
    :param convert: turns micro-units of the cost card's currency into those of the selling card's
    """

    def __init__(self, selling, cost, span, seconds, convert):
        self.cards = (selling, cost)
        self.tariffs = (rating.Tariff(selling), rating.Tariff(cost))
        self.begin, self.end = span
        self.seconds = seconds
        self.convert = convert
        self.moments = self._band_moments()
        self.particular = {
            key for card in self.cards for key, version in card.index.table.items() if not version.always
        }
        self.occasions = self._occasions()
        self._amounts = {}
        self._pairs = {}

    def worst(self):
        """
        :rtype: dict[str, Worst]
        :return: by prefix as rates have it (digits, or = and a short code); prefixes that are not sold are left out
        """
        selling, cost = (card.index.table for card in self.cards)
        found = {}
        for key in selling.keys() | cost.keys():
            worst = self._of(key.removeprefix("="))
            if worst:
                found[key.removeprefix("+")] = worst
        return found

    def _of(self, number):
        if self.particular and self._is_particular(number):
            met = [self._meet(number, moment, a_number) for moment, a_number in self.occasions]
            return min(filter(None, met), key=badness, default=None)
        versions = [card.index.find(number, self.begin, "") for card in self.cards]
        if versions[0] is None:
            return None
        pair = tuple(version and id(version.pricing) for version in versions)
        if pair not in self._pairs:
            met = (self._priced(versions, number, moment, "") for moment in self.moments)
            self._pairs[pair] = min(met, key=badness)
        rate, cost_rate = (version and version.rate for version in versions)
        return self._pairs[pair]._replace(rate=rate, cost_rate=cost_rate)

    def _is_particular(self, number):
        return "=" + number in self.particular or any(
            number[:length] in self.particular for length in range(1, len(number) + 1)
        )

    def _meet(self, number, moment, a_number):
        versions = [card.index.find(number, moment, a_number) for card in self.cards]
        return self._priced(versions, number, moment, a_number) if versions[0] else None

    def _priced(self, versions, number, moment, a_number):
        selling, cost = versions
        price = self._amount(0, selling, number, moment, a_number)
        if cost is None:
            return Worst(None, price, None, selling.rate, None, moment, a_number)
        charged = self.convert(self._amount(1, cost, number, moment, a_number))
        return Worst(price - charged, price, charged, selling.rate, cost.rate, moment, a_number)

    def _amount(self, side, version, number, moment, a_number):
        """The engine's price; rates with the same conditions have the same at one moment."""
        key = (side, id(version.pricing), moment)
        if key not in self._amounts:
            call = rating.Call(number, moment, self.seconds, a_number)
            self._amounts[key] = rating.rate(call, self.tariffs[side]).amount
        return self._amounts[key]

    def _band_moments(self):
        """The first moment, and one for each way in which the bands of both cards meet."""
        weeks = [(week, card) for card in self.cards for week in _weeks(card)]
        moments = {self.begin}
        for begin, length in self._stretches():
            for week, card in weeks:
                edges = spans(week, begin, length, card.zone, card.holidays)
                moments.update(begin + timedelta(seconds=at) for at, _index in edges)
        first = {}
        for moment in sorted(moments):
            bands = tuple(terms_at(week, moment.astimezone(card.zone), card.holidays)[0] for week, card in weeks)
            if moment == self.begin or self.end is None or moment < self.end:
                first.setdefault(bands, moment)
        return list(first.values())

    def _stretches(self):
        """A week from the first moment, and the first holiday of each card."""
        yield self.begin, WEEK
        for card in self.cards:
            today = self.begin.astimezone(card.zone).date()
            later = min((day for day in card.holidays if day > today), default=None)
            if later:
                yield datetime.combine(later, time(), card.zone).astimezone(UTC), rating.codes.DAY

    def _occasions(self):
        """Moments and callers for prefixes whose rates do not hold always and for everybody."""
        versions = [version for card in self.cards for key in self.particular for version in _all(card, key)]
        edges = {edge for version in versions for edge in (version.since, version.until) if edge is not None}
        edges = {edge for edge in edges if edge > self.begin and (self.end is None or edge < self.end)}
        callers = {"", *(version.a_prefix for version in versions)}
        return [(moment, a_number) for moment in (*self.moments, *sorted(edges)) for a_number in sorted(callers)]


def dearest(card):
    """The dearest minute and the highest connection fee of each prefix of a card, in any band and step.

    :rtype: dict[str, tuple[rating.Rate, int, int]]
    :return: by prefix: the rate, its price a minute and its fee, micro-units; a price a call is no price a minute
    """
    seen, found = {}, {}
    for key in card.index.table:
        for version in _all(card, key):
            pricing = version.pricing
            if id(pricing) not in seen:
                steps = [step for terms in pricing.terms for step in terms.steps] if pricing.timed else []
                minute = max((-(-step.price * rating.codes.MINUTE // step.per) for step in steps), default=0)
                seen[id(pricing)] = minute, max(terms.fee for terms in pricing.terms)
            minute, fee = seen[id(pricing)]
            prefix = key.removeprefix("+")
            _rate, before, fee_before = found.get(prefix, (None, 0, 0))
            found[prefix] = (version.rate, max(minute, before), max(fee, fee_before))
    return found


def _all(card, key):
    first = card.index.table.get(key)
    return (first, *first.rest) if first else ()


def _weeks(card):
    pricings = {id(version.pricing): version.pricing for key in card.index.table for version in _all(card, key)}
    return {pricing.week for pricing in pricings.values() if pricing.week}


def badness(worst):
    """Least margin first; a cost that nobody knows after all known ones."""
    return (worst.margin is None, worst.margin or 0)
