"""What a change in the middle of a period costs: credit of what was charged and is no longer due, charge of the new.

A period's charges are settled against what the item is on each day of it. Whatever order changes come in, however
often and however late they are told, the charges and credits of an item and period add up to what its days cost, and
that is rounded once. Days are half open; an item that is paused or over is nothing on those days.

>>> from datetime import date
>>> november = Span(date(2026, 11, 1), date(2026, 12, 1))
>>> paid = Charged(7, *november, 30_000_000, 1, 30_000_000)
>>> cut = [Use(date(2026, 11, 1), date(2026, 11, 10), 30_000_000, 1)]
>>> [(entry.begin.day, entry.amount, entry.of) for entry in settle(november, cut, [paid], 10_000)]
[(10, -21000000, 7)]
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

#: how much of an item there is: a whole number, or a part of one
Quantity = int | Fraction


class Span(NamedTuple):
    """From its first day to the day before `end`."""

    begin: date
    end: date


class Use(NamedTuple):
    """What an item is on these days: price in micro-units for a whole period and one of it, and how many."""

    begin: date
    end: date
    price: int
    quantity: Quantity


class Charged(NamedTuple):
    """A charge that was made (`of` 0), or a credit that takes back these days of the charge `of`."""

    key: int
    begin: date
    end: date
    price: int
    quantity: Quantity
    amount: int
    of: int = 0


class Entry(NamedTuple):
    """A charge to make, or (`of` is its key) a credit of a charge that was made; micro-units, credits below 0."""

    begin: date
    end: date
    price: int
    quantity: Quantity
    amount: int
    of: int = 0


def uses(
    begin: date,
    end: date,
    price: int,
    quantities: Sequence[tuple[date, Quantity]],
    pauses: Iterable[tuple[date, date | None]] = (),
) -> list[Use]:
    """What an item is over time, told from its quantities and pauses.

    :param begin: first day of the item, or of the period that is looked at if that is later
    :param end: first day no longer
    :param quantities: (first day, how many), in the order in which they were told: of one day the last holds
    :param pauses: half open; without end as long as nobody resumes
    """
    steps = dict(quantities)
    stops = [(first, last or date.max) for first, last in pauses]
    edges = {begin, end, *steps, *(day for stop in stops for day in stop)}
    found: list[Use] = []
    for first, last in pairwise(sorted(edge for edge in edges if begin <= edge <= end)):
        told = [day for day in steps if day <= first]
        quantity = steps[max(told)] if told else 0
        if quantity and not any(stop <= first < resume for stop, resume in stops):
            found.append(Use(first, last, price, quantity))
    return _joined(found)


def cost(period: Span, found: Iterable[Use]) -> Fraction:
    """What these days cost on paper: exact micro-units."""
    whole = (period.end - period.begin).days
    return sum((_exact(use, whole) for use in found), Fraction())


def rounded(amount: Fraction, coin: int) -> int:
    """To whole coins, half up.

    >>> rounded(Fraction(12_345_000), 10_000)
    12350000
    """
    return int((amount / coin + Fraction(1, 2)) // 1) * coin


def settle(period: Span, wanted: Sequence[Use], charged: Sequence[Charged], coin: int) -> list[Entry]:
    """What is to be credited and charged for a period, so that its charges are what its days cost.

    Settled again without another change, it is nothing.

    :param wanted: what the item is on the period's days, without overlaps
    :param charged: the item's charges and credits of this period so far
    :param coin: the currency's smallest coin in micro-units
    :return: credits first
    """
    back, added = _differences(period, wanted, charged)
    entries = [entry for charge, spans in back for entry in _credits(period, charge, spans, charged, coin)]
    entries += [Entry(*use, rounded(cost(period, [use]), coin)) for use in added]
    due = rounded(cost(period, wanted), coin) - sum(one.amount for one in charged)
    return [entry for entry in _evened(entries, due) if entry.amount]


def settle_whole(period: Span, wanted: Sequence[Use], charged: Sequence[Charged], coin: int) -> list[Entry]:
    """As `settle`, of an item that is charged for whole periods: one that has begun is due, and nothing comes back.

    More of it within a period is charged for the whole period, too.
    """
    if not wanted:
        return []
    most = max(wanted, key=lambda use: use.price * use.quantity)
    due = rounded(Fraction(most.price * most.quantity), coin) - sum(one.amount for one in charged)
    if due <= 0:
        return []
    more = most.quantity - sum(one.quantity for one in charged if not one.of and one.price == most.price)
    begin = wanted[0].begin if not charged else most.begin
    return [Entry(begin, period.end, most.price, more if more > 0 else most.quantity, due)]


def _differences(
    period: Span, wanted: Sequence[Use], charged: Sequence[Charged]
) -> tuple[list[tuple[Charged, list[Span]]], list[Use]]:
    """Days of charges that are no longer due, and what is due and not charged."""
    back: dict[int, list[Span]] = {}
    added: list[Use] = []
    edges = {*period, *(day for use in wanted for day in use[:2]), *(day for one in charged for day in one[1:3])}
    for begin, end in pairwise(sorted(edges)):
        use = next((use for use in wanted if use.begin <= begin < use.end), None)
        paid = False
        for charge in _live(charged, begin):
            if not paid and use and (use.price, use.quantity) == (charge.price, charge.quantity):
                paid = True
            else:
                back.setdefault(charge.key, []).append(Span(begin, end))
        if use and not paid:
            added.append(Use(begin, end, use.price, use.quantity))
    by_key = {charge.key: charge for charge in charged}
    return [(by_key[key], _met(spans)) for key, spans in back.items()], _joined(added)


def _live(charged: Sequence[Charged], day: date) -> list[Charged]:
    """Charges of a day that were not credited for it."""
    here = [one for one in charged if one.begin <= day < one.end]
    credited = {one.of for one in here if one.of}
    return [one for one in here if not one.of and one.key not in credited]


def _credits(
    period: Span, charge: Charged, spans: Sequence[Span], charged: Sequence[Charged], coin: int
) -> Iterable[Entry]:
    """Credits of these days of a charge: what is left of it is what its other days cost."""
    former = [one for one in charged if one.of == charge.key]
    left = charge.amount + sum(one.amount for one in former)
    days = (charge.end - charge.begin).days - sum((one.end - one.begin).days for one in former)
    for begin, end in spans:
        days -= (end - begin).days
        keeps = rounded(Fraction(charge.price * charge.quantity * days, (period.end - period.begin).days), coin)
        yield Entry(begin, end, charge.price, charge.quantity, keeps - left, charge.key)
        left = keeps


def _evened(entries: list[Entry], due: int) -> list[Entry]:
    """The entries with what rounding them apart leaves on the largest that can bear it."""
    rest = due - sum(entry.amount for entry in entries)
    able = [entry for entry in entries if (entry.amount + rest <= 0 if entry.of else entry.amount + rest >= 0)]
    if not rest or not able:
        return entries
    bearer = max(able, key=lambda entry: abs(entry.amount))
    return [entry._replace(amount=entry.amount + rest) if entry is bearer else entry for entry in entries]


def _exact(use: Use, whole: int) -> Fraction:
    return Fraction(use.price * use.quantity * (use.end - use.begin).days, whole)


def _joined(found: Iterable[Use]) -> list[Use]:
    """Like days that meet as one."""
    joined: list[Use] = []
    for use in found:
        last = joined[-1] if joined else None
        if last and last.end == use.begin and last[2:] == use[2:]:
            joined[-1] = last._replace(end=use.end)
        else:
            joined.append(use)
    return joined


def _met(spans: Iterable[Span]) -> list[Span]:
    return [Span(use.begin, use.end) for use in _joined(Use(*span, 0, 0) for span in spans)]
